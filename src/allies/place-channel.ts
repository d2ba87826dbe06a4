import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { visibleGroup } from '../policy/visibility.ts'
import { forbidden, invalid, missing, ok, type Result, refuse } from '../result.ts'

/**
 * A moderator lets the posts of a channel stand on the page of a group of hers too, or no longer. Whoever reads the
 * group sees them there; the page of all that allies shared shows them as before. Already so is fine. Refuses:
 * `groupId` (no group that she reads), missing, forbidden.
 */
export async function placeChannel(
  ctx: MemberCtx,
  {
    followedChannelId,
    groupId,
    placed,
  }: { readonly followedChannelId: string; readonly groupId: string; readonly placed: boolean },
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'channel.follow')) return forbidden()
  if (!couldBeId(followedChannelId)) return missing()
  if (!couldBeId(groupId)) return refuse(invalid('groupId', 'allies.place.errors.group'))
  return inTransaction(ctx, async (trx) => {
    const channel = await trx.db
      .selectFrom('followedChannels')
      .select('id')
      .where('id', '=', followedChannelId)
      .executeTakeFirst()
    if (!channel) return missing()
    const group = await trx.db
      .selectFrom('groups')
      .select('id')
      .where('id', '=', groupId)
      .where(visibleGroup(trx, sql.ref('groups.id')))
      .executeTakeFirst()
    if (!group) return refuse(invalid('groupId', 'allies.place.errors.group'))
    const changed = placed
      ? await trx.db
          .insertInto('channelPlacements')
          .values({ followedChannelId, groupId })
          .onConflict((conflict) => conflict.columns(['followedChannelId', 'groupId']).doNothing())
          .returning('groupId')
          .executeTakeFirst()
      : await trx.db
          .deleteFrom('channelPlacements')
          .where('followedChannelId', '=', followedChannelId)
          .where('groupId', '=', groupId)
          .returning('groupId')
          .executeTakeFirst()
    if (changed) await recordAct(trx, placed ? 'channel-placed' : 'channel-unplaced', followedChannelId)
    return ok()
  })
}
