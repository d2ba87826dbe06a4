import { type RawBuilder, sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import type { DB } from '../db/schema.ts'
import { couldBeId } from '../ids.ts'
import { cutPage, olderThan } from '../paging.ts'
import { can } from '../policy/permissions.ts'
import { markSafe, type SafeHtml } from '../safe-html.ts'
import type { FollowedActorType } from './remote.ts'
import { type CommentWords, seenOf } from './waiting-words.ts'

export interface FollowedChannel {
  readonly id: string
  readonly name: string
  readonly handle: string
  readonly host: string
  readonly summary: string
  readonly kind: 'open' | 'allied'
  readonly state: DB['followedChannels']['state']
  readonly requestedAt: Date
  readonly decidedAt: Date | null
  readonly actorType: FollowedActorType
  /** Moderators muted it for everybody. */
  readonly isMutedForAll: boolean
  /** It says that it went elsewhere, and moderators have not decided yet. */
  readonly hasMoved: boolean
}

/** Whatever the community follows or followed, before anything is said of who may know. */
export const followedChannels = (ctx: MemberCtx) =>
  ctx.db
    .selectFrom('followedChannels as f')
    .select(['f.id', 'f.name', 'f.handle', 'f.host', 'f.summary', 'f.kind', 'f.state', 'f.actorType'])
    .select(['f.requestedAt', 'f.decidedAt'])
    .select([
      sql<boolean>`f.muted_on is not null`.as('isMutedForAll'),
      sql<boolean>`f.state in ('requested', 'following') and exists (select 1 from channel_moves moved
        where moved.followed_channel_id = f.id)`.as('hasMoved'),
    ])

/** The channels that the community follows, asked to follow or followed once; at most 200. */
export const listFollowedChannels = (ctx: MemberCtx): Promise<FollowedChannel[]> =>
  followedChannels(ctx)
    .where(onlyIf(can(ctx.actor, 'allied-post.read')))
    .orderBy(sql`array_position(array['requested', 'following', 'refused', 'left'], f.state)`)
    .orderBy('f.name')
    .orderBy('f.id')
    .limit(200)
    .execute()

/** One of them, for the moderators. */
export async function readFollowedChannel(ctx: MemberCtx, id: string): Promise<FollowedChannel | undefined> {
  if (!couldBeId(id)) return undefined
  return followedChannels(ctx)
    .where('f.id', '=', id)
    .where(onlyIf(can(ctx.actor, 'channel.follow')))
    .executeTakeFirst()
}

/** The id of a channel that is followed or was asked for, by its actor; undefined for any other, and for whoever is no moderator. */
export async function findFollowing(ctx: MemberCtx, actorUri: string): Promise<string | undefined> {
  const row = await followedChannels(ctx)
    .where('f.actorUri', '=', actorUri)
    .where('f.state', 'in', ['requested', 'following'])
    .where(onlyIf(can(ctx.actor, 'channel.follow')))
    .executeTakeFirst()
  return row?.id
}

export interface FollowerView {
  readonly id: string
  readonly name: string
  readonly host: string
  readonly actorUri: string
  readonly state: DB['followers']['state']
  /** No moderator ever let anybody from this server into an allied channel. */
  readonly firstFromHost: boolean
  readonly requestedAt: Date
  readonly decidedAt: Date | null
  readonly channelId: string
  readonly channelName: string
  readonly channelKind: 'open' | 'allied'
  /** Its server says that it answers withdrawals once they were done. */
  readonly acknowledgesWithdrawals: boolean
}

const followersOf = (ctx: MemberCtx) =>
  ctx.db
    .selectFrom('followers as f')
    .innerJoin('channels as channel', 'channel.id', 'f.channelId')
    .innerJoin('actors as group', 'group.id', 'channel.actorId')
    .select(['f.id', 'f.name', 'f.host', 'f.actorUri', 'f.state', 'f.firstFromHost', 'f.requestedAt'])
    .select(['f.acknowledgesWithdrawals', 'f.decidedAt', 'f.channelId'])
    .select(['channel.kind as channelKind', 'group.name as channelName'])
    .where(onlyIf(can(ctx.actor, 'follower.decide')))

/** Somebody who follows or wants to; undefined for whoever is no moderator. */
export async function readFollower(ctx: MemberCtx, followerId: string): Promise<FollowerView | undefined> {
  if (!couldBeId(followerId)) return undefined
  return followersOf(ctx).where('f.id', '=', followerId).executeTakeFirst()
}

export interface FollowersPage {
  readonly channel: { readonly id: string; readonly name: string; readonly kind: 'open' | 'allied' }
  /** Waiting ones and accepted ones, newest first. */
  readonly followers: readonly FollowerView[]
  readonly older?: string
}

const followersPageSize = 50

/** Who follows a channel of ours, or waits to; undefined when there is no such channel, or for whoever is no moderator. */
export async function readFollowers(
  ctx: MemberCtx,
  channelId: string,
  { before }: { readonly before?: string | undefined } = {},
): Promise<FollowersPage | undefined> {
  if (!couldBeId(channelId)) return undefined
  const channel = await ctx.db
    .selectFrom('channels as channel')
    .innerJoin('actors as group', 'group.id', 'channel.actorId')
    .select(['channel.id', 'channel.kind', 'group.name'])
    .where('channel.id', '=', channelId)
    .where(onlyIf(can(ctx.actor, 'follower.decide')))
    .executeTakeFirst()
  if (!channel) return undefined
  const rows = await followersOf(ctx)
    .select('f.requestedAt as createdAt')
    .where('f.channelId', '=', channelId)
    .where('f.state', 'in', ['pending', 'accepted'])
    .where(olderThan(before, 'f.requested_at', 'f.id'))
    .orderBy('f.requestedAt', 'desc')
    .orderBy('f.id', 'desc')
    .limit(followersPageSize + 1)
    .execute()
  const { rows: followers, ...next } = cutPage(rows, followersPageSize)
  return { channel, followers, ...next }
}

export interface RemoteCommentView {
  readonly id: string
  readonly state: DB['remoteComments']['state']
  readonly authorName: string
  readonly host: string
  readonly html: SafeHtml
  readonly language: string
  readonly receivedAt: Date
  readonly channelId: string
  readonly channelName: string
  readonly channelKind: 'open' | 'allied'
  /** What it answers; empty when that was taken back. */
  readonly edition: { readonly title: string; readonly html: SafeHtml; readonly language: string }
  readonly isEditionWithdrawn: boolean
  /** Newer words of an accepted answer, which wait for the moderators. */
  readonly change?: CommentWords & { readonly html: SafeHtml; readonly receivedAt: Date }
  /** Stands for the words that wait, and goes along with what is decided on them; absent when nothing waits. */
  readonly seen?: string
}

/** An answer from elsewhere with what it answers; undefined for whoever is no moderator. */
export async function readRemoteComment(ctx: MemberCtx, id: string): Promise<RemoteCommentView | undefined> {
  if (!couldBeId(id)) return undefined
  const row = await ctx.db
    .selectFrom('remoteComments as r')
    .innerJoin('channels as channel', 'channel.id', 'r.channelId')
    .innerJoin('actors as group', 'group.id', 'channel.actorId')
    .innerJoin('editions as e', 'e.id', 'r.editionId')
    .leftJoin('editionTexts as text', (join) =>
      join
        .onRef('text.editionId', '=', 'e.id')
        .onRef('text.version', '=', 'e.version')
        .on('text.original', '=', true),
    )
    .leftJoin('remoteCommentChanges as change', 'change.remoteCommentId', 'r.id')
    .select([
      'r.id',
      'r.state',
      'r.actorName as authorName',
      'r.host',
      'r.html',
      'r.language',
      'r.receivedAt',
    ])
    .select(['group.name as channelName', 'channel.kind as channelKind', 'e.withdrawnOn', 'r.channelId'])
    .select(['text.title', 'text.html as editionHtml', 'text.language as editionLanguage'])
    .select(['change.actorName as newName', 'change.html as newHtml', 'change.language as newLanguage'])
    .select('change.receivedAt as changedAt')
    .where('r.id', '=', id)
    .where(onlyIf(can(ctx.actor, 'remote-comment.decide')))
    .executeTakeFirst()
  if (!row) return undefined
  const { title, editionHtml, editionLanguage, withdrawnOn, html, ...answer } = row
  const { newName, newHtml, newLanguage, changedAt, ...comment } = answer
  const change =
    newName !== null && newHtml !== null && newLanguage !== null && changedAt !== null
      ? { actorName: newName, html: markSafe(newHtml), language: newLanguage, receivedAt: changedAt }
      : undefined
  const words = row.state === 'waiting' ? { ...row, actorName: row.authorName } : change
  return {
    ...comment,
    html: markSafe(html),
    isEditionWithdrawn: withdrawnOn !== null,
    ...(change === undefined ? {} : { change }),
    ...(words === undefined ? {} : { seen: await seenOf(words) }),
    edition: { title: title ?? '', html: markSafe(editionHtml ?? ''), language: editionLanguage ?? '' },
  }
}

const onlyIf = (allowed: boolean): RawBuilder<boolean> => sql<boolean>`${sql.lit(allowed)}`
