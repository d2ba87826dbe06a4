import type { Ctx } from '../../context.ts'

type DatabaseCtx = Pick<Ctx, 'db'>

/** Whether a server has anything to do with us: others need no answer to what they take back. */
export async function isRelatedHost(ctx: DatabaseCtx, host: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('followedChannels')
    .select('host')
    .where('host', '=', host)
    .unionAll(ctx.db.selectFrom('followers').select('host').where('host', '=', host))
    .unionAll(ctx.db.selectFrom('remoteComments').select('host').where('host', '=', host))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Whether a server is an ally that waits for our word on its withdrawals: we follow or followed a channel of it, or
 * it was let into an allied channel of ours.
 */
export async function isAllyHost(ctx: DatabaseCtx, host: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('followedChannels')
    .select('host')
    .where('host', '=', host)
    .unionAll(
      ctx.db
        .selectFrom('followers as follower')
        .innerJoin('channels as channel', 'channel.id', 'follower.channelId')
        .select('follower.host')
        .where('follower.host', '=', host)
        .where('channel.kind', '=', 'allied')
        .where('follower.state', 'in', ['accepted', 'removed', 'left']),
    )
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** A channel that we follow or asked to follow. */
export const findFollowedChannel = (ctx: DatabaseCtx, actorUri: string) =>
  ctx.db
    .selectFrom('followedChannels')
    .select(['actorUri as uri', 'kind'])
    .where('actorUri', '=', actorUri)
    .where('state', 'in', ['requested', 'following'])
    .executeTakeFirst()

/** A comment below an edition of ours, whatever became of it. */
export const findComment = (ctx: DatabaseCtx, objectUri: string) =>
  ctx.db
    .selectFrom('remoteComments as comment')
    .innerJoin('channels as channel', 'channel.id', 'comment.channelId')
    .leftJoin('remoteCommentChanges as change', 'change.remoteCommentId', 'comment.id')
    .select(['comment.id', 'comment.state', 'comment.html', 'comment.version', 'channel.kind'])
    .select('change.html as newerHtml')
    .where('comment.objectUri', '=', objectUri)
    .executeTakeFirst()

export async function isAlliedPost(ctx: DatabaseCtx, objectUri: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('alliedPosts')
    .select('id')
    .where('objectUri', '=', objectUri)
    .executeTakeFirst()
  return row !== undefined
}
