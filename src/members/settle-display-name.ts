import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, missing, ok, type Result, refuse } from '../result.ts'
import { isDisplayNameTaken, lockNames } from './lock-names.ts'
import { judgeDisplayName, nameKey } from './names.ts'

/**
 * Settles the name that others see, once, after approval (P1). It must differ from her sign-in name, from everybody's
 * display name and from every pen name. From then on her status code opens nothing any more. Refuses a name that
 * does not hold or is taken; missing when her name is settled already.
 */
export async function settleDisplayName(
  ctx: MemberCtx,
  { displayName }: { readonly displayName: string },
): Promise<Result<undefined>> {
  const { memberId } = ctx.actor
  if (!can(ctx.actor, 'member.settle-name', 'author')) return forbidden()
  const [wrong] = judgeDisplayName(displayName)
  if (wrong) return refuse(wrong)
  const displayNameKey = nameKey(displayName)
  return inTransaction(ctx, async (trx) => {
    await lockNames(trx)
    const credentials = await trx.db
      .selectFrom('credentials')
      .select('signInNameKey')
      .where('memberId', '=', memberId)
      .executeTakeFirst()
    if (credentials?.signInNameKey === displayNameKey) {
      return refuse(invalid('displayName', 'members.displayName.sameAsSignIn'))
    }
    if (await isDisplayNameTaken(trx, memberId, displayNameKey)) {
      return refuse(invalid('displayName', 'members.displayName.taken'))
    }
    const settled = await trx.db
      .updateTable('members')
      .set({ displayName, displayNameKey, displayNameSettled: true })
      .where('id', '=', memberId)
      .where('displayNameSettled', '=', false)
      .executeTakeFirst()
    if (settled.numUpdatedRows !== 1n) return missing()
    await trx.db.deleteFrom('applications').where('memberId', '=', memberId).execute()
    return ok()
  })
}
