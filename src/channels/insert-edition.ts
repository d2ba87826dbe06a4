import { sql } from 'kysely'
import type { TransactionCtx } from '../context.ts'
import { dayOf } from '../days.ts'
import type { SafeHtml } from '../safe-html.ts'

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

export interface EditionContent {
  readonly language: string
  readonly title: string
  readonly html: SafeHtml
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
      originUri: edition.originUri ?? null,
      passedOnFrom: edition.passedOnFrom ?? null,
      withdrawalCodeHash: edition.withdrawalCodeHash ?? null,
      version: 1,
      publishedOn: dayOf(ctx.clock.now()),
    })
    .execute()
  await insertContent(ctx, { editionId, version: 1 }, content)
  return { editionId, uri }
}

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
  { language, title, html, images = [] }: EditionContent,
): Promise<void> {
  await ctx.db
    .insertInto('editionVersions')
    .values({ editionId, version, approvedOn: dayOf(ctx.clock.now()) })
    .execute()
  await ctx.db
    .insertInto('editionTexts')
    .values({ editionId, version, language, original: true, title, html })
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
