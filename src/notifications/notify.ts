import type { TransactionCtx } from '../context.ts'
import type { NotificationKind } from './kinds.ts'

export interface Notice {
  readonly kind: NotificationKind
  /** Whom it is for; somebody named twice is told once. Those who are not active are left out. */
  readonly memberIds: readonly string[]
  readonly postId?: string
  readonly commentId?: string
  readonly conversationId?: string
  readonly groupId?: string
}

/**
 * Leaves word for members, in the transaction of what it is about. A notice holds ids only: its words are made when
 * it is read, through the reader's own visibility, so that it tells nothing that she may not see any more.
 */
export async function notify(ctx: TransactionCtx, notice: Notice): Promise<void> {
  const { kind, memberIds, postId, commentId, conversationId, groupId } = notice
  if (memberIds.length === 0) return
  const members = await ctx.db
    .selectFrom('members')
    .select('id')
    .where('id', 'in', [...new Set(memberIds)])
    .where('status', '=', 'active')
    .execute()
  if (members.length === 0) return
  await ctx.db
    .insertInto('notifications')
    .values(
      members.map(({ id }) => ({
        id: ctx.random.id(),
        memberId: id,
        kind,
        postId: postId ?? null,
        commentId: commentId ?? null,
        conversationId: conversationId ?? null,
        groupId: groupId ?? null,
        createdAt: ctx.clock.now(),
      })),
    )
    .execute()
}
