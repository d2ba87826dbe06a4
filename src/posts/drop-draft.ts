import { sql } from 'kysely'
import type { MemberTransactionCtx } from '../context.ts'

/** Where a draft of a post stands. */
export const groupDraft = (groupId: string): string => `group:${groupId}`
/** Where a draft of a comment stands. */
export const commentDraft = (postId: string): string => `comment:${postId}`

/**
 * Forgets her draft for a place, in the transaction that makes it a post or a comment, and keeps the place until it
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
export async function holdDraft(trx: MemberTransactionCtx, place: string): Promise<void> {
  const { memberId } = trx.actor
  await sql`select pg_advisory_xact_lock(7242002, hashtext(${`${memberId} ${place}`}))`.execute(trx.db)
}
