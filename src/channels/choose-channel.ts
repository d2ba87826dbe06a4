import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { invalid, ok, type Result, refuse } from '../result.ts'
import { lockEditableShare } from './own-share.ts'
import { takesSharesOf } from './posting.ts'

/**
 * Says where a share goes. Refused for answers and new versions, whose channel is settled, and for channels that are
 * closed, have moved, or are not for her to write for.
 */
export async function chooseChannel(
  ctx: MemberCtx,
  { shareId, channelId }: { readonly shareId: string; readonly channelId: string },
): Promise<Result<undefined>> {
  return inTransaction(ctx, async (trx) => {
    const share = await lockEditableShare(trx, shareId)
    if (!share.ok) return share
    if (share.value.inReplyTo !== null || share.value.editionId !== null) {
      return refuse({ kind: 'conflict', message: 'shares.errors.channelSettled' })
    }
    const channel = await trx.db
      .selectFrom('channels')
      .select('id')
      .where('id', '=', channelId)
      .where(takesSharesOf(sql`${trx.actor.memberId}`, 'channels'))
      .executeTakeFirst()
    if (!channel) return refuse(invalid('channel', 'shares.errors.channel'))
    await trx.db.updateTable('shares').set({ channelId }).where('id', '=', shareId).execute()
    return ok()
  })
}
