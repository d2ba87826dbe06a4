import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result } from '../result.ts'
import { readRecipient } from './recipients.ts'

/**
 * Says that what a member wrote last needs no answer: it leaves the queue until she writes again. Refuses: missing,
 * forbidden to all but moderators.
 */
export async function closeContact(
  ctx: MemberCtx,
  { recipientId }: { readonly recipientId: string },
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'contact.answer')) return forbidden()
  return inTransaction(ctx, async (trx) => {
    const recipient = await readRecipient(trx, recipientId)
    if (!recipient || recipient.conversationId === null) return missing()
    await trx.db
      .updateTable('conversations')
      .set({ needsAnswer: false })
      .where('id', '=', recipient.conversationId)
      .execute()
    return ok()
  })
}
