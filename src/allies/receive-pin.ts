import { forbidden, ok, type Result } from '../result.ts'
import { receiveActivity } from './receive-activity.ts'
import type { RemoteActivity, RemoteCtx } from './remote.ts'

/**
 * A channel puts a post of its own list on top, or takes it down from there. What it did not bring is left as it is.
 * Refuses: forbidden (`featuredUri` is not the list of this channel).
 */
export async function receivePin(
  ctx: RemoteCtx,
  input: {
    readonly activity: RemoteActivity
    readonly featuredUri: string
    readonly objectUri: string
    readonly pinned: boolean
  },
): Promise<Result<undefined>> {
  return receiveActivity(ctx, input.activity, async (trx) => {
    const channel = await trx.db
      .selectFrom('followedChannels')
      .select('id')
      .where('actorUri', '=', trx.actor.uri)
      .where('featuredUri', '=', input.featuredUri)
      .executeTakeFirst()
    if (!channel) return forbidden()
    await trx.db
      .updateTable('alliedPosts')
      .set({ pinned: input.pinned })
      .where('objectUri', '=', input.objectUri)
      .where('followedChannelId', '=', channel.id)
      .where('withdrawnAt', 'is', null)
      .execute()
    return ok()
  })
}
