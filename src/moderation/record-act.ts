import { sql } from 'kysely'
import type { TransactionCtx } from '../context.ts'
import { dayOf } from '../days.ts'
import { sha256 } from '../hashing.ts'

/** What moderators do that is recorded. New kinds are added here, never renamed: the chain hashes the name. */
export type ModerationAct =
  | 'application-approved'
  | 'application-declined'
  | 'channel-created'
  | 'channel-followed'
  | 'channel-left'
  | 'comment-removed'
  | 'edition-withdrawn'
  | 'follower-accepted'
  | 'follower-rejected'
  | 'follower-removed'
  | 'group-created'
  | 'post-removed'
  | 'remote-comment-accepted'
  | 'remote-comment-refused'
  | 'share-published'
  | 'share-returned'

/**
 * Appends an act to the hash-chained record, in the transaction of the act itself (P13). The chain holds the act, a
 * random token and the day; who did it to what stands in `act_subjects` and can be destroyed without breaking it.
 * Waits for other acts under way, so that the chain has one order.
 */
export async function recordAct(ctx: TransactionCtx, act: ModerationAct, subjectId: string): Promise<void> {
  // Transaction-scoped, so that it works behind poolers. The number only has to be this table's own.
  await sql`select pg_advisory_xact_lock(7242001)`.execute(ctx.db)
  const last = await ctx.db
    .selectFrom('moderationActs')
    .select(['sequence', 'hash'])
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  const sequence = (last?.sequence ?? 0) + 1
  const token = ctx.random.id()
  const day = dayOf(ctx.clock.now())
  const previousHash = last?.hash ?? ''
  const hash = await sha256([sequence, act, token, day, previousHash].join('\n'))
  await ctx.db
    .insertInto('moderationActs')
    .values({ sequence, act, token, day, previousHash, hash })
    .execute()
  const moderatorId = ctx.actor.kind === 'member' ? ctx.actor.memberId : null
  await ctx.db.insertInto('actSubjects').values({ token, moderatorId, subjectId }).execute()
}
