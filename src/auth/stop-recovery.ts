import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Result } from '../result.ts'
import { stopRecoveries } from './set-passphrase.ts'

/** "That was not me": ends every recovery of her own account, whoever agreed to it. */
export async function stopRecovery(ctx: MemberCtx): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'recovery.stop', 'author')) return forbidden()
  return inTransaction(ctx, async (trx) => {
    await stopRecoveries(trx, ctx.actor.memberId)
    return ok()
  })
}
