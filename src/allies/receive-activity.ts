import type { DatabaseTransaction, RemoteActor } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { forbidden, ok, type Result } from '../result.ts'
import { type RemoteActivity, type RemoteCtx, recordActivity } from './remote.ts'
import { hostOf } from './rules.ts'

export type RemoteTransaction = Omit<RemoteCtx, 'db'> & { readonly db: DatabaseTransaction }

/**
 * Lets an activity work once, in one transaction with the note that it did. An activity that was seen before is ok
 * and changes nothing; one that is refused leaves no trace. Refuses an id that is not of the actor's own host, and
 * whatever comes of a server that may not speak with us, unless `mayBeRefused` says that this is taken of it still.
 */
export async function receiveActivity(
  ctx: RemoteCtx,
  activity: RemoteActivity,
  work: (trx: RemoteTransaction) => Promise<Result<undefined>>,
  taken: { readonly mayBeRefused?: boolean } = {},
): Promise<Result<undefined>> {
  if (!isOwnActivity(ctx.actor, activity)) return forbidden()
  return inTransaction(ctx, async (trx) => {
    const recorded = await recordActivity(trx, activity, taken)
    if (recorded === 'refused') return forbidden()
    return recorded === 'new' ? work(trx) : ok()
  })
}

/** Whether an activity has an id of its actor's own host. */
export const isOwnActivity = ({ uri, host }: RemoteActor, activity: RemoteActivity): boolean =>
  hostOf(uri) === host && activity.host === host && hostOf(activity.uri) === host
