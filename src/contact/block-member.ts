import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result } from '../result.ts'
import { ownConversation } from './conversations.ts'

/**
 * "Do not let her write to me", or let her again. One-sided, and told to nobody. Refuses: missing for every thread but
 * one of her own with a member.
 */
export const blockMember = (
  ctx: MemberCtx,
  { conversationId, isBlocked }: { readonly conversationId: string; readonly isBlocked: boolean },
): Promise<Result<undefined>> =>
  inTransaction(ctx, async (trx) => {
    if (!couldBeId(conversationId)) return missing()
    const { memberId } = trx.actor
    const thread = await trx.db
      .selectFrom('conversations as held')
      .select(['held.memberId', 'held.otherId'])
      .where('held.id', '=', conversationId)
      .where('held.kind', '=', 'members')
      .where(ownConversation(trx, 'held'))
      .executeTakeFirst()
    const blockedId = thread?.memberId === memberId ? thread.otherId : thread?.memberId
    if (!blockedId) return missing()
    if (!can(trx.actor, 'message.block', 'allowed')) return forbidden()
    if (isBlocked) {
      await trx.db
        .insertInto('conversationBlocks')
        .values({ memberId, blockedId })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    } else {
      await trx.db
        .deleteFrom('conversationBlocks')
        .where('memberId', '=', memberId)
        .where('blockedId', '=', blockedId)
        .execute()
    }
    return ok()
  })
