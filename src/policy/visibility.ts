import { type RawBuilder, sql } from 'kysely'
import { type Ctx, isModerator } from '../context.ts'

/**
 * SQL predicates that every read of closed content carries. Each takes the column that names the thing, so the
 * predicate sits inside the query and never filters in memory. Whoever is not a member sees nothing. The aliases in
 * here are long on purpose: a caller's alias of the same name would be captured, and the predicate compare a column
 * with itself.
 */

/** True for groups the reader belongs to: open to all members, or joined. */
export function visibleGroup(ctx: Pick<Ctx, 'actor'>, groupId: RawBuilder<string>): RawBuilder<boolean> {
  if (ctx.actor.kind !== 'member') return sql<boolean>`false`
  return readsGroup(sql<string>`${ctx.actor.memberId}`, groupId)
}

/** The same of somebody else, for telling her things; `memberId` and `groupId` name columns of the query around it. */
export const readsGroup = (memberId: RawBuilder<string>, groupId: RawBuilder<string>): RawBuilder<boolean> =>
  sql<boolean>`exists (
    select 1 from groups readable_group
    where readable_group.id = ${groupId} and (readable_group.access = 'members' or exists (
      select 1 from group_members readership
      where readership.group_id = readable_group.id and readership.member_id = ${memberId})))`

/**
 * True for threads that started after the reader joined, or once her newcomer days have passed (P7). A thread's age
 * is its root's: comments, mentions and search results follow the root.
 */
export function withinNewcomerWindow(
  ctx: Pick<Ctx, 'actor' | 'clock'>,
  rootCreatedAt: RawBuilder<Date>,
): RawBuilder<boolean> {
  if (ctx.actor.kind !== 'member') return sql<boolean>`false`
  const { memberId } = ctx.actor
  return sql<boolean>`exists (
    select 1 from members reader cross join community window_setting
    where reader.id = ${memberId} and (reader.joined_at <= ${rootCreatedAt}
      or ${newcomerEnd('reader', 'window_setting')} <= ${ctx.clock.now()}))`
}

/** When a member's newcomer days end (P7), from the aliases of her row and of the community's. */
export const newcomerEnd = (member: string, community: string): RawBuilder<Date> =>
  sql<Date>`${sql.ref(`${member}.joined_at`)} + make_interval(days => ${sql.ref(`${community}.newcomer_days`)})`

/** True for posts and comments that the reader wrote, under her name or anonymously; only she may be told. */
export function isAuthor(
  ctx: Pick<Ctx, 'actor'>,
  what: 'post' | 'comment',
  id: RawBuilder<string>,
): RawBuilder<boolean> {
  if (ctx.actor.kind !== 'member') return sql<boolean>`false`
  const { memberId } = ctx.actor
  const named = sql.table(`${what}_authors`)
  const unnamed = sql.table(what === 'post' ? 'anonymous_authors' : 'anonymous_comment_authors')
  const column = sql.ref(`${what}_id`)
  return sql<boolean>`(exists (select 1 from ${named} named_author
      where named_author.${column} = ${id} and named_author.member_id = ${memberId})
    or exists (select 1 from ${unnamed} unnamed_author
      where unnamed_author.${column} = ${id} and unnamed_author.member_id = ${memberId}))`
}

/**
 * True for what stands: not deleted, not removed by moderators, and not held by the watch-list, except for its author
 * and for moderators. `alias` is a row of posts or comments.
 */
export function standing(
  ctx: Pick<Ctx, 'actor'>,
  what: 'post' | 'comment',
  alias: string,
): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  const seesHeld = isModerator(ctx.actor)
    ? sql<boolean>`true`
    : isAuthor(ctx, what, sql<string>`${column('id')}`)
  return sql<boolean>`(${column('deleted_at')} is null and ${column('removed_at')} is null
    and (${column('held_at')} is null or ${seesHeld}))`
}

/**
 * True for posts the reader may see: in a group of hers, standing, not expired, and not older than a newcomer may
 * read; pinned posts and alerts, which all end, are for newcomers too (P7).
 */
export function visiblePost(ctx: Pick<Ctx, 'actor' | 'clock'>, alias: string): RawBuilder<boolean> {
  const column = <Type>(name: string) => sql<Type>`${sql.ref(`${alias}.${name}`)}`
  return sql<boolean>`(${standing(ctx, 'post', alias)}
    and (${column('expires_at')} is null or ${column('expires_at')} > ${ctx.clock.now()})
    and ${visibleGroup(ctx, column<string>('group_id'))}
    and (${column('kind')} = 'alert' or ${column('pinned_at')} is not null
      or ${withinNewcomerWindow(ctx, column<Date>('created_at'))}))`
}

/** True for groups for all members that the reader turned away from, and for those she muted. */
export function setAside(ctx: Pick<Ctx, 'actor'>, groupId: RawBuilder<string>): RawBuilder<boolean> {
  if (ctx.actor.kind !== 'member') return sql<boolean>`false`
  const { memberId } = ctx.actor
  return sql<boolean>`(exists (select 1 from group_departures departure
      where departure.group_id = ${groupId} and departure.member_id = ${memberId})
    or exists (select 1 from group_mutes quieted
      where quieted.group_id = ${groupId} and quieted.member_id = ${memberId}))`
}

/**
 * True for threads of allies that the reader may open: from a channel still followed and within her window, which
 * counts from what an answer answers. Also when the post was taken back: what members said below it is theirs.
 */
export function visibleAlliedThread(ctx: Pick<Ctx, 'actor' | 'clock'>, alias: string): RawBuilder<boolean> {
  const column = <Type>(name: string) => sql<Type>`${sql.ref(`${alias}.${name}`)}`
  const rootReceivedAt = sql<Date>`coalesce(
    (select answered.received_at from allied_posts answered where answered.object_uri = ${column('in_reply_to')}),
    ${column('received_at')})`
  return sql<boolean>`(exists (select 1 from followed_channels followed
      where followed.id = ${column<string>('followed_channel_id')} and followed.state = 'following')
    and ${withinNewcomerWindow(ctx, rootReceivedAt)})`
}

/** True for posts of allies that the reader may see: not taken back, and in a thread that she may open. */
export function visibleAlliedPost(ctx: Pick<Ctx, 'actor' | 'clock'>, alias: string): RawBuilder<boolean> {
  return sql<boolean>`(${sql.ref(`${alias}.withdrawn_at`)} is null and ${visibleAlliedThread(ctx, alias)})`
}

/** True for comments that stand, below something the reader can see. `alias` is a row of comments. */
export function visibleComment(ctx: Pick<Ctx, 'actor' | 'clock'>, alias: string): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql<boolean>`(${standing(ctx, 'comment', alias)} and (
    exists (select 1 from posts root_post
      where root_post.id = ${column('post_id')} and ${visiblePost(ctx, 'root_post')})
    or exists (select 1 from allied_posts root_ally
      where root_ally.id = ${column('allied_post_id')} and ${visibleAlliedThread(ctx, 'root_ally')})))`
}

/** True for channels of others that moderators muted for all, or the reader for herself. */
export function mutedChannel(
  ctx: Pick<Ctx, 'actor'>,
  followedChannelId: RawBuilder<unknown>,
): RawBuilder<boolean> {
  if (ctx.actor.kind !== 'member') return sql<boolean>`false`
  return sql<boolean>`(exists (select 1 from followed_channels quieted_channel
      where quieted_channel.id = ${followedChannelId} and quieted_channel.muted_on is not null)
    or exists (select 1 from channel_mutes own_mute
      where own_mute.followed_channel_id = ${followedChannelId} and own_mute.member_id = ${ctx.actor.memberId}))`
}
