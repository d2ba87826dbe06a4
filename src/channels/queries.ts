import { sql } from 'kysely'
import type { Ctx, MemberCtx } from '../context.ts'
import { isModerator } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { blockedHost } from '../policy/servers.ts'
import { visibleAlliedPost, visiblePost } from '../policy/visibility.ts'
import type { ShareTarget } from './preview.ts'
import type { ShareState } from './rules.ts'
import { isUsername } from './usernames.ts'

export interface ChannelSummary {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly kind: 'open' | 'allied'
  readonly language: string
  readonly actorUri: string
  /** The day on which it was closed for good. */
  readonly closedOn?: string
  /** The actor that took its place on another host. */
  readonly movedTo?: string
  /** Accepted followers; counted for moderators only. */
  readonly followers?: number
}

/** The community's own channels, by name. At most 100. */
export async function readChannels(ctx: Pick<Ctx, 'db' | 'actor'>): Promise<readonly ChannelSummary[]> {
  const rows = await channelRows(ctx).orderBy('actor.name').limit(100).execute()
  return rows.map((row) => asSummary(ctx, row))
}

/** One channel by its slug, of whichever kind: callers decide who may know of it. */
export async function readChannel(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  slug: string,
): Promise<ChannelSummary | undefined> {
  if (!isUsername(slug)) return undefined
  const row = await channelRows(ctx).where('channel.slug', '=', slug).executeTakeFirst()
  return row && asSummary(ctx, row)
}

type ChannelRow = Awaited<ReturnType<ReturnType<typeof channelRows>['execute']>>[number]

function asSummary(
  ctx: Pick<Ctx, 'actor'>,
  { followers, closedOn, movedTo, ...channel }: ChannelRow,
): ChannelSummary {
  return {
    ...channel,
    ...(closedOn === null ? {} : { closedOn }),
    ...(movedTo === null ? {} : { movedTo }),
    ...(isModerator(ctx.actor) ? { followers } : {}),
  }
}

const channelRows = (ctx: Pick<Ctx, 'db'>) =>
  ctx.db
    .selectFrom('channels as channel')
    .innerJoin('actors as actor', 'actor.id', 'channel.actorId')
    .select(['channel.id', 'channel.slug', 'actor.name', 'channel.kind', 'channel.language'])
    .select(['actor.uri as actorUri', 'channel.closedOn', 'channel.movedTo'])
    .select(
      sql<number>`(select count(*) from followers where channel_id = channel.id and state = 'accepted')`.as(
        'followers',
      ),
    )

export interface ReadingServer {
  readonly host: string
  /** Everybody who follows from there says that its server deletes what is taken back. */
  readonly acknowledgesWithdrawals: boolean
}

/** The servers whose people read a channel of ours today: those of its approved followers that may speak with us. */
export async function readReaders(
  ctx: Pick<Ctx, 'db'>,
  target: Pick<ShareTarget, 'place' | 'id'>,
): Promise<readonly ReadingServer[]> {
  if (target.place === 'followed') return []
  return ctx.db
    .selectFrom('followers')
    .select('host')
    .select(sql<boolean>`bool_and(acknowledges_withdrawals)`.as('acknowledgesWithdrawals'))
    .where('channelId', '=', target.id)
    .where('state', '=', 'accepted')
    .where(sql<boolean>`not ${blockedHost(sql.ref('host'))}`)
    .groupBy('host')
    .orderBy('host')
    .execute()
}

export interface PenName {
  readonly id: string
  readonly name: string
  readonly username: string
}

/** The member's own pen names; nobody else's are ever listed. */
export async function readPenNames(ctx: Pick<MemberCtx, 'db' | 'actor'>): Promise<readonly PenName[]> {
  return ctx.db
    .selectFrom('penNames as penName')
    .innerJoin('actors as actor', 'actor.id', 'penName.actorId')
    .select(['actor.id', 'actor.name', 'actor.preferredUsername as username'])
    .where('penName.memberId', '=', ctx.actor.memberId)
    .orderBy('actor.name')
    .execute()
}

/** What the community's own voice is called. */
export async function readVoiceName(ctx: Pick<Ctx, 'db'>): Promise<string> {
  const voice = await ctx.db
    .selectFrom('actors')
    .select('name')
    .where('kind', '=', 'voice')
    .executeTakeFirst()
  return voice?.name ?? ''
}

export interface OwnShareView {
  readonly id: string
  readonly state: ShareState
  readonly postId: string | null
  readonly channelId: string | null
  readonly followedChannelId: string | null
  readonly inReplyTo: string | null
  readonly editionId: string | null
  readonly attribution: 'voice' | 'pen_name' | 'unlinked'
  readonly penNameActorId: string | null
  readonly language: string
  readonly title: string
  readonly body: string
  /** Other communities may offer translations of it. */
  readonly translationsWelcome: boolean
  readonly returnNote: string | null
  readonly createdAt: Date
  readonly channelName: string | null
  readonly withdrawnOn: string | null
}

/** A share of the reader's own, with its words; other people's are absent. */
export async function readOwnShare(
  ctx: Pick<MemberCtx, 'db' | 'actor'>,
  shareId: string,
): Promise<OwnShareView | undefined> {
  if (!couldBeId(shareId)) return undefined
  return ownShareRows(ctx).where('share.id', '=', shareId).executeTakeFirst()
}

export interface SharePage {
  readonly shares: readonly OwnShareView[]
  readonly older?: string
}

const sharesPerPage = 20

/**
 * The reader's own shares, newest first, of what is published only the latest version; `before` is the id of the last
 * one on the page before.
 */
export async function readOwnShares(
  ctx: Pick<MemberCtx, 'db' | 'actor'>,
  before?: string,
): Promise<SharePage> {
  let query = ownShareRows(ctx)
    .where(
      sql<boolean>`not exists (select 1 from shares later where share.state = 'published'
        and later.state = 'published' and later.edition_id = share.edition_id
        and (later.decided_at, later.created_at, later.id) > (share.decided_at, share.created_at, share.id))`,
    )
    .orderBy('share.createdAt', 'desc')
    .orderBy('share.id', 'desc')
    .limit(sharesPerPage + 1)
  if (before !== undefined && couldBeId(before)) {
    query = query.where(
      sql<boolean>`(share.created_at, share.id) < (select created_at, id from shares where id = ${before})`,
    )
  }
  const rows = await query.execute()
  const shares = rows.slice(0, sharesPerPage)
  const last = shares.at(-1)
  return rows.length > sharesPerPage && last ? { shares, older: last.id } : { shares }
}

const ownShareRows = (ctx: Pick<MemberCtx, 'db' | 'actor'>) =>
  ctx.db
    .selectFrom('shares as share')
    .innerJoin('shareAuthors as author', 'author.shareId', 'share.id')
    .leftJoin('channels as channel', 'channel.id', 'share.channelId')
    .leftJoin('actors as channelActor', 'channelActor.id', 'channel.actorId')
    .leftJoin('followedChannels as followed', 'followed.id', 'share.followedChannelId')
    .leftJoin('editions as edition', 'edition.id', 'share.editionId')
    .select(['share.id', 'share.state', 'share.postId', 'share.channelId', 'share.followedChannelId'])
    .select(['share.inReplyTo', 'share.editionId', 'share.attribution', 'share.penNameActorId'])
    .select(['share.language', 'share.title', 'share.body', 'share.returnNote', 'share.createdAt'])
    .select('share.translationsWelcome')
    .select((eb) => [
      'edition.withdrawnOn',
      eb.fn.coalesce('channelActor.name', 'followed.name').as('channelName'),
    ])
    .where('author.memberId', '=', ctx.actor.memberId)

export interface ShareText {
  readonly language: string
  readonly title: string
  readonly body: string
  /** Of what another community translated: its markup instead of a body, and who it was. */
  readonly html: string | null
  readonly translatedBy: string | null
}

/** The further languages of a share; callers establish that it is the reader's. */
export const readShareTexts = (ctx: Pick<MemberCtx, 'db'>, shareId: string): Promise<readonly ShareText[]> =>
  ctx.db
    .selectFrom('shareTexts')
    .select(['language', 'title', 'body', 'html', 'translatedBy'])
    .where('shareId', '=', shareId)
    .orderBy('language')
    .execute()

export interface OfferedPicture {
  readonly mediaId: string
  readonly width: number
  readonly height: number
  readonly alt: string
  readonly chosen: boolean
}

/** The pictures that can go with a share: those it has, in its order, then the others of its group post. */
export async function readOfferedPictures(
  ctx: Pick<Ctx, 'db'>,
  share: Pick<OwnShareView, 'id' | 'postId'>,
): Promise<readonly OfferedPicture[]> {
  return ctx.db
    .selectFrom('media')
    .leftJoin('shareImages as chosen', (join) =>
      join.onRef('chosen.mediaId', '=', 'media.id').on('chosen.shareId', '=', share.id),
    )
    .leftJoin('postImages as posted', (join) =>
      join.onRef('posted.mediaId', '=', 'media.id').on('posted.postId', '=', share.postId),
    )
    .select(['media.id as mediaId', 'media.width', 'media.height'])
    .select((eb) => [
      eb.fn.coalesce('chosen.alt', 'media.alt').as('alt'),
      sql<boolean>`chosen.share_id is not null`.as('chosen'),
    ])
    .where((eb) => eb.or([eb('chosen.shareId', 'is not', null), eb('posted.postId', 'is not', null)]))
    .orderBy('chosen.position', (order) => order.asc().nullsLast())
    .orderBy('posted.position')
    .execute()
}

/** True for a post of the reader's own that she may see: only such a one can be shared. */
export async function isOwnPost(
  ctx: Pick<MemberCtx, 'db' | 'actor' | 'clock'>,
  postId: string,
): Promise<boolean> {
  if (!couldBeId(postId)) return false
  const row = await ctx.db
    .selectFrom('posts as post')
    .innerJoin('postAuthors as author', 'author.postId', 'post.id')
    .select('post.id')
    .where('post.id', '=', postId)
    .where('author.memberId', '=', ctx.actor.memberId)
    .where(visiblePost(ctx, 'post'))
    .executeTakeFirst()
  return row !== undefined
}

/** The channel of an ally's post that the reader may see, and so may answer; undefined for every other. */
export async function readAnswerable(
  ctx: Pick<MemberCtx, 'db' | 'actor' | 'clock'>,
  alliedPostId: string,
): Promise<{ readonly channelName: string } | undefined> {
  if (!couldBeId(alliedPostId)) return undefined
  return ctx.db
    .selectFrom('alliedPosts as post')
    .innerJoin('followedChannels as followed', 'followed.id', 'post.followedChannelId')
    .select('followed.name as channelName')
    .where('post.id', '=', alliedPostId)
    .where(visibleAlliedPost(ctx, 'post'))
    .executeTakeFirst()
}

/** How many of the reader's own shares a moderator gave back and she has not sent again. */
export async function countReturned(ctx: Pick<MemberCtx, 'db' | 'actor'>): Promise<number> {
  const row = await ctx.db
    .selectFrom('shares as share')
    .innerJoin('shareAuthors as author', 'author.shareId', 'share.id')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('author.memberId', '=', ctx.actor.memberId)
    .where('share.state', '=', 'returned')
    .executeTakeFirstOrThrow()
  return row.count
}
