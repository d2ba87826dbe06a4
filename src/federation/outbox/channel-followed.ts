import { activity, type Fragment, followStub } from '../builder.ts'
import { type OutboundCtx, publishedOf, recipients } from '../gateway.ts'
import { activityUri, stableId } from '../uris.ts'
import { instanceActor } from './instance-actor.ts'
import { send } from './outgoing.ts'

/**
 * Asks to follow a channel. The instance actor follows for the whole community (FEP-d36d): it signs our fetches too,
 * so the approval of its Follow is the approval of its host.
 */
export async function channelFollowed(
  ctx: OutboundCtx,
  { followedChannelId }: { readonly followedChannelId: string },
): Promise<void> {
  const followed = await readFollowed(ctx, followedChannelId)
  if (!followed || (followed.state !== 'requested' && followed.state !== 'following')) return
  const { id: actorId, uri: actor } = await instanceActor(ctx)
  const { followUri, actorUri, inbox } = followed
  const id = followUri.slice(activityUri(ctx.origin, '').length)
  const body = activity({
    id: followUri,
    type: 'Follow',
    actor,
    object: actorUri,
    addressing: { to: [actorUri], cc: [] },
  })
  await ctx.db
    .transaction()
    .execute((db) =>
      send({ ...ctx, db }, { id, actorId, type: 'Follow', body, recipients: recipients([inbox]) }),
    )
}

/** Takes a Follow back. */
export async function channelLeft(
  ctx: OutboundCtx,
  { followedChannelId }: { readonly followedChannelId: string },
): Promise<void> {
  const followed = await readFollowed(ctx, followedChannelId)
  if (followed?.state !== 'left') return
  const { id: actorId, uri: actor } = await instanceActor(ctx)
  const { followUri, actorUri, inbox } = followed
  const id = await stableId('undo', followUri)
  const follow: Fragment = followStub({ id: followUri, actor, object: actorUri })
  const body = activity({
    id: activityUri(ctx.origin, id),
    type: 'Undo',
    actor,
    object: follow,
    addressing: { to: [actorUri], cc: [] },
  })
  await ctx.db
    .transaction()
    .execute((db) =>
      send({ ...ctx, db }, { id, actorId, type: 'Undo', body, recipients: recipients([inbox]) }),
    )
}

const readFollowed = (ctx: OutboundCtx, id: string) =>
  publishedOf(ctx)
    .selectFrom('followedChannels')
    .select(['actorUri', 'inbox', 'followUri', 'state'])
    .where('id', '=', id)
    .executeTakeFirst()
