import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { isWatched } from '../moderation/watch-list.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import { judgeStanding } from '../standing/judge-standing.ts'
import type { CommentTarget } from './comment-queries.ts'
import { dropDraft } from './drop-draft.ts'
import { holdComment } from './hold-comment.ts'
import { keepMentions } from './mention-people.ts'
import { keepRevision } from './revisions.ts'
import { judgeComment, nextEdit, versionOf } from './rules.ts'
import { tellMentioned } from './tell-thread.ts'
import { commentChangeOf } from './writing-places.ts'

export interface EditComment {
  readonly commentId: string
  /** Of the text she started from (`versionOf`). */
  readonly version: string
  readonly text: string
}

/**
 * Changes a comment of hers; moderators can read for a day what it said before. Whom it calls only now is told, and
 * words that are watched let it wait for a moderator. Refuses: missing, forbidden for others' comments and while she
 * is muted, invalid beside `text`, conflict when it was edited meanwhile on another device.
 */
export const editComment = (
  ctx: MemberCtx,
  input: EditComment,
): Promise<Result<{ target: CommentTarget; isHeld: boolean }>> =>
  inTransaction(ctx, async (trx) => {
    const { commentId, text } = input
    const comment = await holdComment(trx, commentId)
    if (!comment) return missing()
    if (!can(trx.actor, 'comment.edit', comment.isMine ? 'author' : 'reader')) return forbidden()
    const [first, ...more] = [
      ...(await judgeStanding(trx, { isAnonymous: comment.anonymous })),
      ...judgeComment(text),
    ]
    if (first) return refuse(first, ...more)
    if (input.version !== versionOf(comment.editedAt)) {
      return refuse({ kind: 'conflict', message: 'post.errors.editedMeanwhile' })
    }
    await dropDraft(trx, commentChangeOf(commentId))
    const { target } = comment
    const now = trx.clock.now()
    if (text === comment.body) return ok({ target, isHeld: comment.heldAt !== null })
    // What waits already waits on: only a moderator lets it pass.
    const heldAt = comment.heldAt ?? ((await isWatched(trx, text)) ? now : null)
    await keepRevision(trx, { commentId }, comment.body)
    await trx.db
      .updateTable('comments')
      .set({ body: text, editedAt: nextEdit(now, comment.editedAt), heldAt })
      .where('id', '=', commentId)
      .execute()
    const called = await keepMentions(trx, { commentId, target, text })
    if (heldAt === null) await tellMentioned(trx, commentId, called)
    return ok({ target, isHeld: heldAt !== null })
  })
