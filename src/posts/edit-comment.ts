import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import type { CommentTarget } from './comment-queries.ts'
import { holdComment } from './hold-comment.ts'
import { judgeComment, nextEdit, versionOf } from './rules.ts'

export interface EditComment {
  readonly commentId: string
  /** Of the text she started from (`versionOf`). */
  readonly version: string
  readonly text: string
}

/**
 * Changes a comment of hers. Refuses: missing, forbidden for others' comments, invalid beside `text`, conflict when it
 * was edited meanwhile on another device.
 */
export const editComment = (ctx: MemberCtx, input: EditComment): Promise<Result<{ target: CommentTarget }>> =>
  inTransaction(ctx, async (trx) => {
    const comment = await holdComment(trx, input.commentId)
    if (!comment) return missing()
    if (!can(trx.actor, 'comment.edit', comment.isMine ? 'author' : 'reader')) return forbidden()
    const [first, ...more] = judgeComment(input.text)
    if (first) return refuse(first, ...more)
    if (input.version !== versionOf(comment.editedAt)) {
      return refuse({ kind: 'conflict', message: 'post.errors.editedMeanwhile' })
    }
    if (input.text !== comment.body) {
      const editedAt = nextEdit(trx.clock.now(), comment.editedAt)
      await trx.db
        .updateTable('comments')
        .set({ body: input.text, editedAt })
        .where('id', '=', input.commentId)
        .execute()
    }
    return ok({ target: comment.target })
  })
