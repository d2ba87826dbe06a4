import { sql } from 'kysely'
import { readCode } from '../codes.ts'
import type { Ctx, TransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { sha256 } from '../hashing.ts'
import { typedNameKey } from '../members/names.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Result, refuse } from '../result.ts'
import { admit, type Knock } from './admit.ts'
import { judgePassphrase } from './passphrases.ts'
import { recoverable } from './recovery-rules.ts'
import { setPassphrase } from './set-passphrase.ts'

export interface RecoverWithCode extends Omit<Knock, 'account'> {
  readonly signInName: string
  /** One of her printed codes, as she typed it. */
  readonly code: string
  readonly passphrase: string
}

/**
 * Gives an account another passphrase for one of its printed codes, which is used up; every session ends. An unknown
 * name, a code that never was, is used up or another's, and a frozen account get the same answer by the same work
 * (P14). Refuses a passphrase that does not hold, and more than ten tries an hour for one name.
 */
export async function recoverWithCode(
  ctx: Ctx,
  input: RecoverWithCode,
): Promise<Result<{ memberId: string }>> {
  if (!can(ctx.actor, 'recovery.ask')) return forbidden()
  const [wrong] = judgePassphrase(input.passphrase)
  if (wrong) return refuse(wrong)
  const signInNameKey = typedNameKey(input.signInName)
  const admitted = await admit(ctx, 'recovery', { ...input, account: `code ${signInNameKey}` })
  if (!admitted.ok) return admitted
  const passphraseHash = await ctx.hasher.hash(input.passphrase)
  const codeHash = await sha256(readCode(input.code))
  return inTransaction(ctx, async (trx) => {
    const memberId = await useUp(trx, { codeHash, signInNameKey })
    if (memberId === undefined) return refuse({ kind: 'invalid', message: 'recovery.code.unknown' })
    await setPassphrase(trx, { memberId, passphraseHash })
    return ok({ memberId })
  })
}

/** Deletes the code if it belongs to the name; whoever uses it at the same moment finds nothing. */
async function useUp(
  { db }: Pick<TransactionCtx, 'db'>,
  { codeHash, signInNameKey }: { readonly codeHash: string; readonly signInNameKey: string },
): Promise<string | undefined> {
  const { rows } = await sql<{ memberId: string }>`delete from recovery_codes code
    using credentials known join members owner on owner.id = known.member_id
    where code.code_hash = ${codeHash} and code.member_id = known.member_id
      and known.sign_in_name_key = ${signInNameKey} and owner.status = any(${[...recoverable]})
    returning code.member_id`.execute(db)
  return rows[0]?.memberId
}
