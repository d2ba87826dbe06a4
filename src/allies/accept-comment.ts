import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, type Result, refuse } from '../result.ts'
import { acceptChange } from './accept-change.ts'
import { letIn } from './let-in.ts'
import { lockWaiting } from './waiting-words.ts'

export interface DecideComment {
  readonly remoteCommentId: string
  /** What the moderator saw, as `readRemoteComment` gave it. */
  readonly seen: string
}

/**
 * A moderator lets an answer from elsewhere into the channel, or the newer words of one that is there. In an allied
 * channel our voice passes it on as an edition of its own, credited, because the other followers cannot ask the origin
 * for it; in an open channel the origin's own object is announced. Refuses: missing, forbidden, conflict (decided
 * already, with the field `seen` when its words are not those that she saw, one of both texts was taken back, or what
 * it answers waits itself).
 */
export async function acceptComment(
  ctx: MemberCtx,
  { remoteCommentId, seen }: DecideComment,
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'remote-comment.decide')) return forbidden()
  if (!couldBeId(remoteCommentId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const waiting = await lockWaiting(trx, remoteCommentId)
    if (!waiting) return missing()
    const { comment, words } = waiting
    if (!words) return refuse({ kind: 'conflict', message: 'allies.errors.decided' })
    if (waiting.seen !== seen) return changedMeanwhile()
    await recordAct(trx, 'remote-comment-accepted', remoteCommentId)
    return comment.state === 'waiting' ? letIn(trx, comment) : acceptChange(trx, comment, words)
  })
}

/** The words are others than those that she decided on. */
export const changedMeanwhile = () =>
  refuse({ kind: 'conflict', message: 'remoteComments.errors.changed', field: 'seen' })
