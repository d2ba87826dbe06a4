import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import { askToFollow } from './follow-channel.ts'
import { endFollowing } from './leave-channel.ts'
import { wasBefore } from './receive-move.ts'
import type { RemoteChannel } from './remote.ts'

/**
 * A moderator follows a channel to where it says that it went, as found there just now: the new one is asked, the old
 * one left, and the groups that showed the old one show the new one. Refuses: forbidden, missing (no such move),
 * conflict (the new address does not say any more that it is the same), and what `followChannel` refuses.
 */
export async function confirmMove(
  ctx: MemberCtx,
  { followedChannelId, target }: { readonly followedChannelId: string; readonly target: RemoteChannel },
): Promise<Result<{ followedChannelId: string }>> {
  if (!can(ctx.actor, 'channel.follow')) return forbidden()
  if (!couldBeId(followedChannelId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const move = await trx.db
      .selectFrom('channelMoves as move')
      .innerJoin('followedChannels as former', 'former.id', 'move.followedChannelId')
      .select(['move.targetUri', 'former.actorUri'])
      .where('former.id', '=', followedChannelId)
      .forUpdate()
      .executeTakeFirst()
    if (!move) return missing()
    if (move.targetUri !== target.actorUri || !wasBefore(target, move.actorUri))
      return refuse({ kind: 'conflict', message: 'allies.move.errors.changed' })
    const followed = await askToFollow(trx, target)
    const isThere = !followed.ok && followed.refusals[0].kind === 'conflict'
    if (!followed.ok && !isThere) return followed
    const left = await endFollowing(trx, followedChannelId)
    if (!left.ok) return left
    const { id: newId } = await trx.db
      .selectFrom('followedChannels')
      .select('id')
      .where('actorUri', '=', target.actorUri)
      .executeTakeFirstOrThrow()
    await trx.db
      .insertInto('channelPlacements')
      .columns(['followedChannelId', 'groupId'])
      .expression(({ selectFrom, val }) =>
        selectFrom('channelPlacements')
          .select([val(newId).as('followedChannelId'), 'groupId'])
          .where('followedChannelId', '=', followedChannelId),
      )
      .onConflict((conflict) => conflict.columns(['followedChannelId', 'groupId']).doNothing())
      .execute()
    await trx.db.deleteFrom('channelMoves').where('followedChannelId', '=', followedChannelId).execute()
    await recordAct(trx, 'channel-move-confirmed', newId)
    return ok({ followedChannelId: newId })
  })
}

/** A moderator stays with the old address: what it said is forgotten. Refuses: forbidden, missing. */
export async function dismissMove(
  ctx: MemberCtx,
  { followedChannelId }: { readonly followedChannelId: string },
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'channel.follow')) return forbidden()
  if (!couldBeId(followedChannelId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const dismissed = await trx.db
      .deleteFrom('channelMoves')
      .where('followedChannelId', '=', followedChannelId)
      .returning('followedChannelId')
      .executeTakeFirst()
    if (!dismissed) return missing()
    await recordAct(trx, 'channel-move-dismissed', followedChannelId)
    return ok()
  })
}
