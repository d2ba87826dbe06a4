import type { MemberCtx, TransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { emit } from '../events/outbox.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import { endCarrying } from './carry-post.ts'

/**
 * A moderator ends following a channel: nothing new comes, and what came is not shown any more, nor passed on. What its authors take
 * back is still deleted here. Refuses: missing, forbidden, conflict (not followed any more).
 */
export async function leaveChannel(
  ctx: MemberCtx,
  { followedChannelId }: { readonly followedChannelId: string },
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'channel.follow')) return forbidden()
  if (!couldBeId(followedChannelId)) return missing()
  return inTransaction(ctx, (trx) => endFollowing(trx, followedChannelId))
}

/** The same inside a transaction, for whoever was let in already. */
export async function endFollowing(
  trx: TransactionCtx,
  followedChannelId: string,
): Promise<Result<undefined>> {
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
  await endCarrying(trx, [followedChannelId])
  await recordAct(trx, 'channel-left', followedChannelId)
  await emit(trx, { type: 'channel-left', followedChannelId })
  return ok()
}
