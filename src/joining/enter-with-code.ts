import { admit, type Knock } from '../auth/admit.ts'
import { readCode } from '../codes.ts'
import type { Ctx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { isSignInNameTaken, lockNames } from '../members/lock-names.ts'
import { judgeSignInName, nameKey } from '../members/names.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, ok, type Result, refuse } from '../result.ts'
import { readByCode } from './look-up-status.ts'

export interface EnterWithCode extends Knock {
  /** As she typed it. */
  readonly code: string
  /** Another sign-in name, where the one she wished for was taken; otherwise it counts for nothing. */
  readonly signInName: string
}

/**
 * Lets an approved applicant in with her code, for as long as her name is not settled. If somebody else has the
 * sign-in name she wished for, she chooses another here first. Refuses every other code alike (P14).
 */
export async function enterWithCode(ctx: Ctx, input: EnterWithCode): Promise<Result<{ memberId: string }>> {
  if (!can(ctx.actor, 'application.enter')) return forbidden()
  const code = readCode(input.code)
  const admitted = await admit(ctx, 'status', { ...input, account: code })
  if (!admitted.ok) return admitted
  const row = await readByCode(ctx, code)
  if (row?.state !== 'approved' || row.memberId === null) {
    return refuse(invalid('code', 'joining.status.unknown'))
  }
  const { memberId } = row
  if (row.signInNameKey !== null) return ok({ memberId })
  const [wrong] = judgeSignInName(input.signInName)
  if (wrong) return refuse(wrong)
  const signInNameKey = nameKey(input.signInName)
  if (signInNameKey === nameKey(row.displayName ?? '')) {
    return refuse(invalid('signInName', 'members.displayName.sameAsSignIn'))
  }
  return inTransaction(ctx, async (trx) => {
    await lockNames(trx)
    if (await isSignInNameTaken(trx, signInNameKey)) {
      return refuse(invalid('signInName', 'members.signInName.taken'))
    }
    const chosen = await trx.db
      .updateTable('credentials')
      .set({ signInNameKey })
      .where('memberId', '=', memberId)
      .where('signInNameKey', 'is', null)
      .executeTakeFirst()
    // Somebody came in with the same code a moment ago: whoever it was, the name is hers to know, not ours to change.
    return chosen.numUpdatedRows === 1n ? ok({ memberId }) : refuse(invalid('code', 'joining.status.unknown'))
  })
}
