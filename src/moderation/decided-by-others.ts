import type { MemberCtx } from '../context.ts'
import { dayOf } from '../days.ts'
import { can } from '../policy/permissions.ts'
import type { ModerationAct } from './record-act.ts'

/** What takes something off the queue. */
const decisions = [
  'anonymous-appeal-decided',
  'appeal-decided',
  'application-approved',
  'application-declined',
  'comment-released',
  'comment-removed',
  'flag-kept',
  'flag-removed',
  'follower-accepted',
  'follower-rejected',
  'group-request-approved',
  'group-request-declined',
  'post-released',
  'post-removed',
  'remote-comment-accepted',
  'remote-comment-refused',
  'remote-flag-kept',
  'remote-flag-removed',
  'share-published',
  'share-returned',
  'translation-accepted',
  'translation-kept',
  'translation-offered',
  'translation-refused',
  'unfrozen',
  'unmasking-agreed',
  'unmasking-refused',
] as const satisfies readonly ModerationAct[]

/**
 * How much other moderators decided from the day on which she looked the last time; the record knows no hour (P13).
 * Only how much: neither who, nor on what. 0 for everybody but moderators. One statement.
 */
export async function countDecidedByOthers(ctx: MemberCtx, since: Date): Promise<number> {
  if (!can(ctx.actor, 'queue.read')) return 0
  const row = await ctx.db
    .selectFrom('moderationActs as done')
    .innerJoin('actSubjects as subject', 'subject.token', 'done.token')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('done.day', '>=', dayOf(since))
    .where('done.act', 'in', [...decisions])
    .where('subject.moderatorId', '<>', ctx.actor.memberId)
    .executeTakeFirstOrThrow()
  return row.count
}
