import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Result, refuse } from '../result.ts'
import { checkPassphrase } from './check-passphrase.ts'
import { judgePassphrase } from './passphrases.ts'
import { setPassphrase } from './set-passphrase.ts'

export interface ChangePassphrase {
  readonly oldPassphrase: string
  readonly passphrase: string
}

/**
 * Gives her another passphrase, if she knows the old one. Every session ends, the caller's too: the caller starts it
 * anew. Refuses a wrong old passphrase, one that does not hold, and more than ten tries an hour.
 */
export async function changePassphrase(
  ctx: MemberCtx,
  { oldPassphrase, passphrase }: ChangePassphrase,
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'passphrase.change', 'author')) return forbidden()
  const known = await checkPassphrase(ctx, oldPassphrase, 'oldPassphrase')
  if (!known.ok) return known
  const [wrong] = judgePassphrase(passphrase)
  if (wrong) return refuse(wrong)
  const passphraseHash = await ctx.hasher.hash(passphrase)
  return inTransaction(ctx, async (trx) => {
    await setPassphrase(trx, { memberId: ctx.actor.memberId, passphraseHash })
    return ok()
  })
}
