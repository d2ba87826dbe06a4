import { sql } from 'kysely'
import { revokePending } from '../channels/revoke-share.ts'
import type { TransactionCtx } from '../context.ts'
import { removePostImages } from '../media/remove-images.ts'
import { commentPlaceOf, postChangeOf } from './writing-places.ts'

/** What a post's own row says once it is gone: it stays, so that its id is never used again. */
export const emptiedPost = (deletedAt: Date) => ({
  ...{ body: '', editedAt: null, heldAt: null, pinnedAt: null, acceptedCommentId: null },
  deletedAt,
})

/** What hangs on a post by its id alone and goes with it. */
const hanging = [
  'comments',
  'post_authors',
  'anonymous_authors',
  'attachments',
  'polls',
  'spoken_consents',
  'alert_corrections',
  'post_reactions',
  'text_revisions',
  'thread_reads',
  'thread_mutes',
  'saved_posts',
] as const

/**
 * Takes everything away that belongs to a post but its own row, which must be locked: also what waits to be shared
 * from it, and what somebody had begun to answer or to change.
 */
export async function erasePost(ctx: Pick<TransactionCtx, 'db' | 'clock'>, postId: string): Promise<void> {
  await revokePending(ctx, postId)
  await removePostImages(ctx, postId)
  await eraseDrafts(ctx, postId)
  for (const table of hanging) {
    await sql`delete from ${sql.table(table)} where post_id = ${postId}`.execute(ctx.db)
  }
  // Whoever was told that moderators removed it can still find out why.
  await ctx.db
    .deleteFrom('notifications')
    .where('postId', '=', postId)
    .where('kind', '<>', 'post-removed')
    .execute()
}

/** Before its comments are gone, for by them the drafts below it are found. */
async function eraseDrafts(ctx: Pick<TransactionCtx, 'db'>, postId: string): Promise<void> {
  await sql`delete from drafts where place = any(${[commentPlaceOf(postId), postChangeOf(postId)]})
    or place in (select word || comment.id from comments comment, (values ('reply:'), ('edit-comment:')) words (word)
      where comment.post_id = ${postId})`.execute(ctx.db)
}
