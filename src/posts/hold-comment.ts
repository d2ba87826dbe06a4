import { sql } from 'kysely'
import type { MemberTransactionCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { isAuthor, visibleComment } from '../policy/visibility.ts'
import type { CommentTarget } from './comment-queries.ts'

export interface HeldComment {
  readonly target: CommentTarget
  readonly body: string
  readonly editedAt: Date | null
  readonly anonymous: boolean
  /** Since when it waits for a moderator. */
  readonly heldAt: Date | null
  readonly isMine: boolean
}

/** A comment that stands and that this member can see, locked until the transaction ends. */
export async function holdComment(
  ctx: MemberTransactionCtx,
  commentId: string,
): Promise<HeldComment | undefined> {
  if (!couldBeId(commentId)) return undefined
  const row = await ctx.db
    .selectFrom('comments as comment')
    .select(['comment.postId', 'comment.alliedPostId', 'comment.body', 'comment.editedAt'])
    .select(['comment.anonymous', 'comment.heldAt'])
    .select(isAuthor(ctx, 'comment', sql.ref('comment.id')).as('isMine'))
    .where('comment.id', '=', commentId)
    .where(visibleComment(ctx, 'comment'))
    .forUpdate('comment')
    .executeTakeFirst()
  if (!row) return undefined
  const { postId, alliedPostId, ...comment } = row
  if (postId !== null) return { ...comment, target: { postId } }
  if (alliedPostId !== null) return { ...comment, target: { alliedPostId } }
  return undefined
}
