import { takeBack } from '../channels/take-back.ts'
import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { emit } from '../events/outbox.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'

/**
 * A moderator keeps an answer from elsewhere out of the channel, or takes it out again after it was accepted: then the
 * followers are asked to delete it too. Its words are deleted; the row stays, so that it does not come back. `from` is
 * the state that she saw. Refuses: missing, forbidden, conflict (decided otherwise meanwhile).
 */
export async function refuseComment(
  ctx: MemberCtx,
  { remoteCommentId, from }: { readonly remoteCommentId: string; readonly from: 'waiting' | 'accepted' },
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'remote-comment.decide')) return forbidden()
  if (!couldBeId(remoteCommentId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const comment = await trx.db
      .selectFrom('remoteComments')
      .select(['state', 'passedOnEditionId'])
      .where('id', '=', remoteCommentId)
      .forUpdate()
      .executeTakeFirst()
    if (!comment) return missing()
    if (comment.state !== from) return refuse({ kind: 'conflict', message: 'allies.errors.decided' })
    await trx.db
      .updateTable('remoteComments')
      .set({
        state: from === 'waiting' ? 'refused' : 'withdrawn',
        html: '',
        actorName: '',
        decidedAt: trx.clock.now(),
      })
      .where('id', '=', remoteCommentId)
      .execute()
    await recordAct(trx, 'remote-comment-refused', remoteCommentId)
    if (comment.passedOnEditionId !== null) await takeBack(trx, comment.passedOnEditionId)
    else if (from === 'accepted') await emit(trx, { type: 'remote-comment-withdrawn', remoteCommentId })
    return ok()
  })
}
