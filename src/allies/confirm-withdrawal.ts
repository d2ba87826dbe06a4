import { dayOf } from '../days.ts'
import { ok, type Result } from '../result.ts'
import { receiveActivity } from './receive-activity.ts'
import type { RemoteActivity, RemoteCtx } from './remote.ts'

export interface ConfirmWithdrawal {
  readonly activity: RemoteActivity
  /** The Delete of ours that is acknowledged. */
  readonly deleteActivityUri: string
}

/**
 * An allied community says that it deleted what we asked it to: the receipt of its host, and of no other, becomes
 * `confirmed`. Anything that we did not send there, or that takes nothing back, is dropped.
 */
export async function confirmWithdrawal(
  ctx: RemoteCtx,
  { activity, deleteActivityUri }: ConfirmWithdrawal,
): Promise<Result<undefined>> {
  return receiveActivity(ctx, activity, async (trx) => {
    const withdrawals = trx.db
      .selectFrom('activities')
      .innerJoin('editions', 'editions.id', 'activities.editionId')
      .select('activities.id')
      .where('activities.uri', '=', deleteActivityUri)
      .where('editions.withdrawnOn', 'is not', null)
    await trx.db
      .updateTable('deliveries')
      .set({ state: 'confirmed', nextAttemptAt: null, settledOn: dayOf(trx.clock.now()) })
      .where('activityId', 'in', withdrawals)
      .where('host', '=', trx.actor.host)
      .where('state', '<>', 'confirmed')
      .execute()
    return ok()
  })
}
