import { dayOf } from '../days.ts'
import { ok, type Result } from '../result.ts'
import { type RemoteTransaction, receiveActivity } from './receive-activity.ts'
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
  const work = async (trx: RemoteTransaction) => {
    const withdrawals = trx.db
      .selectFrom('activities')
      .leftJoin('editions', 'editions.id', 'activities.editionId')
      .select('activities.id')
      .where('activities.uri', '=', deleteActivityUri)
      .where('activities.type', '=', 'Delete')
      // Without an edition of its own it went to one server alone, when everything there was asked back.
      .where((eb) =>
        eb.or([eb('editions.withdrawnOn', 'is not', null), eb('activities.editionId', 'is', null)]),
      )
    await trx.db
      .updateTable('deliveries')
      .set({ state: 'confirmed', nextAttemptAt: null, settledOn: dayOf(trx.clock.now()) })
      .where('activityId', 'in', withdrawals)
      .where('host', '=', trx.actor.host)
      .where('state', '<>', 'confirmed')
      .execute()
    return ok()
  }
  // A server is asked to forget what went there when it is blocked: its word that it did is the last one taken.
  return receiveActivity(ctx, activity, work, { mayBeRefused: true })
}
