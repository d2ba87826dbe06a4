import type { MemberCtx } from '../context.ts'

/**
 * Remembers the last message she saw in a conversation, without a time, and takes its notices as seen. For the author
 * of an anonymous post nothing is remembered, because it would join her to the post (P8).
 */
export async function markRead(
  ctx: MemberCtx,
  conversation: { readonly id: string; readonly isAboutPost?: boolean },
  lastMessageId: string | undefined,
): Promise<void> {
  const { memberId } = ctx.actor
  const { id: conversationId, isAboutPost = false } = conversation
  if (lastMessageId !== undefined && !isAboutPost) {
    await ctx.db
      .insertInto('conversationReads')
      .columns(['conversationId', 'memberId', 'lastMessageId'])
      // Selected and not named: a message may be purged at this very moment.
      .expression((eb) =>
        eb
          .selectFrom('messages')
          .select(['messages.conversationId', eb.val(memberId).as('memberId'), 'messages.id'])
          .where('messages.id', '=', lastMessageId)
          .where('messages.conversationId', '=', conversationId),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['conversationId', 'memberId'])
          .doUpdateSet((eb) => ({ lastMessageId: eb.ref('excluded.lastMessageId') })),
      )
      .execute()
  }
  await ctx.db
    .updateTable('notifications')
    .set({ seen: true })
    .where('memberId', '=', memberId)
    .where('kind', '=', 'message')
    .where('seen', '=', false)
    .where('conversationId', isAboutPost ? 'is' : '=', isAboutPost ? null : conversationId)
    .execute()
}
