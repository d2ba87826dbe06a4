import { emit } from '../events/outbox.ts'
import { forbidden, missing, ok, type Result } from '../result.ts'
import { endCarrying } from './carry-post.ts'
import { receiveActivity } from './receive-activity.ts'
import type { RemoteActivity, RemoteCtx } from './remote.ts'

export interface ReceiveFollowAnswer {
  readonly activity: RemoteActivity
  /** The Follow of ours that is answered. */
  readonly followUri: string
  readonly accepted: boolean
}

/**
 * A channel lets us in, or turns us away, at once or later. A Follow that was turned away or that we undid stays so:
 * only a new one can be accepted. Refuses: missing (not a Follow of ours), forbidden (from anybody but the channel).
 */
export async function receiveFollowAnswer(
  ctx: RemoteCtx,
  { activity, followUri, accepted }: ReceiveFollowAnswer,
): Promise<Result<undefined>> {
  return receiveActivity(ctx, activity, async (trx) => {
    const followed = await trx.db
      .selectFrom('followedChannels')
      .select(['id', 'actorUri', 'state', 'kind'])
      .where('followUri', '=', followUri)
      .forUpdate()
      .executeTakeFirst()
    if (!followed) return missing()
    if (followed.actorUri !== trx.actor.uri) return forbidden()
    const isOpenQuestion = followed.state === 'requested' || (followed.state === 'following' && !accepted)
    if (!isOpenQuestion) return ok()
    await trx.db
      .updateTable('followedChannels')
      .set({ state: accepted ? 'following' : 'refused', decidedAt: trx.clock.now() })
      .where('id', '=', followed.id)
      .execute()
    if (!accepted) await endCarrying(trx, [followed.id])
    // An open one was asked already when we asked to follow.
    if (accepted && followed.kind === 'allied')
      await emit(trx, { type: 'channel-backfill', followedChannelId: followed.id })
    return ok()
  })
}
