import type { MemberCtx, TransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { ok, type Result } from '../result.ts'
import { seeGroup } from './hold-group.ts'

/**
 * Makes a group quiet for her, or heard again: while quiet it sends her no notices and is not on her home page.
 * Refuses: missing for a group that she cannot read.
 */
export const muteGroup = (
  ctx: MemberCtx,
  { groupId, isMuted }: { readonly groupId: string; readonly isMuted: boolean },
): Promise<Result<undefined>> =>
  inTransaction(ctx, async (trx) => {
    const seen = await seeGroup(trx, groupId, 'group.mute')
    if (!seen.ok) return seen
    const { memberId } = trx.actor
    if (isMuted) {
      await trx.db
        .insertInto('groupMutes')
        .values({ groupId, memberId })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    } else {
      await unmute(trx, groupId, memberId)
    }
    return ok()
  })

/** Lets a member hear of a group again, as if she had never made it quiet. */
export async function unmute(
  ctx: Pick<TransactionCtx, 'db'>,
  groupId: string,
  memberId: string,
): Promise<void> {
  await ctx.db
    .deleteFrom('groupMutes')
    .where('groupId', '=', groupId)
    .where('memberId', '=', memberId)
    .execute()
}
