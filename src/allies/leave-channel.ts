import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { emit } from '../events/outbox.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'

/**
 * A moderator ends following a channel: nothing new comes, and what came is not shown any more. What its authors take
 * back is still deleted here. Refuses: missing, forbidden, conflict (not followed any more).
 */
export async function leaveChannel(
  ctx: MemberCtx,
  { followedChannelId }: { readonly followedChannelId: string },
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'channel.follow')) return forbidden()
  if (!couldBeId(followedChannelId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const channel = await trx.db
      .selectFrom('followedChannels')
      .select('state')
      .where('id', '=', followedChannelId)
      .forUpdate()
      .executeTakeFirst()
    if (!channel) return missing()
    if (channel.state !== 'requested' && channel.state !== 'following') {
      return refuse({ kind: 'conflict', message: 'allies.errors.decided' })
    }
    await trx.db
      .updateTable('followedChannels')
      .set({ state: 'left', decidedAt: trx.clock.now() })
      .where('id', '=', followedChannelId)
      .execute()
    await recordAct(trx, 'channel-left', followedChannelId)
    await emit(trx, { type: 'channel-left', followedChannelId })
    return ok()
  })
}
