import { forbidden, ok, type Result } from '../result.ts'
import { reactionHashes } from './reaction-hashes.ts'
import { receiveActivity } from './receive-activity.ts'
import type { RemoteActivity, RemoteCtx } from './remote.ts'
import { hostOf } from './rules.ts'

export interface ReceiveAlliedReaction {
  /** What the server that told us signed: the reaction itself, or a channel's Announce of it. */
  readonly activity: RemoteActivity
  readonly reaction: {
    readonly uri: string
    readonly actorUri: string
    readonly kind: 'like' | 'dislike'
    readonly objectUri: string
  }
}

/**
 * Somebody elsewhere likes or dislikes a post of an ally. Only counts are kept, and of whom just a keyed hash, to
 * count everybody once. Told by the channel that brought the post, or by the post's own server: of anybody else nobody knows
 * how many there would be. What is unknown here is dropped. Refuses: forbidden.
 */
export async function receiveAlliedReaction(
  ctx: RemoteCtx,
  { activity, reaction }: ReceiveAlliedReaction,
): Promise<Result<undefined>> {
  const { uri, actorUri, kind, objectUri } = reaction
  return receiveActivity(ctx, activity, async (trx) => {
    const post = await trx.db
      .selectFrom('alliedPosts as p')
      .innerJoin('followedChannels as f', 'f.id', 'p.followedChannelId')
      .select(['p.id', 'f.actorUri as broughtBy'])
      .where('p.objectUri', '=', objectUri)
      .where('p.withdrawnAt', 'is', null)
      .where('f.state', '=', 'following')
      .forShare('p')
      .executeTakeFirst()
    if (!post) return ok()
    if (post.broughtBy !== trx.actor.uri && hostOf(objectUri) !== trx.actor.host) return forbidden()
    const hashes = await reactionHashes(trx)
    const actorHash = await hashes.actor(actorUri, post.id)
    const activityHash = await hashes.activity(uri)
    await trx.db
      .insertInto('alliedReactions')
      .values({ alliedPostId: post.id, actorHash, activityHash, kind })
      .onConflict((conflict) =>
        conflict.columns(['alliedPostId', 'actorHash']).doUpdateSet({ activityHash, kind }),
      )
      .execute()
    return ok()
  })
}

/**
 * The same taken back, by the id of the reaction, told by those who may tell of it. What is unknown is dropped.
 * Refuses: forbidden.
 */
export async function receiveAlliedReactionUndo(
  ctx: RemoteCtx,
  { activity, reactionUri }: { readonly activity: RemoteActivity; readonly reactionUri: string },
): Promise<Result<undefined>> {
  return receiveActivity(ctx, activity, async (trx) => {
    const hashes = await reactionHashes(trx)
    const activityHash = await hashes.activity(reactionUri)
    const rows = await trx.db
      .selectFrom('alliedReactions as r')
      .innerJoin('alliedPosts as p', 'p.id', 'r.alliedPostId')
      .innerJoin('followedChannels as f', 'f.id', 'p.followedChannelId')
      .select(['p.objectUri', 'f.actorUri as broughtBy'])
      .where('r.activityHash', '=', activityHash)
      .execute()
    const mayTell = rows.every(
      ({ objectUri, broughtBy }) => broughtBy === trx.actor.uri || hostOf(objectUri) === trx.actor.host,
    )
    if (!mayTell) return forbidden()
    await trx.db.deleteFrom('alliedReactions').where('activityHash', '=', activityHash).execute()
    return ok()
  })
}
