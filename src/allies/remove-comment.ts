import { takeBack } from '../channels/take-back.ts'
import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { emit } from '../events/outbox.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import { deleteChange } from './waiting-words.ts'

/**
 * A moderator takes an accepted answer out of the channel again, and the followers are asked to delete it too. Its
 * words are deleted, newer ones included; the row stays, so that it does not come back. Refuses: missing, forbidden,
 * conflict (not accepted, or not any more).
 */
export async function removeComment(
  ctx: MemberCtx,
  { remoteCommentId }: { readonly remoteCommentId: string },
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
    if (comment.state !== 'accepted') return refuse({ kind: 'conflict', message: 'allies.errors.decided' })
    await trx.db
      .updateTable('remoteComments')
      .set({ state: 'withdrawn', html: '', actorName: '', decidedAt: trx.clock.now() })
      .where('id', '=', remoteCommentId)
      .execute()
    await deleteChange(trx, remoteCommentId)
    await recordAct(trx, 'remote-comment-refused', remoteCommentId)
    if (comment.passedOnEditionId !== null) await takeBack(trx, comment.passedOnEditionId)
    else await emit(trx, { type: 'remote-comment-withdrawn', remoteCommentId })
    return ok()
  })
}
