import type { TransactionCtx } from '../context.ts'
import { emit } from '../events/outbox.ts'
import type { CleanObject } from './rules.ts'

type ImagesCtx = Pick<TransactionCtx, 'db' | 'clock' | 'random'>

/** Notes the pictures of an ally's post, in place of those it had; they are fetched later, outside any transaction. */
export async function replaceImages(
  ctx: ImagesCtx,
  alliedPostId: string,
  images: CleanObject['images'],
): Promise<void> {
  await deleteImages(ctx, alliedPostId)
  if (images.length === 0) return
  await ctx.db
    .insertInto('alliedImages')
    .values(
      images.map(({ url, alt }, position) => ({
        ...{ id: ctx.random.id(), alliedPostId, position, url, alt },
        notedAt: ctx.clock.now(),
      })),
    )
    .execute()
  await emit(ctx, { type: 'allied-images-found', alliedPostId })
}

/** Deletes the pictures of an ally's post, bytes and addresses. */
export async function deleteImages(ctx: Pick<TransactionCtx, 'db'>, alliedPostId: string): Promise<void> {
  const deleted = await ctx.db
    .deleteFrom('alliedImages')
    .where('alliedPostId', '=', alliedPostId)
    .returning('mediaId')
    .execute()
  const mediaIds = deleted.map(({ mediaId }) => mediaId).filter((mediaId) => mediaId !== null)
  if (mediaIds.length > 0) await ctx.db.deleteFrom('media').where('id', 'in', mediaIds).execute()
}
