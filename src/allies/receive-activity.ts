import type { DatabaseTransaction } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { forbidden, ok, type Result } from '../result.ts'
import { type RemoteActivity, type RemoteCtx, recordActivity } from './remote.ts'
import { hostOf } from './rules.ts'

export type RemoteTransaction = Omit<RemoteCtx, 'db'> & { readonly db: DatabaseTransaction }

/**
 * Lets an activity work once, in one transaction with the note that it did. An activity that was seen before is ok
 * and changes nothing; one that is refused leaves no trace. Refuses an id that is not of the actor's own host.
 */
export async function receiveActivity(
  ctx: RemoteCtx,
  activity: RemoteActivity,
  work: (trx: RemoteTransaction) => Promise<Result<undefined>>,
): Promise<Result<undefined>> {
  const { uri, host } = ctx.actor
  const isOwn = hostOf(uri) === host && activity.host === host && hostOf(activity.uri) === host
  if (!isOwn) return forbidden()
  return inTransaction(ctx, async (trx) => ((await recordActivity(trx, activity)) ? work(trx) : ok()))
}
