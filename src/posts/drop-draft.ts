import type { MemberTransactionCtx } from '../context.ts'
import { waitForTurn } from '../db/advisory-locks.ts'

/**
 * Forgets her draft for a place, in the transaction that makes it a post or a comment or changes one, and keeps the place until it
 * ends: what is saved at the same moment waits, and then finds that its words have been sent.
 */
export async function dropDraft(trx: MemberTransactionCtx, place: string): Promise<void> {
  await holdDraft(trx, place)
  await trx.db
    .deleteFrom('drafts')
    .where('memberId', '=', trx.actor.memberId)
    .where('place', '=', place)
    .execute()
}

/** One at a time for a member and a place, whether or not there is a draft. */
export const holdDraft = (trx: MemberTransactionCtx, place: string): Promise<void> =>
  waitForTurn(trx, 'drafts', `${trx.actor.memberId} ${place}`)
