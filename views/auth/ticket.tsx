import type { FC } from 'hono/jsx'

/** A form carries it when many are knocking: the script answers `proof`; without the script a minute has to pass. */
export interface TicketModel {
  readonly ticket: string
  readonly bits: number
}

export const TicketFields: FC<{ ticket?: TicketModel | undefined }> = ({ ticket }) =>
  ticket === undefined ? null : (
    <span data-proof-of-work data-ticket={ticket.ticket} data-bits={ticket.bits}>
      <input type="hidden" name="ticket" value={ticket.ticket} />
      <input type="hidden" name="proof" value="" />
    </span>
  )
