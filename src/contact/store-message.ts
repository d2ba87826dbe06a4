import { sql } from 'kysely'
import type { TransactionCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { notify } from '../notifications/notify.ts'
import { ok, type Result, refuse } from '../result.ts'

export interface NewMessage {
  readonly conversationId: string
  /** Becomes the message's id, made with the form, so that a form sent twice says it once. */
  readonly submission: string
  /** Null for the author of an anonymous post, who stands nowhere beside her words (P8). */
  readonly authorId: string | null
  readonly fromModerators: boolean
  readonly text: string
}

/**
 * Writes a message and turns the conversation over to the other side. Gives false for a form that was sent before;
 * refuses with conflict when that said something else.
 */
export async function storeMessage(
  ctx: TransactionCtx,
  { conversationId, submission: id, authorId, fromModerators, text: body }: NewMessage,
): Promise<Result<boolean>> {
  if (!couldBeId(id)) return refuse({ kind: 'invalid', message: 'post.errors.sendAgain' })
  const createdAt = ctx.clock.now()
  const inserted = await ctx.db
    .insertInto('messages')
    .values({ id, conversationId, authorId, fromModerators, body, createdAt })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) {
    const same = await ctx.db
      .selectFrom('messages')
      .select('id')
      .where('id', '=', id)
      .where('conversationId', '=', conversationId)
      .where('fromModerators', '=', fromModerators)
      .where(sql<boolean>`author_id is not distinct from ${authorId}`)
      .where('body', '=', body)
      .executeTakeFirst()
    return same ? ok(false) : refuse({ kind: 'conflict', message: 'post.errors.sentBefore' })
  }
  await ctx.db
    .updateTable('conversations')
    .set({
      lastMessageAt: createdAt,
      needsAnswer: sql<boolean>`kind <> 'members' and ${!fromModerators}`,
    })
    .where('id', '=', conversationId)
    .execute()
  return ok(true)
}

/**
 * Tells members of a message, but not again those who have not looked at the last notice of it yet. Without a
 * conversation it only says that there is one.
 */
export async function notifyOfMessage(
  ctx: TransactionCtx,
  memberIds: readonly string[],
  conversationId?: string,
): Promise<void> {
  if (memberIds.length === 0) return
  const told = await ctx.db
    .selectFrom('notifications')
    .select('memberId')
    .where('memberId', 'in', memberIds)
    .where('kind', '=', 'message')
    .where('seen', '=', false)
    .where('conversationId', conversationId === undefined ? 'is' : '=', conversationId ?? null)
    .execute()
  const before = new Set(told.map(({ memberId }) => memberId))
  await notify(ctx, {
    kind: 'message',
    memberIds: memberIds.filter((memberId) => !before.has(memberId)),
    ...(conversationId === undefined ? {} : { conversationId }),
  })
}
