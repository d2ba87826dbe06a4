import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { invalid, ok, type Result, refuse } from '../result.ts'
import { lockEditableShare } from './own-share.ts'

/** Says where a share goes. Refused for answers and new versions, whose channel is settled. */
export async function chooseChannel(
  ctx: MemberCtx,
  { shareId, channelId }: { readonly shareId: string; readonly channelId: string },
): Promise<Result<undefined>> {
  return inTransaction(ctx, async (trx) => {
    const share = await lockEditableShare(trx, shareId)
    if (!share.ok) return share
    if (share.value.followedChannelId !== null || share.value.editionId !== null) {
      return refuse({ kind: 'conflict', message: 'shares.errors.channelSettled' })
    }
    const channel = await trx.db
      .selectFrom('channels')
      .select('id')
      .where('id', '=', channelId)
      .executeTakeFirst()
    if (!channel) return refuse(invalid('channel', 'shares.errors.channel'))
    await trx.db.updateTable('shares').set({ channelId }).where('id', '=', shareId).execute()
    return ok()
  })
}
