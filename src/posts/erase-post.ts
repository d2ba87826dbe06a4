import { sql } from 'kysely'
import { revokePending } from '../channels/revoke-share.ts'
import type { TransactionCtx } from '../context.ts'
import { removePostImages } from '../media/remove-images.ts'
import { commentDraft } from './drop-draft.ts'

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
 * from it, and what somebody had begun to answer.
 */
export async function erasePost(ctx: Pick<TransactionCtx, 'db' | 'clock'>, postId: string): Promise<void> {
  await revokePending(ctx, postId)
  await removePostImages(ctx, postId)
  for (const table of hanging) {
    await sql`delete from ${sql.table(table)} where post_id = ${postId}`.execute(ctx.db)
  }
  // Whoever was told that moderators removed it can still find out why.
  await ctx.db
    .deleteFrom('notifications')
    .where('postId', '=', postId)
    .where('kind', '<>', 'post-removed')
    .execute()
  await ctx.db.deleteFrom('drafts').where('place', '=', commentDraft(postId)).execute()
}
