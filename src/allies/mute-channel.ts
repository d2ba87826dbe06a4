import type { MemberCtx } from '../context.ts'
import { dayOf } from '../days.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result } from '../result.ts'

interface MuteChannel {
  readonly followedChannelId: string
  readonly muted: boolean
}

/**
 * A moderator mutes a channel for everybody, or ends that: nothing of it is shown among what allies shared, and
 * nobody is told of anything in it. On its own page it can be read. Already so is fine. Refuses: missing, forbidden.
 */
export async function muteChannelForAll(
  ctx: MemberCtx,
  { followedChannelId, muted }: MuteChannel,
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'channel.follow')) return forbidden()
  if (!couldBeId(followedChannelId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const changed = await trx.db
      .updateTable('followedChannels')
      .set({ mutedOn: muted ? dayOf(trx.clock.now()) : null })
      .where('id', '=', followedChannelId)
      .where('mutedOn', muted ? 'is' : 'is not', null)
      .returning('id')
      .executeTakeFirst()
    if (changed) await recordAct(trx, muted ? 'channel-muted' : 'channel-unmuted', followedChannelId)
    else if (!(await exists(trx, followedChannelId))) return missing()
    return ok()
  })
}

/** A member does the same for herself alone. Refuses: missing, forbidden. */
export async function muteChannel(
  ctx: MemberCtx,
  { followedChannelId, muted }: MuteChannel,
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'allied-post.read')) return forbidden()
  const { memberId } = ctx.actor
  if (!couldBeId(followedChannelId)) return missing()
  return inTransaction(ctx, async (trx) => {
    if (!(await exists(trx, followedChannelId))) return missing()
    if (muted) {
      await trx.db
        .insertInto('channelMutes')
        .values({ followedChannelId, memberId })
        .onConflict((conflict) => conflict.columns(['followedChannelId', 'memberId']).doNothing())
        .execute()
    } else {
      await trx.db
        .deleteFrom('channelMutes')
        .where('followedChannelId', '=', followedChannelId)
        .where('memberId', '=', memberId)
        .execute()
    }
    return ok()
  })
}

const exists = async ({ db }: Pick<MemberCtx, 'db'>, id: string): Promise<boolean> =>
  (await db.selectFrom('followedChannels').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
