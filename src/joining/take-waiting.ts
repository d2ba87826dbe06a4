import type { TransactionCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { missing, ok, type Result, refuse } from '../result.ts'

export interface WaitingApplication {
  readonly displayName: string
  readonly signInNameKey: string
  readonly passphraseHash: string
  readonly locale: string
}

/**
 * Holds an application for the rest of the transaction, so that of two moderators who decide at once the second finds
 * it decided. Refuses what is not there, and with `conflict` what is decided already.
 */
export async function takeWaiting(
  ctx: Pick<TransactionCtx, 'db'>,
  applicationId: string,
): Promise<Result<WaitingApplication>> {
  if (!couldBeId(applicationId)) return missing()
  const row = await ctx.db
    .selectFrom('applications')
    .select(['state', 'displayName', 'signInNameKey', 'passphraseHash', 'locale'])
    .where('id', '=', applicationId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return missing()
  const { state, displayName, signInNameKey, passphraseHash, locale } = row
  if (state !== 'waiting' || displayName === null || signInNameKey === null || passphraseHash === null) {
    return refuse({ kind: 'conflict', message: 'joining.decide.already' })
  }
  return ok({ displayName, signInNameKey, passphraseHash, locale })
}
