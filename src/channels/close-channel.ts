import type { MemberCtx } from '../context.ts'
import { dayOf } from '../days.ts'
import { inTransaction } from '../db/transaction.ts'
import { emit } from '../events/outbox.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, ok, type Result, refuse } from '../result.ts'
import { lockChannel } from './lock-channel.ts'
import { takeBack } from './take-back.ts'

export interface CloseChannel {
  readonly slug: string
  /** What becomes of what is published there: `keep` or `take-back`. */
  readonly editions: string
  /** That she ticked that it cannot be opened again. */
  readonly understood: boolean
}

/**
 * Closes a channel for good: nothing can be published there any more, it is not found any more, and whoever follows it
 * is told that it is gone, after everything that was taken back. What is left standing can still be read where it is,
 * and be taken back. Its address is never given to anybody again; its key stays, for withdrawals still speak with it.
 * Refuses: forbidden (admins only), missing, closed already, no choice or no tick.
 */
export async function closeChannel(ctx: MemberCtx, input: CloseChannel): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'channel.close')) return forbidden()
  const { slug, editions, understood } = input
  if (editions !== 'keep' && editions !== 'take-back') {
    return refuse(invalid('editions', 'channels.errors.closeEditions'))
  }
  if (!understood) return refuse(invalid('understood', 'channels.errors.closeUnderstood'))
  return inTransaction(ctx, async (trx) => {
    const channel = await lockChannel(trx, slug)
    if (!channel.ok) return channel
    const { id, actorId } = channel.value
    const today = dayOf(trx.clock.now())
    await trx.db.updateTable('channels').set({ closedOn: today }).where('id', '=', id).execute()
    await trx.db.updateTable('actors').set({ retiredOn: today }).where('id', '=', actorId).execute()
    await trx.db.deleteFrom('channelPins').where('channelId', '=', id).execute()
    if (editions === 'take-back') {
      const standing = await trx.db
        .selectFrom('editions')
        .select('id')
        .where('channelId', '=', id)
        .where('withdrawnOn', 'is', null)
        .orderBy('id')
        .execute()
      for (const edition of standing) await takeBack(trx, edition.id)
    }
    await recordAct(trx, 'channel-closed', id)
    await emit(trx, { type: 'channel-closed', channelId: id })
    return ok()
  })
}
