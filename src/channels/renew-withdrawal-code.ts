import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { sha256 } from '../hashing.ts'
import { ok, type Result, refuse } from '../result.ts'
import { lockOwnShare } from './own-share.ts'

/** Gives the author a new withdrawal code, in place of the one she had; returned once, kept as a hash. */
export async function renewWithdrawalCode(
  ctx: MemberCtx,
  { shareId }: { readonly shareId: string },
): Promise<Result<{ withdrawalCode: string }>> {
  return inTransaction(ctx, async (trx) => {
    const share = await lockOwnShare(trx, shareId)
    if (!share.ok) return share
    const { editionId, state } = share.value
    const withdrawalCode = trx.random.token()
    const withdrawalCodeHash = await sha256(withdrawalCode)
    if (editionId !== null) {
      await trx.db.updateTable('editions').set({ withdrawalCodeHash }).where('id', '=', editionId).execute()
      return ok({ withdrawalCode })
    }
    if (state !== 'proposed') return refuse({ kind: 'conflict', message: 'shares.errors.noCodeYet' })
    await trx.db.updateTable('shares').set({ withdrawalCodeHash }).where('id', '=', shareId).execute()
    return ok({ withdrawalCode })
  })
}
