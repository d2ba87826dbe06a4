import { sql } from 'kysely'
import type { TransactionCtx } from '../context.ts'

/** Takes the pictures off shares, and deletes those that no post, share or ally's post carries any more. */
export async function deleteShareImages(
  ctx: Pick<TransactionCtx, 'db'>,
  shareIds: readonly string[],
): Promise<void> {
  if (shareIds.length === 0) return
  const removed = await ctx.db
    .deleteFrom('shareImages')
    .where('shareId', 'in', shareIds)
    .returning('mediaId')
    .execute()
  const mediaIds = removed.map(({ mediaId }) => mediaId)
  await deleteUnusedMedia(ctx, mediaIds)
}

/** Deletes those of some pictures that nothing carries any more. */
export async function deleteUnusedMedia(
  ctx: Pick<TransactionCtx, 'db'>,
  mediaIds: readonly string[],
): Promise<void> {
  if (mediaIds.length === 0) return
  await ctx.db
    .deleteFrom('media')
    .where('id', 'in', mediaIds)
    .where(
      sql<boolean>`not exists (select 1 from post_images where media_id = media.id)
        and not exists (select 1 from share_images where media_id = media.id)
        and not exists (select 1 from allied_images where media_id = media.id)`,
    )
    .execute()
}
