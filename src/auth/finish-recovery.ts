import { readCode } from '../codes.ts'
import type { Ctx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { sha256 } from '../hashing.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, ok, type Result, refuse } from '../result.ts'
import { admit, type Knock } from './admit.ts'
import { judgePassphrase } from './passphrases.ts'
import { recoverable, runningRecovery } from './recovery-rules.ts'
import { setPassphrase } from './set-passphrase.ts'

export interface FinishRecovery extends Omit<Knock, 'account'> {
  /** As she typed it. */
  readonly code: string
  readonly passphrase: string
}

/**
 * Gives an account another passphrase once its recovery is open; every session ends and the code is used up. Every
 * other code gets the same answer by the same work (P14). Refuses a passphrase that does not hold.
 */
export async function finishRecovery(ctx: Ctx, input: FinishRecovery): Promise<Result<{ memberId: string }>> {
  if (!can(ctx.actor, 'recovery.ask')) return forbidden()
  const [wrong] = judgePassphrase(input.passphrase)
  if (wrong) return refuse(wrong)
  const code = readCode(input.code)
  const admitted = await admit(ctx, 'recovery', { ...input, account: `look ${code}` })
  if (!admitted.ok) return admitted
  const passphraseHash = await ctx.hasher.hash(input.passphrase)
  const codeHash = await sha256(code)
  return inTransaction(ctx, async (trx) => {
    const now = trx.clock.now()
    const recovery = await trx.db
      .selectFrom('recoveries as r')
      .innerJoin('members as m', 'm.id', 'r.memberId')
      .select(['r.id', 'm.id as memberId'])
      .where('r.codeHash', '=', codeHash)
      .where('r.opensAt', '<=', now)
      .where(runningRecovery('r', now))
      .where('m.status', 'in', recoverable)
      .forUpdate('r')
      .executeTakeFirst()
    if (!recovery) return refuse(invalid('code', 'recovery.status.unknown'))
    const { id, memberId } = recovery
    await trx.db.updateTable('recoveries').set({ finishedAt: now }).where('id', '=', id).execute()
    await setPassphrase(trx, { memberId, passphraseHash })
    return ok({ memberId })
  })
}
