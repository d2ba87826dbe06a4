import type { TransactionCtx } from '../context.ts'
import type { EncodedImage } from '../ports.ts'

/**
 * Keeps re-encoded pictures with their previews and descriptions, in the transaction at hand, and returns their ids in the same
 * order. Whoever calls it says at once what they belong to: a picture that belongs to nothing is shown to nobody.
 */
export async function storeImages(
  ctx: Pick<TransactionCtx, 'db' | 'clock' | 'random'>,
  encoded: readonly EncodedImage[],
  alts: readonly string[],
): Promise<string[]> {
  if (encoded.length === 0) return []
  const pictures = encoded.map((image, index) => ({ ...image, id: ctx.random.id(), alt: alts[index] ?? '' }))
  await ctx.db
    .insertInto('media')
    .values(
      pictures.map(({ id, mediaType, width, height, bytes, alt }) => ({
        id,
        mediaType,
        width,
        height,
        byteLength: bytes.byteLength,
        alt,
        createdAt: ctx.clock.now(),
      })),
    )
    .execute()
  await ctx.db
    .insertInto('mediaFiles')
    .values(pictures.map(({ id, bytes }) => ({ mediaId: id, bytes })))
    .execute()
  const previews = pictures.flatMap(({ id, preview }) =>
    preview ? [{ ...preview, mediaId: id, byteLength: preview.bytes.byteLength }] : [],
  )
  if (previews.length > 0) await ctx.db.insertInto('mediaPreviews').values(previews).execute()
  return pictures.map(({ id }) => id)
}
