import type { MemberCtx } from '../context.ts'
import { typedNameKey } from '../members/names.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, ok, type Result, refuse } from '../result.ts'
import { checkPassphrase } from './check-passphrase.ts'

export interface NameHelper {
  readonly displayName: string
  readonly passphrase: string
}

/**
 * Names the one member whose word helps her in when her passphrase is lost. The one named is not told. Refuses a wrong
 * passphrase, and more than ten tries an hour: whoever holds her phone could else name herself. Refuses also herself,
 * and a name that no active member has.
 */
export async function nameHelper(
  ctx: MemberCtx,
  { displayName, passphrase }: NameHelper,
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'recovery.prepare', 'author')) return forbidden()
  const known = await checkPassphrase(ctx, passphrase, 'passphrase')
  if (!known.ok) return known
  const { memberId } = ctx.actor
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

/** Takes back whom she named; nothing happens when she named nobody. */
export async function dropHelper(ctx: MemberCtx): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'recovery.prepare', 'author')) return forbidden()
  await ctx.db.deleteFrom('recoveryHelpers').where('memberId', '=', ctx.actor.memberId).execute()
  return ok()
}
