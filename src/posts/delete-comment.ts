import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result } from '../result.ts'
import type { CommentTarget } from './comment-queries.ts'
import { holdComment } from './hold-comment.ts'

/**
 * Deletes a comment: its words and who wrote them. Its empty place stays for the answers below it. The author may, and
 * a moderator who can see it, which is recorded. Refuses: missing, forbidden.
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
      .set({ body: '', editedAt: null, deletedAt: trx.clock.now() })
      .where('id', '=', commentId)
      .execute()
    await trx.db.deleteFrom('commentAuthors').where('commentId', '=', commentId).execute()
    if (!comment.isMine) await recordAct(trx, 'comment-removed', commentId)
    return ok({ target: comment.target })
  })
