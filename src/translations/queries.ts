import { sql } from 'kysely'
import { alliedTranslationsOf } from '../allies/queries.ts'
import type { MemberCtx } from '../context.ts'
import type { DB } from '../db/schema.ts'
import { languageOf } from '../i18n/languages.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { mayReview } from '../policy/review.ts'
import { visibleAlliedPost } from '../policy/visibility.ts'
import { markSafe, type SafeHtml } from '../safe-html.ts'
import { countModerators } from '../standing/role-holders.ts'

/** A post of an ally that translations are welcome of, as its author wrote it. */
export interface TranslatablePost {
  readonly id: string
  readonly objectUri: string
  readonly followedChannelId: string
  readonly channelName: string
  readonly host: string
  readonly title: string
  readonly html: SafeHtml
  readonly language: string
  /** What it can be read in already, without scripts and regions. */
  readonly languages: readonly string[]
}

/** One that the reader may see and whose author said that translations are welcome; undefined for every other. */
export async function readTranslatable(
  ctx: Pick<MemberCtx, 'db' | 'actor' | 'clock'>,
  alliedPostId: string,
): Promise<TranslatablePost | undefined> {
  if (!couldBeId(alliedPostId)) return undefined
  const row = await ctx.db
    .selectFrom('alliedPosts as p')
    .innerJoin('followedChannels as followed', 'followed.id', 'p.followedChannelId')
    .select(['p.id', 'p.objectUri', 'p.followedChannelId', 'p.title', 'p.html', 'p.language'])
    .select(['followed.name as channelName', 'followed.host'])
    .select(alliedTranslationsOf(sql.ref('p.id')).as('translations'))
    .where('p.id', '=', alliedPostId)
    .where('p.translationsWelcome', '=', true)
    .where('p.withdrawnAt', 'is', null)
    .where('followed.state', '=', 'following')
    .where(visibleAlliedPost(ctx, 'p'))
    .executeTakeFirst()
  if (!row) return undefined
  const { translations, html, ...post } = row
  return {
    ...post,
    html: markSafe(html),
    languages: [post.language, ...translations.map(({ language }) => language)].map(languageOf),
  }
}

export interface OwnTranslation {
  readonly id: string
  readonly language: string
  readonly title: string
  readonly html: SafeHtml
  readonly state: DB['offeredTranslations']['state']
  readonly channelName: string
  /** The post, while it is here. */
  readonly alliedPostId: string | null
}

/** What the reader offered herself, newest first; at most 100. */
export async function readOwnTranslations(
  ctx: Pick<MemberCtx, 'db' | 'actor'>,
): Promise<readonly OwnTranslation[]> {
  const rows = await ctx.db
    .selectFrom('offeredTranslations as offered')
    .innerJoin('translationAuthors as author', 'author.translationId', 'offered.id')
    .innerJoin('followedChannels as followed', 'followed.id', 'offered.followedChannelId')
    .leftJoin('alliedPosts as post', (join) =>
      join.onRef('post.objectUri', '=', 'offered.objectUri').on('post.withdrawnAt', 'is', null),
    )
    .select(['offered.id', 'offered.language', 'offered.title', 'offered.html', 'offered.state'])
    .select(['followed.name as channelName', 'post.id as alliedPostId'])
    .where('author.memberId', '=', ctx.actor.memberId)
    .orderBy('offered.waitingSince', 'desc')
    .orderBy('offered.id')
    .limit(100)
    .execute()
  return rows.map(({ html, ...offered }) => ({ ...offered, html: markSafe(html) }))
}

/** A translation beside what it is of, for moderators to decide on. */
export interface TranslationReview {
  readonly id: string
  readonly language: string
  readonly title: string
  readonly html: SafeHtml
  readonly since: Date
  readonly channelName: string
  /** Who translated it: a member of ours, or the community that sent it. */
  readonly by: string
  readonly host: string
  readonly original: { readonly title: string; readonly html: SafeHtml; readonly language: string }
  /** Stands for the words that are shown, and goes along with what is decided on them. */
  readonly seen: string
  readonly mayDecide: boolean
}

/** One that a member of ours offers and that waits; undefined for whoever is no moderator. */
export async function readOffered(ctx: MemberCtx, id: string): Promise<TranslationReview | undefined> {
  if (!can(ctx.actor, 'share.review') || !couldBeId(id)) return undefined
  const row = await ctx.db
    .selectFrom('offeredTranslations as offered')
    .innerJoin('translationAuthors as author', 'author.translationId', 'offered.id')
    .innerJoin('members as member', 'member.id', 'author.memberId')
    .innerJoin('followedChannels as followed', 'followed.id', 'offered.followedChannelId')
    .innerJoin('alliedPosts as post', 'post.objectUri', 'offered.objectUri')
    .select(['offered.id', 'offered.language', 'offered.title', 'offered.html', 'offered.seen'])
    .select(['offered.waitingSince as since', 'author.memberId', 'member.displayName as by'])
    .select(['followed.name as channelName', 'followed.host'])
    .select(['post.title as postTitle', 'post.html as postHtml', 'post.language as postLanguage'])
    .where('offered.id', '=', id)
    .where('offered.state', '=', 'waiting')
    .where('member.status', '<>', 'frozen')
    .executeTakeFirst()
  if (!row) return undefined
  const { memberId, html, by, postTitle, postHtml, postLanguage, ...offered } = row
  return {
    ...offered,
    html: markSafe(html),
    by: by ?? '',
    original: { title: postTitle, html: markSafe(postHtml), language: postLanguage },
    mayDecide: mayReview({
      isOwn: memberId === ctx.actor.memberId,
      moderators: await countModerators(ctx),
    }),
  }
}

/** A translation of an edition of ours, and the channel that it would stand in. */
interface ReceivedReview extends TranslationReview {
  readonly channelId: string
  readonly channelKind: 'open' | 'allied'
  readonly mayBeCarried: boolean
}

/** One that another community offers for an edition of ours and that waits; undefined for whoever is no moderator. */
export async function readReceived(ctx: MemberCtx, id: string): Promise<ReceivedReview | undefined> {
  if (!can(ctx.actor, 'remote-comment.decide') || !couldBeId(id)) return undefined
  const row = await ctx.db
    .selectFrom('receivedTranslations as received')
    .innerJoin('editions as edition', 'edition.id', 'received.editionId')
    .innerJoin('channels as channel', 'channel.id', 'edition.channelId')
    .innerJoin('actors as group', 'group.id', 'channel.actorId')
    .innerJoin('editionTexts as text', (join) =>
      join
        .onRef('text.editionId', '=', 'edition.id')
        .onRef('text.version', '=', 'edition.version')
        .on('text.original', '=', true),
    )
    .select(['received.id', 'received.language', 'received.title', 'received.html', 'received.host'])
    .select(['received.receivedAt as since', 'received.translatedBy as by', 'group.name as channelName'])
    .select(['text.title as ownTitle', 'text.html as ownHtml', 'text.language as ownLanguage'])
    .select([
      'edition.version',
      'edition.mayBeCarried',
      'channel.id as channelId',
      'channel.kind as channelKind',
    ])
    .where('received.id', '=', id)
    .where('received.state', '=', 'waiting')
    .where('edition.withdrawnOn', 'is', null)
    .executeTakeFirst()
  if (!row) return undefined
  const { html, ownTitle, ownHtml, ownLanguage, version, ...received } = row
  return {
    ...received,
    html: markSafe(html),
    original: { title: ownTitle, html: markSafe(ownHtml), language: ownLanguage },
    // A newer version of the original may say something else.
    seen: String(version),
    mayDecide: true,
  }
}
