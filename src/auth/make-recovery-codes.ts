import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { sha256 } from '../hashing.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Result } from '../result.ts'
import { checkPassphrase } from './check-passphrase.ts'

const codesAtOnce = 8

/** 80 bits, four groups of four on paper: beyond guessing, also for whoever holds a copy of the database. */
const codeLength = 16

/**
 * Makes codes to print, each good for one new passphrase. They are handed out this once; only their hashes are
 * stored. The ones before are void. Refuses a wrong passphrase, and more than ten tries an hour.
 */
export async function makeRecoveryCodes(
  ctx: MemberCtx,
  { passphrase }: { readonly passphrase: string },
): Promise<Result<{ codes: readonly string[] }>> {
  if (!can(ctx.actor, 'recovery.prepare', 'author')) return forbidden()
  const known = await checkPassphrase(ctx, passphrase, 'passphrase')
  if (!known.ok) return known
  const { memberId } = ctx.actor
  const codes = Array.from({ length: codesAtOnce }, () => ctx.random.token().slice(0, codeLength))
  const rows = await Promise.all(codes.map(async (code) => ({ codeHash: await sha256(code), memberId })))
  return inTransaction(ctx, async ({ db }) => {
    // Two devices at once: the second waits here, and the codes of the first are void.
    await db
      .selectFrom('credentials')
      .select('memberId')
      .where('memberId', '=', memberId)
      .forUpdate()
      .execute()
    await db.deleteFrom('recoveryCodes').where('memberId', '=', memberId).execute()
    await db.insertInto('recoveryCodes').values(rows).execute()
    return ok({ codes })
  })
}
