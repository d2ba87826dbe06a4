import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { notify } from '../notifications/notify.ts'
import { can } from '../policy/permissions.ts'
import { standing } from '../policy/visibility.ts'
import { forbidden, missing, ok, type Result } from '../result.ts'
import { authorOf } from './author-of.ts'
import { holdPost } from './hold-post.ts'

export interface AcceptAnswer {
  readonly postId: string
  /** The comment that answers the question; undefined takes back what was accepted. */
  readonly commentId: string | undefined
}

/**
 * Accepts one comment as the answer to a question, instead of any other; its author is told, unless she accepts her
 * own. For the author of the question and for moderators. Refuses: missing for what is no question and for a comment
 * that does not stand below it, forbidden.
 */
export const acceptAnswer = (
  ctx: MemberCtx,
  { postId, commentId }: AcceptAnswer,
): Promise<Result<undefined>> =>
  inTransaction(ctx, async (trx) => {
    const post = await holdPost(trx, postId)
    if (post?.kind !== 'question') return missing()
    if (!can(trx.actor, 'answer.accept', post.isMine ? 'author' : 'reader')) return forbidden()
    if (post.acceptedCommentId === (commentId ?? null)) return ok()
    const set = async (acceptedCommentId: string | null) => {
      await trx.db.updateTable('posts').set({ acceptedCommentId }).where('id', '=', postId).execute()
      if (!post.isMine) await recordAct(trx, 'answer-chosen', postId)
    }
    if (commentId === undefined) {
      await set(null)
      return ok()
    }
    if (!couldBeId(commentId)) return missing()
    const answer = await trx.db
      .selectFrom('comments as comment')
      .select(authorOf('comment', sql.ref('comment.id')).as('author'))
      .where('comment.id', '=', commentId)
      .where('comment.postId', '=', postId)
      .where(standing(trx, 'comment', 'comment'))
      // What waits for a moderator is not put on top before.
      .where('comment.heldAt', 'is', null)
      .executeTakeFirst()
    if (!answer) return missing()
    await set(commentId)
    const { author } = answer
    if (author !== null && author !== trx.actor.memberId) {
      await notify(trx, { kind: 'answer-accepted', memberIds: [author], postId, commentId })
    }
    return ok()
  })
