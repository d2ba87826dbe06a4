import { sql } from 'kysely'
import type { TransactionCtx } from '../context.ts'
import { commentChangeOf } from './writing-places.ts'

/** What a comment's own row says once it is gone: its empty place stays for the answers below it. */
export const emptiedComment = (deletedAt: Date) => ({ body: '', editedAt: null, heldAt: null, deletedAt })

/** What hangs on a comment by its id alone and goes with it. */
const hanging = [
  'comment_authors',
  'anonymous_comment_authors',
  'comment_mentions',
  'comment_reactions',
  'text_revisions',
] as const

/** Takes everything away that belongs to comments but their own rows, which must be locked. */
export async function eraseComments(
  ctx: Pick<TransactionCtx, 'db'>,
  commentIds: readonly string[],
): Promise<void> {
  if (commentIds.length === 0) return
  const isOne = sql<boolean>`comment_id = any(${[...commentIds]})`
  await ctx.db
    .updateTable('posts')
    .set({ acceptedCommentId: null })
    .where(sql<boolean>`accepted_comment_id = any(${[...commentIds]})`)
    .execute()
  for (const table of hanging) await sql`delete from ${sql.table(table)} where ${isOne}`.execute(ctx.db)
  // What she had begun to change says what stood there; what others began to answer is theirs.
  await ctx.db.deleteFrom('drafts').where('place', 'in', commentIds.map(commentChangeOf)).execute()
  // Whoever was told that moderators removed it can still find out why.
  await ctx.db.deleteFrom('notifications').where(isOne).where('kind', '<>', 'post-removed').execute()
}
