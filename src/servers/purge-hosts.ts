import { sql } from 'kysely'
import { endCarrying } from '../allies/carry-post.ts'
import { takeBack } from '../channels/take-back.ts'
import type { TransactionCtx } from '../context.ts'
import { dayOf } from '../days.ts'
import { emit } from '../events/outbox.ts'
import { eraseComments } from '../posts/erase-comments.ts'
import { takeOutReceivedFrom } from '../translations/settle-received.ts'
import { askBackOfferedTo } from '../translations/take-back-offered.ts'

type Hosts = readonly string[]

/**
 * Ends everything with these hosts, in the transaction at hand: their followers are removed and told, channels there
 * are left, what came from there is deleted (posts with pictures, translations and what members said below them;
 * answers, also where we passed them on; languages that they gave our editions; reactions, flags and moves; actors and
 * what waits to be read), words that wait for them are given up, and they are asked to forget what went there, our
 * members' translations included. Nothing of it comes back by itself. Callers establish that they may.
 */
export async function purgeHosts(ctx: TransactionCtx, hosts: Hosts): Promise<void> {
  if (hosts.length === 0) return
  await removeFollowersOf(ctx, hosts)
  await leaveChannels(ctx, hosts)
  await deletePosts(ctx, hosts)
  await takeAnswersOut(ctx, hosts)
  await takeOutReceivedFrom(ctx, hosts)
  await askBackOfferedTo(ctx, hosts)
  await forgetMoves(ctx, hosts)
  await ctx.db.deleteFrom('remoteReactions').where('host', 'in', hosts).execute()
  await ctx.db.deleteFrom('remoteFlags').where('host', 'in', hosts).execute()
  await ctx.db.deleteFrom('remoteActors').where('host', 'in', hosts).execute()
  await ctx.db.deleteFrom('inboxMessages').where('host', 'in', hosts).execute()
  await giveUpWords(ctx, hosts)
  for (const host of await hostsThatGotWords(ctx, hosts))
    await emit(ctx, { type: 'server-purged', host, purgeId: ctx.random.id() })
}

/** Ends the access of every follower on these hosts; whoever waits is turned away. Gives how many there were. */
export async function removeFollowersOf(ctx: TransactionCtx, hosts: Hosts): Promise<number> {
  const removed = await ctx.db
    .updateTable('followers')
    .set({
      state: sql`case when state = 'pending' then 'rejected' else 'removed' end`,
      decidedAt: ctx.clock.now(),
    })
    .where('host', 'in', hosts)
    .where('state', 'in', ['pending', 'accepted'])
    .returning('id')
    .execute()
  for (const { id } of removed) await emit(ctx, { type: 'follower-rejected', followerId: id })
  return removed.length
}

/** What a channel said of itself goes as well; its name stays with the answers that members sent there. */
async function leaveChannels(ctx: TransactionCtx, hosts: Hosts): Promise<void> {
  const left = await ctx.db
    .updateTable('followedChannels')
    .set({ state: 'left', decidedAt: ctx.clock.now() })
    .where('host', 'in', hosts)
    .where('state', 'in', ['requested', 'following'])
    .returning('id')
    .execute()
  await endCarrying(
    ctx,
    left.map(({ id }) => id),
  )
  await ctx.db.updateTable('followedChannels').set({ summary: '' }).where('host', 'in', hosts).execute()
  for (const { id } of left) await emit(ctx, { type: 'channel-left', followedChannelId: id })
}

/** Nobody is asked any more whether to follow a channel to another host, where it is these that it left or went to. */
async function forgetMoves(ctx: TransactionCtx, hosts: Hosts): Promise<void> {
  const channels = ctx.db.selectFrom('followedChannels').select('id').where('host', 'in', hosts)
  await ctx.db
    .deleteFrom('channelMoves')
    .where((eb) =>
      eb.or([
        eb('followedChannelId', 'in', channels),
        eb(sql<string>`substring(target_uri from '^https?://([^/?#]+)')`, 'in', hosts),
      ]),
    )
    .execute()
}

/** Posts that these hosts brought, whoever wrote them, and theirs that others brought. */
async function deletePosts(ctx: TransactionCtx, hosts: Hosts): Promise<void> {
  const posts = await ctx.db
    .selectFrom('alliedPosts as p')
    .innerJoin('followedChannels as f', 'f.id', 'p.followedChannelId')
    .select('p.id')
    .where((eb) =>
      eb.or([
        eb('f.host', 'in', hosts),
        eb(sql<string>`substring(p.object_uri from '^https?://([^/?#]+)')`, 'in', hosts),
        eb(sql<string>`substring(p.author_uri from '^https?://([^/?#]+)')`, 'in', hosts),
      ]),
    )
    .forUpdate('p')
    .execute()
  const ids = posts.map(({ id }) => id)
  if (ids.length === 0) return
  const isOne = sql<boolean>`allied_post_id = any(${ids})`
  const comments = await ctx.db.selectFrom('comments').select('id').where(isOne).execute()
  await eraseComments(
    ctx,
    comments.map(({ id }) => id),
  )
  await sql`delete from media where id in (select media_id from allied_images where ${isOne})`.execute(ctx.db)
  // The words of a removed post stand with the undo of its removal alone.
  await sql`delete from undos where act ->> 'alliedPostId' = any(${ids})`.execute(ctx.db)
  await sql`delete from allied_posts where id = any(${ids})`.execute(ctx.db)
}

/** Answers from there: what waits is dropped, what is in a channel is taken out of it, wherever it was passed on to. */
async function takeAnswersOut(ctx: TransactionCtx, hosts: Hosts): Promise<void> {
  const answers = await ctx.db
    .selectFrom('remoteComments')
    .select(['id', 'state', 'passedOnEditionId'])
    .where('host', 'in', hosts)
    .where('state', 'in', ['waiting', 'accepted'])
    .orderBy('id')
    .forUpdate()
    .execute()
  for (const { id, state, passedOnEditionId } of answers) {
    await ctx.db
      .updateTable('remoteComments')
      .set({ state: state === 'waiting' ? 'refused' : 'withdrawn', html: '', actorName: '' })
      .set({ decidedAt: ctx.clock.now() })
      .where('id', '=', id)
      .execute()
    await ctx.db.deleteFrom('remoteCommentChanges').where('remoteCommentId', '=', id).execute()
    if (passedOnEditionId !== null) await takeBack(ctx, passedOnEditionId)
    else if (state === 'accepted') await emit(ctx, { type: 'remote-comment-withdrawn', remoteCommentId: id })
  }
}

/** What still waits to go there does not leave any more, but for what takes something back. */
async function giveUpWords(ctx: TransactionCtx, hosts: Hosts): Promise<void> {
  await ctx.db
    .updateTable('deliveries')
    .set({ state: 'failed', nextAttemptAt: null, settledOn: dayOf(ctx.clock.now()) })
    .where('host', 'in', hosts)
    .where('settledOn', 'is', null)
    .where('activityId', 'in', (eb) =>
      eb.selectFrom('activities').select('id').where('type', 'not in', ['Delete', 'Undo', 'Reject']),
    )
    .execute()
}

/** A delivery under way at this moment counts: nobody can say whether it arrived. */
async function hostsThatGotWords(ctx: TransactionCtx, hosts: Hosts): Promise<Hosts> {
  const rows = await ctx.db
    .selectFrom('deliveries')
    .select('host')
    .where('host', 'in', hosts)
    .where('editionId', 'is not', null)
    .union(ctx.db.selectFrom('editionFetches').select('host').where('host', 'in', hosts))
    .execute()
  return rows.map(({ host }) => host)
}
