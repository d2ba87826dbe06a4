import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import { changedMeanwhile, type DecideComment } from './accept-comment.ts'
import { deleteChange, lockWaiting } from './waiting-words.ts'

/**
 * A moderator keeps an answer from elsewhere out of the channel: its words are deleted; the row stays, so that it does
 * not come back. Of an accepted answer it is the newer words that are kept out, and the older ones stand. Refuses:
 * missing, forbidden, conflict (decided otherwise meanwhile, or not the words that she saw).
 */
export async function refuseComment(
  ctx: MemberCtx,
  { remoteCommentId, seen }: DecideComment,
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'remote-comment.decide')) return forbidden()
  if (!couldBeId(remoteCommentId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const waiting = await lockWaiting(trx, remoteCommentId)
    if (!waiting) return missing()
    if (!waiting.words) return refuse({ kind: 'conflict', message: 'allies.errors.decided' })
    if (waiting.seen !== seen) return changedMeanwhile()
    await recordAct(trx, 'remote-comment-refused', remoteCommentId)
    if (waiting.comment.state !== 'waiting') await deleteChange(trx, remoteCommentId)
    else {
      await trx.db
        .updateTable('remoteComments')
        .set({ state: 'refused', html: '', actorName: '', decidedAt: trx.clock.now() })
        .where('id', '=', remoteCommentId)
        .execute()
    }
    return ok()
  })
}
