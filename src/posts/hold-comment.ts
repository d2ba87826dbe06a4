import { sql } from 'kysely'
import type { MemberTransactionCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { type CommentTarget, visibleComment } from './comment-queries.ts'

export interface HeldComment {
  readonly target: CommentTarget
  readonly body: string
  readonly editedAt: Date | null
  readonly isMine: boolean
}

/** A comment that is there and that this member can see, locked until the transaction ends. */
export async function holdComment(
  ctx: MemberTransactionCtx,
  commentId: string,
): Promise<HeldComment | undefined> {
  if (!couldBeId(commentId)) return undefined
  const row = await ctx.db
    .selectFrom('comments as comment')
    .leftJoin('commentAuthors as author', 'author.commentId', 'comment.id')
    .select(['comment.postId', 'comment.alliedPostId', 'comment.body', 'comment.editedAt'])
    .select(sql<boolean>`coalesce(author.member_id = ${ctx.actor.memberId}, false)`.as('isMine'))
    .where('comment.id', '=', commentId)
    .where('comment.deletedAt', 'is', null)
    .where(visibleComment(ctx))
    .forUpdate('comment')
    .executeTakeFirst()
  if (!row) return undefined
  const { postId, alliedPostId, ...comment } = row
  if (postId !== null) return { ...comment, target: { postId } }
  if (alliedPostId !== null) return { ...comment, target: { alliedPostId } }
  return undefined
}
