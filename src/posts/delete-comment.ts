import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result } from '../result.ts'
import type { CommentTarget } from './comment-queries.ts'
import { emptiedComment, eraseComments } from './erase-comments.ts'
import { holdComment } from './hold-comment.ts'

/**
 * Deletes a comment of hers: its words, old and new, who wrote them, and what hung on it. Its empty place stays for
 * the answers below it. What moderators take away of others is another use case, with a reason and a way back.
 * Refuses: missing, forbidden.
 */
export const deleteComment = (
  ctx: MemberCtx,
  { commentId }: { readonly commentId: string },
): Promise<Result<{ target: CommentTarget }>> =>
  inTransaction(ctx, async (trx) => {
    const comment = await holdComment(trx, commentId)
    if (!comment) return missing()
    if (!can(trx.actor, 'comment.delete', comment.isMine ? 'author' : 'reader')) return forbidden()
    await trx.db
      .updateTable('comments')
      .set(emptiedComment(trx.clock.now()))
      .where('id', '=', commentId)
      .execute()
    await eraseComments(trx, [commentId])
    return ok({ target: comment.target })
  })
