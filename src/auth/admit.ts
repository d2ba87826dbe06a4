import { ok, type Refusal, type Result, refuse } from '../result.ts'
import { redeemTicket, type Ticket } from './proof-of-work.ts'
import {
  countUse,
  countUses,
  perAccount,
  perNetwork,
  type ThrottleCtx,
  type ThrottleScope,
  type ThrottleSubjects,
} from './throttle.ts'

export interface Knock extends ThrottleSubjects {
  /** From a form that was refused as crowded. */
  readonly ticket?: Ticket
}

/**
 * Counts a try and lets it through. One account or code has ten an hour. A whole network beyond its limit is not
 * refused but asked to calculate, or to wait a minute: behind an onion service everybody is one address (P6). Waiting
 * is open to a limited number an hour, or a flood would simply wait.
 */
export async function admit(
  ctx: ThrottleCtx,
  scope: ThrottleScope,
  knock: Knock,
): Promise<Result<undefined>> {
  const { account, network } = await countUses(ctx, scope, knock)
  if (account > perAccount) return refuse({ kind: 'busy', message: 'auth.errors.busy' })
  if (network <= perNetwork) return ok()
  const paid = knock.ticket ? await redeemTicket(ctx, scope, knock.ticket) : 'nothing'
  if (paid === 'calculated') return ok()
  if (paid === 'waited' && (await countUse(ctx, scope, `waited ${knock.network}`)) <= perNetwork) return ok()
  return refuse(crowded)
}

const crowded: Refusal = { kind: 'busy', message: 'auth.errors.crowded' }

/** True for the refusal that a ticket answers. */
export const isCrowded = (refusals: readonly Refusal[]): boolean =>
  refusals.some(({ message }) => message === crowded.message)
