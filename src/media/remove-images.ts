import { sql } from 'kysely'
import type { TransactionCtx } from '../context.ts'

/**
 * Takes pictures off a post, all of them unless some are named, and deletes them. Those that a share of hers carries
 * as well stay for the share: they are no longer seen in the group.
 */
export async function removePostImages(
  ctx: Pick<TransactionCtx, 'db'>,
  postId: string,
  mediaIds?: readonly string[],
): Promise<void> {
  const removed = await ctx.db
    .deleteFrom('postImages')
    .where('postId', '=', postId)
    .$if(mediaIds !== undefined, (query) => query.where(sql<boolean>`media_id = any(${mediaIds ?? []})`))
    .returning('mediaId')
    .execute()
  if (removed.length === 0) return
  await ctx.db
    .deleteFrom('media')
    .where(
      'id',
      'in',
      removed.map(({ mediaId }) => mediaId),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('shareImages')
            .select(sql.lit(1).as('one'))
            .whereRef('shareImages.mediaId', '=', 'media.id'),
        ),
      ),
    )
    .execute()
}
