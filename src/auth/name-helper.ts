import type { MemberCtx } from '../context.ts'
import { typedNameKey } from '../members/names.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, ok, type Result, refuse } from '../result.ts'

/**
 * Names the one member whose word helps her in when her passphrase is lost; an empty name takes it back. The one named
 * is not told. Refuses herself, and a name that no active member has.
 */
export async function nameHelper(
  ctx: MemberCtx,
  { displayName }: { readonly displayName: string },
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'recovery.prepare', 'author')) return forbidden()
  const { memberId } = ctx.actor
  if (displayName === '') {
    await ctx.db.deleteFrom('recoveryHelpers').where('memberId', '=', memberId).execute()
    return ok()
  }
  const helper = await ctx.db
    .selectFrom('members')
    .select('id')
    .where('displayNameKey', '=', typedNameKey(displayName))
    .where('displayNameSettled', '=', true)
    .where('status', '=', 'active')
    .executeTakeFirst()
  if (!helper) return refuse(invalid('helper', 'recovery.helper.unknown'))
  if (helper.id === memberId) return refuse(invalid('helper', 'recovery.helper.self'))
  await ctx.db
    .insertInto('recoveryHelpers')
    .values({ memberId, helperId: helper.id })
    .onConflict((conflict) => conflict.column('memberId').doUpdateSet({ helperId: helper.id }))
    .execute()
  return ok()
}
