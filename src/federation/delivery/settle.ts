import { sql } from 'kysely'
import type { Ctx } from '../../context.ts'
import { dayOf } from '../../days.ts'
import { recordLines } from '../../health/record-lines.ts'
import type { Outcome } from './outcome.ts'

/** Writes into the ledger what became of deliveries, and what they showed of the lines: a statement for each. */
export async function settle(ctx: Pick<Ctx, 'db' | 'clock'>, outcomes: readonly Outcome[]): Promise<void> {
  const today = dayOf(ctx.clock.now())
  const rows = outcomes.map(({ settlement }) => ({
    id: settlement.deliveryId,
    state: settlement.state,
    attempts: settlement.attempted ? 1 : 0,
    last_status: settlement.status ?? null,
    next_attempt_at: settlement.nextAttemptAt?.toISOString() ?? null,
    settled_on: settlement.nextAttemptAt === undefined ? today : null,
  }))
  const ledger =
    sql`update deliveries set state = settled.state, attempts = deliveries.attempts + settled.attempts,
      last_status = settled.last_status, next_attempt_at = settled.next_attempt_at, settled_on = settled.settled_on
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as settled(id text, state text, attempts integer,
      last_status smallint, next_attempt_at timestamptz, settled_on date)
    -- An acknowledgement may be here before the answer to our request is.
    where deliveries.id = settled.id and deliveries.state <> 'confirmed'`.execute(ctx.db)
  await Promise.all([
    ledger,
    recordLines(
      ctx,
      outcomes.flatMap(({ line }) => (line ? [line] : [])),
    ),
  ])
}
