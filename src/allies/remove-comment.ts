import { takeBack } from '../channels/take-back.ts'
import type { MemberCtx, TransactionCtx } from '../context.ts'
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
      .select(['id', 'state', 'passedOnEditionId'])
      .where('id', '=', remoteCommentId)
      .forUpdate()
      .executeTakeFirst()
    if (!comment) return missing()
    if (comment.state !== 'accepted') return refuse({ kind: 'conflict', message: 'allies.errors.decided' })
    await emptyComment(trx, comment)
    await recordAct(trx, 'remote-comment-refused', remoteCommentId)
    return ok()
  })
}

/**
 * Deletes the words of an answer that waits or was accepted, and asks the followers to delete it where it went out.
 * Callers establish that they may, and hold its row.
 */
export async function emptyComment(
  ctx: TransactionCtx,
  { id, state, passedOnEditionId }: { id: string; state: string; passedOnEditionId: string | null },
): Promise<void> {
  const wasOut = state === 'accepted'
  await ctx.db
    .updateTable('remoteComments')
    .set({ state: wasOut ? 'withdrawn' : 'refused', html: '', actorName: '', decidedAt: ctx.clock.now() })
    .where('id', '=', id)
    .execute()
  await deleteChange(ctx, id)
  if (!wasOut) return
  if (passedOnEditionId !== null) await takeBack(ctx, passedOnEditionId)
  else await emit(ctx, { type: 'remote-comment-withdrawn', remoteCommentId: id })
}
