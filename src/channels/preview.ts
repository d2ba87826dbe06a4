import { sql } from 'kysely'
import type { Ctx } from '../context.ts'
import { sha256 } from '../hashing.ts'
import { renderMarkdown } from '../markdown.ts'
import { judgesShareOf } from '../policy/review.ts'
import { markSafe, type SafeHtml } from '../safe-html.ts'
import { outsideLine, outsideText } from './outside-text.ts'
import type { ShareState } from './rules.ts'

/** Where a share goes: a channel of our own, or one that we follow. */
export interface ShareTarget {
  readonly place: 'own' | 'followed'
  readonly id: string
  readonly actorUri: string
  readonly name: string
  readonly kind: 'open' | 'allied'
  /** Of a followed channel. */
  readonly host?: string
}

interface PreviewImage {
  readonly mediaId: string
  readonly width: number
  readonly height: number
  readonly alt: string
  /** SHA-256 of the picture's bytes. */
  readonly hash: string
}

/** The same text in a further language, as it would go out. */
export interface PreviewText {
  readonly language: string
  readonly title: string
  readonly html: SafeHtml
  readonly marked: SafeHtml
  /** The community that translated it, and the offer that it came with. */
  readonly translatedBy?: string
  readonly offerUri?: string
}

/** Exactly what would go out, as author and moderator see it and as it is published. */
export interface SharePreview {
  readonly shareId: string
  readonly state: ShareState
  readonly editionId?: string
  readonly version: number
  readonly target: ShareTarget
  readonly inReplyTo?: string
  readonly author: { readonly actorId: string; readonly kind: 'voice' | 'pen_name'; readonly name: string }
  /** Once it is out, nothing here says any more that it is hers (P4). */
  readonly isUnlinked: boolean
  readonly language: string
  readonly title: string
  readonly html: SafeHtml
  /** The text with what was taken out struck through. */
  readonly marked: SafeHtml
  readonly removed: readonly string[]
  readonly images: readonly PreviewImage[]
  /** In further languages, by language. */
  readonly texts: readonly PreviewText[]
  /** Other communities may offer translations of it. */
  readonly translationsWelcome: boolean
  /** Networks that follow the channel may pass it on. */
  readonly mayBeCarried: boolean
  /** The communities whose delegates may read and publish it too. Those who agreed know of them; nothing goes out. */
  readonly delegatesOf: readonly string[]
  /** The community that she is a delegate of in that channel; never told of what is unlinked. */
  readonly authorDelegateOf?: string
  /** SHA-256 over all of the above that goes out: what a consent is given to (P5). */
  readonly hash: string
}

/**
 * The preview of a share, whoever asks: callers establish that she may see it. Undefined for a share that has no
 * channel or no text yet, or does not exist. Three statements.
 */
export async function readPreview(
  ctx: Pick<Ctx, 'db' | 'origin'>,
  shareId: string,
): Promise<SharePreview | undefined> {
  const row = await shareRow(ctx, shareId)
  if (!row || row.targetId === null || row.body === '' || row.authorName === null) return undefined
  const text = outsideText(renderMarkdown(row.body), ctx.origin)
  const title = outsideLine(row.title, ctx.origin)
  const stored = await imageRows(ctx, shareId)
  const alts = stored.map(({ alt }) => outsideLine(alt, ctx.origin))
  const texts = (await textRows(ctx, shareId)).map((written) => previewText(written, ctx.origin))
  const content = {
    version: (row.editionVersion ?? 0) + 1,
    target: {
      place: row.followedChannelId === null ? 'own' : 'followed',
      id: row.targetId,
      actorUri: row.targetUri ?? '',
      name: row.targetName ?? '',
      kind: row.targetKind ?? 'allied',
      ...(row.targetHost === null ? {} : { host: row.targetHost }),
    },
    ...(row.inReplyTo === null ? {} : { inReplyTo: row.inReplyTo }),
    author: {
      actorId: row.authorId ?? '',
      kind: row.attribution === 'pen_name' ? 'pen_name' : 'voice',
      name: row.authorName,
    },
    isUnlinked: row.attribution === 'unlinked',
    language: row.language,
    title: title.text,
    html: text.html,
    texts: texts.map(({ text }) => text),
    translationsWelcome: row.translationsWelcome,
    mayBeCarried: row.mayBeCarried === true && row.targetKind === 'allied' && row.inReplyTo === null,
    images: stored.map((image, index) => ({ ...image, alt: alts[index]?.text ?? '' })),
  } satisfies Partial<SharePreview>
  return {
    shareId,
    state: row.state,
    ...(row.editionId === null ? {} : { editionId: row.editionId }),
    ...content,
    delegatesOf: row.delegatesOf,
    ...(row.authorDelegateOf === null ? {} : { authorDelegateOf: row.authorDelegateOf }),
    marked: text.marked,
    removed: [
      ...[...title.removed, ...text.removed, ...alts.flatMap(({ removed }) => removed)],
      ...texts.flatMap(({ removed }) => removed),
    ],
    hash: await sha256(canonical(content)),
  }
}

/** One text for one content, whatever the order of keys: what the hash is taken over. */
function canonical(
  content: Omit<
    SharePreview,
    'shareId' | 'state' | 'editionId' | 'delegatesOf' | 'authorDelegateOf' | 'marked' | 'removed' | 'hash'
  >,
) {
  const { version, target, inReplyTo, author, language, title, html, images } = content
  const { texts, translationsWelcome, isUnlinked, mayBeCarried } = content
  const further = texts.map((text) => [text.language, text.title, text.html, text.translatedBy ?? null])
  // Named where there is any, so that a yes given before such things could be chosen still stands.
  const carried = mayBeCarried ? { mayBeCarried } : {}
  const chosen = { texts: further, translationsWelcome, isUnlinked, ...carried }
  const isPlain = texts.length === 0 && !translationsWelcome && !isUnlinked && !mayBeCarried
  return JSON.stringify([
    ...(isPlain ? [] : [chosen]),
    version,
    [target.actorUri, target.kind, target.name, inReplyTo ?? null],
    [author.actorId, author.kind, author.name],
    [language, title, html],
    images.map(({ hash, width, height, alt }) => [hash, width, height, alt]),
  ])
}

const shareRow = (ctx: Pick<Ctx, 'db'>, shareId: string) =>
  ctx.db
    .selectFrom('shares as share')
    .leftJoin('editions as edition', 'edition.id', 'share.editionId')
    .leftJoin('channels as channel', 'channel.id', 'share.channelId')
    .leftJoin('actors as channelActor', 'channelActor.id', 'channel.actorId')
    .leftJoin('followedChannels as followed', 'followed.id', 'share.followedChannelId')
    .leftJoin('actors as author', (join) =>
      join.on(
        sql<boolean>`case when share.attribution = 'pen_name' then author.id = share.pen_name_actor_id
          else author.kind = 'voice' end`,
      ),
    )
    .select([
      'share.state',
      'share.editionId',
      'share.followedChannelId',
      'share.inReplyTo',
      'share.attribution',
    ])
    .select(['share.translationsWelcome', 'channel.mayBeCarried'])
    .select(['share.language', 'share.title', 'share.body', 'edition.version as editionVersion'])
    .select(['author.id as authorId', 'author.name as authorName', 'followed.host as targetHost'])
    .select((eb) => [
      eb.fn.coalesce('channel.id', 'followed.id').as('targetId'),
      eb.fn.coalesce('channelActor.uri', 'followed.actorUri').as('targetUri'),
      eb.fn.coalesce('channelActor.name', 'followed.name').as('targetName'),
      eb.fn.coalesce('channel.kind', 'followed.kind').as('targetKind'),
    ])
    .select([delegatesOf.as('delegatesOf'), authorDelegateOf.as('authorDelegateOf')])
    .where('share.id', '=', shareId)
    .executeTakeFirst()

/** Of what is proposed: those of them that she was told of. */
const delegatesOf = sql<string[]>`array(select distinct delegate.community from channel_delegates delegate
  join share_authors hers on hers.share_id = share.id
  where delegate.channel_id = share.channel_id and ${judgesShareOf('delegate', sql.ref('hers.member_id'))}
    and (share.state <> 'proposed' or exists (select 1 from consents
      where consents.share_id = share.id and delegate.community = any(consents.told)))
  order by delegate.community)`

/** The only delegate of a community is not given away where nothing is to lead to her. */
export const authorDelegateOf = sql<string | null>`(select delegate.community from channel_delegates delegate
  join share_authors hers on hers.share_id = share.id and hers.member_id = delegate.member_id
  where delegate.channel_id = share.channel_id and share.attribution <> 'unlinked')`

const textRows = (ctx: Pick<Ctx, 'db'>, shareId: string) =>
  ctx.db
    .selectFrom('shareTexts')
    .select(['language', 'title', 'body', 'html', 'translatedBy', 'offerUri'])
    .where('shareId', '=', shareId)
    .orderBy('language')
    .execute()

type TextRow = Awaited<ReturnType<typeof textRows>>[number]

/** One further language, with what leads back to us taken out. */
function previewText(
  row: TextRow,
  origin: string,
): { readonly text: PreviewText; readonly removed: readonly string[] } {
  // What another community wrote was cleaned when it came.
  const words = outsideText(row.html === null ? renderMarkdown(row.body) : markSafe(row.html), origin)
  const title = outsideLine(row.title, origin)
  const text = {
    language: row.language,
    title: title.text,
    html: words.html,
    marked: words.marked,
    ...(row.translatedBy === null ? {} : { translatedBy: row.translatedBy }),
    ...(row.offerUri === null ? {} : { offerUri: row.offerUri }),
  }
  return { text, removed: [...title.removed, ...words.removed] }
}

const imageRows = (ctx: Pick<Ctx, 'db'>, shareId: string): Promise<PreviewImage[]> =>
  ctx.db
    .selectFrom('shareImages as image')
    .innerJoin('media', 'media.id', 'image.mediaId')
    .innerJoin('mediaFiles as file', 'file.mediaId', 'media.id')
    .select(['media.id as mediaId', 'media.width', 'media.height', 'image.alt'])
    .select(sql<string>`encode(sha256(file.bytes), 'hex')`.as('hash'))
    .where('image.shareId', '=', shareId)
    .orderBy('image.position')
    .execute()
