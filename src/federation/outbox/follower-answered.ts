import { activity, followStub } from '../builder.ts'
import { type OutboundCtx, publishedOf, recipients } from '../gateway.ts'
import { activityUri, stableId } from '../uris.ts'
import { send } from './outgoing.ts'

/** Tells a follower that she is in. Said again for every Follow she repeats. */
export const followerAccepted = (ctx: OutboundCtx, event: { readonly followerId: string }): Promise<void> =>
  answer(ctx, event.followerId, 'Accept')

/** Tells a follower that she is not let in, or not any more. */
export const followerRejected = (ctx: OutboundCtx, event: { readonly followerId: string }): Promise<void> =>
  answer(ctx, event.followerId, 'Reject')

/** The states in which an answer is true; when it changed meanwhile, a later event says what it is now. */
const statesOf = { Accept: ['accepted'], Reject: ['rejected', 'removed'] } as const

async function answer(ctx: OutboundCtx, followerId: string, type: 'Accept' | 'Reject'): Promise<void> {
  const follower = await readFollower(ctx, followerId)
  const states: readonly string[] = statesOf[type]
  if (!follower || !states.includes(follower.state)) return
  const { followUri, actorUri, inbox, channelActorId, channelUri, decidedAt } = follower
  const id = await stableId(type, followUri, decidedAt?.toISOString() ?? '')
  const body = activity({
    id: activityUri(ctx.origin, id),
    type,
    actor: channelUri,
    object: followStub({ id: followUri, actor: actorUri, object: channelUri }),
    addressing: { to: [actorUri], cc: [] },
  })
  await ctx.db
    .transaction()
    .execute((db) =>
      send({ ...ctx, db }, { id, actorId: channelActorId, type, body, recipients: recipients([inbox]) }),
    )
}

const readFollower = (ctx: OutboundCtx, id: string) =>
  publishedOf(ctx)
    .selectFrom('followers as follower')
    .innerJoin('channels as channel', 'channel.id', 'follower.channelId')
    .innerJoin('actors as actor', 'actor.id', 'channel.actorId')
    .select(['follower.followUri', 'follower.actorUri', 'follower.inbox', 'follower.state'])
    .select(['follower.decidedAt', 'actor.id as channelActorId', 'actor.uri as channelUri'])
    .where('follower.id', '=', id)
    .executeTakeFirst()
