import { type RawBuilder, sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { readersOf } from '../groups/queries.ts'
import { languageOf } from '../i18n/languages.ts'
import { couldBeId } from '../ids.ts'
import { pictureJson, type StoredPicture } from '../media/queries.ts'
import { cutPage, olderThan } from '../paging.ts'
import { mutedChannel, visibleAlliedPost, visibleAlliedThread, visibleGroup } from '../policy/visibility.ts'
import { markSafe, type SafeHtml } from '../safe-html.ts'
import { type AlliedExtras, extrasOf, readExtras, type StoredExtras } from './extras-queries.ts'
import { excerpt } from './rules.ts'

interface AlliedText {
  readonly id: string
  readonly authorName: string
  readonly passedOnFrom: string | null
  readonly title: string
  /** Of what is shown: the first of the reader's languages that its authors wrote it in, else the original. */
  readonly language: string
  readonly originalLanguage: string
  /** Further languages that it can be read in. */
  readonly translations: readonly string[]
  readonly updatedOn: string | null
  readonly receivedAt: Date
  readonly channelId: string
  readonly channelName: string
  readonly channelHost: string
  readonly isPinned: boolean
  readonly pictures: readonly StoredPicture[]
  /** It had pictures, which are not kept any more. */
  readonly lostPictures: boolean
  readonly extras: AlliedExtras
}

export interface AlliedFeedPost extends AlliedText {
  /** The beginning, as one paragraph. */
  readonly excerpt: SafeHtml
  /** Answers in the channel and comments here. */
  readonly comments: number
}

export interface AlliedFeedPage {
  readonly posts: readonly AlliedFeedPost[]
  /** Where the next page begins, for `before`; absent on the last one. */
  readonly older?: string
}

const alliedPageSize = 20

/** The pictures of an ally's post in their order. */
export const alliedPicturesOf = (alliedPostId: RawBuilder<string>) =>
  sql<
    StoredPicture[]
  >`(select coalesce(json_agg(${pictureJson(sql`allied_images.alt`)} order by allied_images.position), '[]')
    from allied_images join media on media.id = allied_images.media_id
    where allied_images.allied_post_id = ${alliedPostId})`

/** What its authors wrote of an ally's post in a further language. */
export interface AlliedTranslation {
  readonly language: string
  /** May be empty. */
  readonly title: string
  /** Sanitised when it came. */
  readonly html: string
}

/** All that members can choose to read of an ally's post beside the original. */
export const alliedTranslationsOf = (alliedPostId: RawBuilder<string>) =>
  sql<AlliedTranslation[]>`(select coalesce(json_agg(json_build_object('language', text.language,
      'title', text.title, 'html', text.html) order by text.language), '[]')
    from allied_post_texts text where text.allied_post_id = ${alliedPostId})`

interface ShownText {
  readonly title: string
  readonly html: string
  readonly language: string
}

/** A reader's languages as the database compares them. */
const spoken = (languages: readonly string[]) => sql`${languages.map(languageOf)}::text[]`

const placeIn = (languages: readonly string[], language: RawBuilder<unknown>) =>
  sql`array_position(${spoken(languages)}, split_part(lower(${language}), '-', 1))`

/** The text to show of a post that the query calls `p`, where one of her languages comes before the original's. */
const shownText = (languages: readonly string[]) =>
  sql<ShownText>`(select text.title, text.html, text.language from allied_post_texts text
    where text.allied_post_id = p.id
      and ${placeIn(languages, sql`text.language`)} < coalesce(${placeIn(languages, sql`p.language`)}, 1000)
    order by ${placeIn(languages, sql`text.language`)} limit 1)`

const titleShown = sql<string>`coalesce(nullif(shown.title, ''), p.title)`
const htmlShown = sql<string>`coalesce(shown.html, p.html)`
const languageShown = sql<string>`coalesce(shown.language, p.language)`

const textsOf = (ctx: MemberCtx, languages: readonly string[]) =>
  ctx.db
    .selectFrom('alliedPosts as p')
    .innerJoin('followedChannels as channel', 'channel.id', 'p.followedChannelId')
    .leftJoinLateral(shownText(languages).as('shown'), (join) => join.onTrue())
    .select(['p.id', 'p.authorName', 'p.passedOnFrom', 'p.updatedOn', 'p.receivedAt'])
    .select([titleShown.as('title'), languageShown.as('language'), 'p.language as originalLanguage'])
    .select(
      sql<string[]>`array(select text.language from allied_post_texts text
        where text.allied_post_id = p.id order by text.language)`.as('translations'),
    )
    .select(['channel.id as channelId', 'channel.name as channelName', 'channel.host as channelHost'])
    .select(['p.pinned as isPinned', sql<boolean>`p.pictures_dropped_on is not null`.as('lostPictures')])
    .select([alliedPicturesOf(sql.ref('p.id')).as('pictures'), extrasOf(sql.ref('p.id')).as('extras')])

export interface AlliedFeedWanted {
  readonly before?: string | undefined
  readonly languages?: readonly string[]
  /** Of one channel alone, also of a muted one, without what stands on top there. */
  readonly channelId?: string
  /** Of the channels that stand in a group of hers. */
  readonly groupId?: string
  readonly limit?: number
}

/**
 * What allies published, newest first, each in the first of her languages that it has, in one statement. Answers are left out: they stand below what they answer, if
 * that is here. A cursor that is none of ours means the first page.
 */
export async function readAlliedFeed(
  ctx: MemberCtx,
  { before, languages = [], channelId, groupId, limit = alliedPageSize }: AlliedFeedWanted = {},
): Promise<AlliedFeedPage> {
  const rows = await listed(ctx, languages)
    .where(
      channelId === undefined
        ? sql<boolean>`not ${mutedChannel(ctx, sql.ref('channel.id'))}`
        : ofChannel(channelId),
    )
    .$if(channelId !== undefined, (query) => query.where('p.pinned', '=', false))
    .$if(groupId !== undefined, (query) => query.where(placedIn(ctx, groupId ?? '')))
    .where(
      sql<boolean>`not exists (select 1 from allied_posts answered where answered.object_uri = p.in_reply_to)
        and not exists (select 1 from editions own where own.uri = p.in_reply_to)`,
    )
    .where(olderThan(before, 'p.received_at', 'p.id'))
    .orderBy('p.receivedAt', 'desc')
    .orderBy('p.id', 'desc')
    .limit(limit + 1)
    .execute()
  const { rows: kept, ...next } = cutPage(rows, limit)
  return { posts: kept.map(inList), ...next }
}

const mostPlaced = 3

/** The newest of the channels that stand in a group of hers. */
export async function readPlaced(
  ctx: MemberCtx,
  groupId: string,
  languages: readonly string[],
): Promise<readonly AlliedFeedPost[]> {
  if (!couldBeId(groupId)) return []
  return (await readAlliedFeed(ctx, { groupId, languages, limit: mostPlaced })).posts
}

const mostPinned = 5

/** What stands on top of a channel, newest first. */
export async function readAlliedPinned(
  ctx: MemberCtx,
  channelId: string,
  languages: readonly string[] = [],
): Promise<readonly AlliedFeedPost[]> {
  const rows = await listed(ctx, languages)
    .where(ofChannel(channelId))
    .where('p.pinned', '=', true)
    .orderBy('p.receivedAt', 'desc')
    .orderBy('p.id', 'desc')
    .limit(mostPinned)
    .execute()
  return rows.map(inList)
}

const ofChannel = (channelId: string) => sql<boolean>`p.followed_channel_id = ${channelId}`

const placedIn = (ctx: MemberCtx, groupId: string) =>
  sql<boolean>`exists (select 1 from channel_placements placement
    where placement.followed_channel_id = p.followed_channel_id and placement.group_id = ${groupId}
      and ${visibleGroup(ctx, sql.ref('placement.group_id'))})`

/** Posts that she may see, with what a list shows of them. */
const listed = (ctx: MemberCtx, languages: readonly string[]) =>
  textsOf(ctx, languages)
    .select([
      'p.receivedAt as createdAt',
      sql<string>`left(${htmlShown}, 3000)`.as('beginning'),
      sql<number>`(select count(*)::int from comments
        where comments.allied_post_id = p.id and comments.deleted_at is null)
        + (select count(*)::int from allied_posts answer
          where answer.in_reply_to = p.object_uri and answer.withdrawn_at is null)`.as('comments'),
    ])
    .where(visibleAlliedPost(ctx, 'p'))

const inList = <Row extends { readonly beginning: string; readonly extras: StoredExtras }>({
  beginning,
  extras,
  ...post
}: Row) => ({ ...post, extras: readExtras(extras), excerpt: excerpt(beginning) })

export interface AlliedPostView extends AlliedText {
  readonly html: SafeHtml
  readonly channelKind: 'open' | 'allied'
  readonly withdrawnAt: Date | null
  /** The post that the thread begins with: another one for an answer. */
  readonly rootId: string
  /** How many active members can read the comments below it. */
  readonly readers: number
}

/** How deep a chain of answers is followed; a chain without an end, which only malice makes, is none. */
const deepestAnswer = 20

/** A post of an ally; one that was taken back is empty. Undefined when there is none, or when it is not for her. */
export async function readAlliedPost(
  ctx: MemberCtx,
  alliedPostId: string,
  languages: readonly string[] = [],
): Promise<AlliedPostView | undefined> {
  if (!couldBeId(alliedPostId)) return undefined
  const row = await textsOf(ctx, languages)
    .select([htmlShown.as('html'), 'p.withdrawnAt', 'channel.kind as channelKind'])
    .select([
      rootOf(sql.ref('p.id')).as('rootId'),
      readersOf(sql<string>`null`, sql<string>`'members'`).as('readers'),
    ])
    .where('p.id', '=', alliedPostId)
    .where(visibleAlliedThread(ctx, 'p'))
    .executeTakeFirst()
  return (
    row && {
      ...row,
      extras: readExtras(row.extras),
      html: markSafe(row.html),
      rootId: row.rootId ?? row.id,
    }
  )
}

/** Climbs from an answer to what it answers, through our own answers too. Null for a chain that is too long. */
const rootOf = (alliedPostId: RawBuilder<string>) => sql<string | null>`(
  with recursive chain as (
    select start.id, start.in_reply_to, 1 as depth from allied_posts start where start.id = ${alliedPostId}
    union all
    select answered.id, answered.in_reply_to, chain.depth + 1
    from chain cross join lateral (
      select id, in_reply_to from allied_posts where object_uri = chain.in_reply_to
      union all
      select null, in_reply_to from editions where uri = chain.in_reply_to and followed_channel_id is not null
    ) answered
    where chain.depth < ${deepestAnswer})
  select case when max(depth) < ${deepestAnswer}
    then (array_agg(id order by depth desc) filter (where id is not null))[1] end
  from chain)`

export interface AlliedAnswer {
  readonly id: string
  /** The answer that it answers; null for an answer to the post itself. */
  readonly parentId: string | null
  readonly authorName: string
  /** Null for an answer of our own community. */
  readonly host: string | null
  readonly passedOnFrom: string | null
  readonly html: SafeHtml
  readonly language: string
  /** Of an answer of ours only the day. */
  readonly at: Date
  readonly updatedOn: string | null
  readonly isWithdrawn: boolean
  readonly pictures: readonly StoredPicture[]
}

const mostAnswers = 200

/**
 * What was answered in the channel to a post of an ally, oldest first and at most 200, in one statement. In an open
 * channel our own answers stand among them; an allied channel sends them back, passed on by its owners. Asked only for
 * posts that the reader may open.
 */
export async function readAnswers(
  ctx: MemberCtx,
  alliedPostId: string,
  languages: readonly string[] = [],
): Promise<readonly AlliedAnswer[]> {
  const { rows } = await sql<Omit<AlliedAnswer, 'html'> & { readonly html: string }>`
    with recursive below as (
      select root.id, root.object_uri as uri, null::text as parent_id, 0 as depth, 'root' as kind
      from allied_posts root where root.id = ${alliedPostId}
      union all
      select answer.id, answer.uri, case when below.depth = 0 then null else below.id end, below.depth + 1, answer.kind
      from below cross join lateral (
        select id, object_uri as uri, 'allied' as kind from allied_posts where in_reply_to = below.uri
        union all
        select id, uri, 'own' from editions where in_reply_to = below.uri and followed_channel_id is not null
      ) answer
      where below.depth < ${deepestAnswer})
    select below.id, below.parent_id, p.author_name, p.passed_on_from, f.host, ${htmlShown} as html, ${languageShown} as language,
      p.received_at as at, p.updated_on, p.withdrawn_at is not null as is_withdrawn,
      ${alliedPicturesOf(sql.ref('p.id'))} as pictures
    from below join allied_posts p on p.id = below.id
    left join lateral ${shownText(languages)} shown on true
    join followed_channels f on f.id = p.followed_channel_id and f.state = 'following'
    where below.kind = 'allied'
    union all
    select below.id, below.parent_id, actors.name, null, null, coalesce(text.html, ''), coalesce(text.language, ''),
      e.published_on::timestamp at time zone 'utc', e.updated_on, e.withdrawn_on is not null, '[]'::json
    from below join editions e on e.id = below.id
    join followed_channels f on f.id = e.followed_channel_id and f.kind = 'open'
    join actors on actors.id = e.actor_id
    left join edition_texts text on text.edition_id = e.id and text.version = e.version and text.original
    where below.kind = 'own'
    order by at, id
    limit ${mostAnswers}`.execute(ctx.db)
  // A ring of answers, which only malice makes, comes round several times.
  const once = new Map(rows.filter(({ id }) => id !== alliedPostId).map((row) => [row.id, row]))
  return [...once.values()].map((row) => ({ ...row, html: markSafe(row.html) }))
}
