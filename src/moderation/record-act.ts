import type { TransactionCtx } from '../context.ts'
import { dayOf } from '../days.ts'
import { waitForTurn } from '../db/advisory-locks.ts'
import { sha256 } from '../hashing.ts'

/** What moderators do that is recorded. New kinds are added here, never renamed: the chain hashes the name. */
export type ModerationAct =
  | 'alert-corrected'
  | 'answer-chosen'
  | 'admin-made'
  | 'anonymous-appeal-decided'
  | 'anonymous-limited'
  | 'appeal-decided'
  | 'application-approval-withdrawn'
  | 'application-approved'
  | 'application-approved-once'
  | 'application-declined'
  | 'arrival-ended'
  | 'arrival-opened'
  | 'channel-carries'
  | 'channel-changed'
  | 'channel-closed'
  | 'channel-created'
  | 'channel-followed'
  | 'channel-left'
  | 'channel-move-confirmed'
  | 'channel-move-dismissed'
  | 'channel-muted'
  | 'channel-placed'
  | 'channel-unmuted'
  | 'channel-unplaced'
  | 'channel-moved'
  | 'comment-released'
  | 'comment-removed'
  | 'comment-restored'
  | 'delegate-ended'
  | 'delegate-named'
  | 'edition-pinned'
  | 'edition-unpinned'
  | 'edition-withdrawn'
  | 'expelled'
  | 'federation-mode-changed'
  | 'flag-kept'
  | 'flag-removed'
  | 'flag-reopened'
  | 'flag-sent'
  | 'follower-accepted'
  | 'follower-rejected'
  | 'follower-removed'
  | 'frozen'
  | 'grant-given'
  | 'grant-taken'
  | 'group-changed'
  | 'group-created'
  | 'group-member-added'
  | 'group-member-removed'
  | 'group-moderator-made'
  | 'group-moderator-unmade'
  | 'group-request-approved'
  | 'group-request-declined'
  | 'invite-created'
  | 'invite-revoked'
  | 'line-dropped'
  | 'line-paused'
  | 'line-replayed'
  | 'line-resumed'
  | 'line-tried'
  | 'member-arrived'
  | 'member-asleep'
  | 'member-woken'
  | 'muted'
  | 'note-added'
  | 'post-pinned'
  | 'post-released'
  | 'post-removed'
  | 'post-restored'
  | 'post-unpinned'
  | 'recovery-agreed'
  | 'recovery-link-created'
  | 'recovery-refused'
  | 'recovery-withdrawn'
  | 'remote-comment-accepted'
  | 'remote-comment-refused'
  | 'remote-flag-kept'
  | 'remote-flag-removed'
  | 'role-given'
  | 'role-taken'
  | 'sanction-lifted'
  | 'saved-replies-changed'
  | 'server-allowed'
  | 'server-blocked'
  | 'server-changed'
  | 'server-followers-removed'
  | 'server-purged'
  | 'server-unblocked'
  | 'servers-blocked'
  | 'settings-changed'
  | 'share-published'
  | 'share-returned'
  | 'spoken-consent-taken-back'
  | 'succession'
  | 'suspended'
  | 'thread-locked'
  | 'thread-unlocked'
  | 'translation-accepted'
  | 'translation-kept'
  | 'translation-offered'
  | 'translation-refused'
  | 'unfreeze-asked'
  | 'unfrozen'
  | 'unmasking-agreed'
  | 'unmasking-asked'
  | 'unmasking-refused'
  | 'warned'
  | 'watched-words-changed'

/**
 * Appends an act to the hash-chained record, in the transaction of the act itself (P13). The chain holds the act, a
 * random token and the day; who did it to what stands in `act_subjects` and can be destroyed without breaking it.
 * Waits for other acts under way, so that the chain has one order.
 */
export async function recordAct(ctx: TransactionCtx, act: ModerationAct, subjectId: string): Promise<void> {
  await waitForTurn(ctx, 'acts')
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
