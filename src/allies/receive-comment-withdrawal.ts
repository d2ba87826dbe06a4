import { takeBack } from '../channels/take-back.ts'
import { emit } from '../events/outbox.ts'
import { forbidden, ok, type Result } from '../result.ts'
import { type RemoteTransaction, receiveActivity } from './receive-activity.ts'
import { emptyPostOf } from './receive-edition-withdrawal.ts'
import type { RemoteActivity, RemoteCtx } from './remote.ts'
import { hostOf } from './rules.ts'
import { deleteChange } from './waiting-words.ts'
import { rememberWithdrawal } from './withdrawn-objects.ts'

export interface ReceiveCommentWithdrawal {
  readonly activity: RemoteActivity
  readonly objectUri: string
}

/**
 * A comment from elsewhere is taken back: its words, newer ones that wait included, and its writer's name are deleted
 * here, also where a channel that we follow brought it. If it was accepted, our followers are asked too: by `edition-withdrawn` where we passed it on ourselves, else by `remote-comment-withdrawn`.
 * Known or not, it is remembered, so that nothing brings it back. Refuses: forbidden (from another host).
 */
export async function receiveCommentWithdrawal(
  ctx: RemoteCtx,
  { activity, objectUri }: ReceiveCommentWithdrawal,
): Promise<Result<undefined>> {
  return receiveActivity(ctx, activity, async (trx) => {
    if (hostOf(objectUri) !== trx.actor.host) return forbidden()
    await withdrawComment(trx, objectUri)
    return ok()
  })
}

/** The same inside a transaction, for whatever its author's host takes back: callers establish that it is hers. */
export async function withdrawComment(ctx: RemoteTransaction, objectUri: string): Promise<void> {
  await rememberWithdrawal(ctx, objectUri, ctx.actor.host)
  await emptyPostOf(ctx, objectUri)
  const comment = await ctx.db
    .selectFrom('remoteComments')
    .select(['id', 'state', 'passedOnEditionId'])
    .where('objectUri', '=', objectUri)
    .where('state', '<>', 'withdrawn')
    .forUpdate()
    .executeTakeFirst()
  if (!comment) return
  await ctx.db
    .updateTable('remoteComments')
    .set({ state: 'withdrawn', html: '', actorName: '', actorUri: '' })
    .where('id', '=', comment.id)
    .execute()
  await deleteChange(ctx, comment.id)
  if (comment.state !== 'accepted') return
  if (comment.passedOnEditionId !== null) await takeBack(ctx, comment.passedOnEditionId)
  else await emit(ctx, { type: 'remote-comment-withdrawn', remoteCommentId: comment.id })
}
