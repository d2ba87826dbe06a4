import { sql } from 'kysely'
import type { TransactionCtx } from '../context.ts'
import { dayOf } from '../days.ts'
import type { SafeHtml } from '../safe-html.ts'
import { publishedTables } from './published.ts'
import { settleNotes } from './settle-notes.ts'
import { rootOf } from './thread.ts'

type EditionCtx = Pick<TransactionCtx, 'db' | 'clock' | 'random' | 'origin'>

export interface NewEdition {
  readonly target: { readonly channelId: string } | { readonly followedChannelId: string }
  /** The voice or pen name it is attributed to. */
  readonly actorId: string
  readonly inReplyTo?: string | undefined
  /** Of a comment passed on: the object it was received as, and the community it came from. */
  readonly originUri?: string | undefined
  readonly passedOnFrom?: string | undefined
  readonly withdrawalCodeHash?: string | undefined
}

/** The same text in a further language. */
export interface FurtherText {
  readonly language: string
  readonly title: string
  readonly html: SafeHtml
  /** The community that translated it, and the offer that it came with. */
  readonly translatedBy?: string | undefined
  readonly offerUri?: string | undefined
}

export interface EditionContent {
  readonly language: string
  readonly title: string
  readonly html: SafeHtml
  readonly texts?: readonly FurtherText[]
  /** Whether other communities may offer translations of it. */
  readonly translationsWelcome?: boolean
  /** Whether networks that follow its channel may pass it on; as before unless given, at first not. */
  readonly mayBeCarried?: boolean
  /** Pictures that are copied, under ids of their own. */
  readonly images?: readonly { readonly mediaId: string; readonly alt: string }[]
}

/** Writes a first version, dated to the day (P4). The caller emits `edition-published`. */
export async function insertEdition(
  ctx: EditionCtx,
  edition: NewEdition,
  content: EditionContent,
): Promise<{ readonly editionId: string; readonly uri: string }> {
  const editionId = ctx.random.id()
  const uri = `${ctx.origin}/ap/objects/${editionId}`
  await ctx.db
    .insertInto('editions')
    .values({
      id: editionId,
      uri,
      ...edition.target,
      actorId: edition.actorId,
      // What it is called outside stays so for life, whatever later versions are titled.
      objectType: edition.inReplyTo === undefined && content.title !== '' ? 'Page' : 'Note',
      inReplyTo: edition.inReplyTo ?? null,
      rootId: (await threadOf(ctx, edition)) ?? null,
      originUri: edition.originUri ?? null,
      passedOnFrom: edition.passedOnFrom ?? null,
      withdrawalCodeHash: edition.withdrawalCodeHash ?? null,
      version: 1,
      publishedOn: dayOf(ctx.clock.now()),
    })
    .execute()
  await insertContent(ctx, { editionId, version: 1 }, content)
  await settleNotes(ctx, editionId)
  return { editionId, uri }
}

/** Of an answer in a channel of our own: the edition that its thread begins with. */
const threadOf = async (ctx: EditionCtx, { target, inReplyTo }: NewEdition): Promise<string | undefined> =>
  inReplyTo === undefined || !('channelId' in target) ? undefined : rootOf(publishedTables(ctx.db), inReplyTo)

/**
 * Writes the next version over the current one, whose words and pictures are deleted: what she took out is gone
 * here too, and from now on it is neither served nor delivered in activities that were written before. The edition's
 * row must be locked. The caller emits `edition-updated` with the version returned, which writes them anew.
 */
export async function insertVersion(
  ctx: EditionCtx,
  editionId: string,
  content: EditionContent,
): Promise<number> {
  const { version } = await ctx.db
    .updateTable('editions')
    .set((eb) => ({ version: eb('version', '+', 1), updatedOn: dayOf(ctx.clock.now()) }))
    .where('id', '=', editionId)
    .returning('version')
    .executeTakeFirstOrThrow()
  await deleteContent(ctx, editionId)
  await emptyActivities(ctx, editionId)
  await insertContent(ctx, { editionId, version }, content)
  await settleNotes(ctx, editionId)
  return version
}

/** Empties the wire bytes that were kept of an edition. Ids and types stay: deliveries refer to them. */
export async function emptyActivities(ctx: Pick<TransactionCtx, 'db'>, editionId: string): Promise<void> {
  await ctx.db
    .updateTable('activities')
    .set({ body: new Uint8Array() })
    .where('editionId', '=', editionId)
    .execute()
}

/** Deletes the words and pictures of every version; the row of each version stays. */
export async function deleteContent(ctx: Pick<TransactionCtx, 'db'>, editionId: string): Promise<void> {
  const images = ctx.db.selectFrom('editionImages').select('fileId').where('editionId', '=', editionId)
  await ctx.db.deleteFrom('publishedFiles').where('id', 'in', images).execute()
  await ctx.db.deleteFrom('editionTexts').where('editionId', '=', editionId).execute()
}

async function insertContent(
  ctx: EditionCtx,
  { editionId, version }: { readonly editionId: string; readonly version: number },
  content: EditionContent,
): Promise<void> {
  const { language, title, html, texts = [], images = [] } = content
  const { translationsWelcome = false, mayBeCarried } = content
  await ctx.db
    .updateTable('editions')
    .set({ translationsWelcome, ...(mayBeCarried === undefined ? {} : { mayBeCarried }) })
    .where('id', '=', editionId)
    .execute()
  await ctx.db
    .insertInto('editionVersions')
    .values({ editionId, version, approvedOn: dayOf(ctx.clock.now()) })
    .execute()
  await ctx.db
    .insertInto('editionTexts')
    .values([
      { editionId, version, language, original: true, title, html },
      ...texts.map((text) => ({
        ...{ editionId, version, original: false, language: text.language },
        ...{ title: text.title, html: text.html },
        ...{ translatedBy: text.translatedBy ?? null, offerUri: text.offerUri ?? null },
      })),
    ])
    .execute()
  for (const [position, { mediaId, alt }] of images.entries()) {
    const fileId = ctx.random.id()
    // Re-encoded when it was uploaded, without any metadata; copied inside the database.
    await sql`insert into published_files (id, media_type, width, height, bytes)
      select ${fileId}, media.media_type, media.width, media.height, file.bytes
      from media join media_files file on file.media_id = media.id where media.id = ${mediaId}`.execute(
      ctx.db,
    )
    await ctx.db.insertInto('editionImages').values({ editionId, version, position, fileId, alt }).execute()
  }
}
