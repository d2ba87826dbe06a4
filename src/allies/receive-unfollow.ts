import { ok, type Result } from '../result.ts'
import { receiveActivity } from './receive-activity.ts'
import type { RemoteActivity, RemoteCtx } from './remote.ts'
import { sameHost } from './rules.ts'
import { rememberWithdrawal } from './withdrawn-objects.ts'

export interface ReceiveUnfollow {
  readonly activity: RemoteActivity
  /** The Follow that is undone; servers name it, or the channel, or both. */
  readonly followUri?: string
  readonly channelActorUri?: string
}

/** A follower leaves: she gets nothing new, and what she got before is still taken back from her when its author does. */
export async function receiveUnfollow(ctx: RemoteCtx, input: ReceiveUnfollow): Promise<Result<undefined>> {
  return receiveActivity(ctx, input.activity, async (trx) => {
    const { followUri, channelActorUri } = input
    if (followUri !== undefined && sameHost(followUri, trx.actor.uri)) {
      await rememberWithdrawal(trx, followUri, trx.actor.host)
    }
    const followed = trx.db
      .selectFrom('channels')
      .innerJoin('actors', 'actors.id', 'channels.actorId')
      .select('channels.id')
      .where('actors.uri', '=', channelActorUri ?? '')
    await trx.db
      .updateTable('followers')
      .set({ state: 'left' })
      .where('actorUri', '=', trx.actor.uri)
      .where('state', 'in', ['pending', 'accepted'])
      .where((eb) => eb.or([eb('followUri', '=', followUri ?? ''), eb('channelId', 'in', followed)]))
      .execute()
    return ok()
  })
}
