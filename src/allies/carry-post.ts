import { sql } from 'kysely'
import { type EditionContent, insertEdition, insertVersion } from '../channels/insert-edition.ts'
import { takeBack } from '../channels/take-back.ts'
import type { TransactionCtx } from '../context.ts'
import { emit } from '../events/outbox.ts'
import { markSafe } from '../safe-html.ts'
import { creditOf } from './rules.ts'

type CarryCtx = Pick<TransactionCtx, 'db' | 'clock' | 'random' | 'origin'>
type TakeBackCtx = Pick<TransactionCtx, 'db' | 'clock'>

/**
 * Passes a post of others on: a new one in every allied channel of ours that carries its channel, as an edition of our
 * voice with the same words in every language and the pictures that are here; one that changed as the next version
 * where it was passed on before. What its author does not let pass on (any more) is taken back there. Answers, and what
 * was itself passed on, stay where they are. Callers hold the post's row.
 */
export async function carryPost(ctx: CarryCtx, alliedPostId: string, post: 'new' | 'changed'): Promise<void> {
  const found = await findPost(ctx, alliedPostId)
  if (!found) return
  if (!found.mayBeCarried) return takeCarriedBack(ctx, found.objectUri)
  const content = await contentOf(ctx, found)
  if (post === 'changed') return renewCarried(ctx, found.objectUri, content)
  const carrying = await carryingChannels(ctx, found)
  if (carrying.length === 0) return
  const actorId = await voiceId(ctx)
  for (const { channelId } of carrying) {
    const { editionId } = await insertEdition(
      ctx,
      {
        ...{ target: { channelId }, actorId },
        ...{ originUri: found.objectUri, passedOnFrom: creditOf(found.name, found.host) },
      },
      content,
    )
    await emit(ctx, { type: 'edition-published', editionId, version: 1 })
  }
}

/** Its pictures come later than its words: what was passed on without them gets them as its next version. */
export async function carryPictures(ctx: CarryCtx, alliedPostId: string): Promise<void> {
  const post = await ctx.db
    .selectFrom('alliedPosts')
    .select('objectUri')
    .where('id', '=', alliedPostId)
    .forUpdate()
    .executeTakeFirst()
  if (!post) return
  const lacking = await ctx.db
    .selectFrom('editions as edition')
    .select('edition.id')
    .where('edition.originUri', '=', post.objectUri)
    .where('edition.inReplyTo', 'is', null)
    .where('edition.withdrawnOn', 'is', null)
    .where(
      sql<boolean>`(select count(*) from edition_images image
          where image.edition_id = edition.id and image.version = edition.version)
        < (select count(*) from allied_images here
          where here.allied_post_id = ${alliedPostId} and here.media_id is not null)`,
    )
    .executeTakeFirst()
  if (lacking) await carryPost(ctx, alliedPostId, 'changed')
}

async function renewCarried(ctx: CarryCtx, objectUri: string, content: EditionContent): Promise<void> {
  for (const { editionId } of await carriedEditions(ctx, objectUri)) {
    const version = await insertVersion(ctx, editionId, content)
    await emit(ctx, { type: 'edition-updated', editionId, version })
  }
}

const findPost = (ctx: CarryCtx, alliedPostId: string) =>
  ctx.db
    .selectFrom('alliedPosts as p')
    .innerJoin('followedChannels as f', 'f.id', 'p.followedChannelId')
    .select(['p.id', 'p.objectUri', 'p.title', 'p.html', 'p.language', 'p.mayBeCarried'])
    .select(['f.id as followedChannelId', 'f.name', 'f.host'])
    .where('p.id', '=', alliedPostId)
    .where('p.withdrawnAt', 'is', null)
    .where('p.passedOnFrom', 'is', null)
    .where('p.inReplyTo', 'is', null)
    .where('f.kind', '=', 'allied')
    .where('f.state', '=', 'following')
    .executeTakeFirst()

/**
 * Takes back, everywhere at once, what we passed on of a post of others: whoever it went to is asked to forget it.
 * Callers establish that this is to be.
 */
export async function takeCarriedBack(ctx: TakeBackCtx, objectUri: string): Promise<void> {
  for (const { editionId } of await carriedEditions(ctx, objectUri)) await takeBack(ctx, editionId)
}

/** The same for all that these channels brought, and nothing more of them is passed on: we do not follow them any more. */
export async function endCarrying(ctx: TakeBackCtx, followedChannelIds: readonly string[]): Promise<void> {
  if (followedChannelIds.length === 0) return
  const posts = await ctx.db
    .selectFrom('alliedPosts as p')
    .innerJoin('editions as edition', 'edition.originUri', 'p.objectUri')
    .select('p.objectUri')
    .distinct()
    .where('p.followedChannelId', 'in', followedChannelIds)
    .where('edition.inReplyTo', 'is', null)
    .where('edition.withdrawnOn', 'is', null)
    .orderBy('p.objectUri')
    .execute()
  for (const { objectUri } of posts) await takeCarriedBack(ctx, objectUri)
  await ctx.db.deleteFrom('channelCarries').where('followedChannelId', 'in', followedChannelIds).execute()
}

/** Comments that were passed on have an origin too, and answer something. */
const carriedEditions = (ctx: Pick<TransactionCtx, 'db'>, objectUri: string) =>
  ctx.db
    .selectFrom('editions')
    .select('id as editionId')
    .where('originUri', '=', objectUri)
    .where('inReplyTo', 'is', null)
    .where('withdrawnOn', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()

/** Where it goes. What moderators took out of a channel does not come back there. */
const carryingChannels = (
  ctx: Pick<TransactionCtx, 'db'>,
  { objectUri, followedChannelId }: { readonly objectUri: string; readonly followedChannelId: string },
) =>
  ctx.db
    .selectFrom('channelCarries as carries')
    .innerJoin('channels as channel', 'channel.id', 'carries.channelId')
    .select('channel.id as channelId')
    .where('carries.followedChannelId', '=', followedChannelId)
    .where('channel.kind', '=', 'allied')
    .where('channel.closedOn', 'is', null)
    .where('channel.movedTo', 'is', null)
    .where(
      sql<boolean>`not exists (select 1 from editions had where had.origin_uri = ${objectUri}
        and had.channel_id = channel.id and had.in_reply_to is null)`,
    )
    .orderBy('channel.id')
    .execute()

async function voiceId({ db }: Pick<TransactionCtx, 'db'>): Promise<string> {
  const { id } = await db
    .selectFrom('actors')
    .select('id')
    .where('kind', '=', 'voice')
    .executeTakeFirstOrThrow()
  return id
}

interface PostWords {
  readonly id: string
  readonly title: string
  readonly html: string
  readonly language: string
}

/** What came was cleaned when it came. That others may pass it on once more is not ours to say. */
async function contentOf(ctx: Pick<TransactionCtx, 'db'>, post: PostWords): Promise<EditionContent> {
  const texts = await ctx.db
    .selectFrom('alliedPostTexts')
    .select(['language', 'title', 'html'])
    .where('alliedPostId', '=', post.id)
    .orderBy('language')
    .execute()
  const images = await ctx.db
    .selectFrom('alliedImages')
    .select(['mediaId', 'alt'])
    .where('alliedPostId', '=', post.id)
    .orderBy('position')
    .execute()
  return {
    ...{ language: post.language, title: post.title, html: markSafe(post.html) },
    texts: texts.map(({ language, title, html }) => ({ language, title, html: markSafe(html) })),
    images: images.flatMap(({ mediaId, alt }) => (mediaId === null ? [] : [{ mediaId, alt }])),
  }
}
