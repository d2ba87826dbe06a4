import type { MemberCtx } from '../context.ts'
import type { DB } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Result } from '../result.ts'
import { lockMember } from './lock-member.ts'

type GrantName = DB['memberGrants']['permission']

/** What moderators allow one member beyond her role: to invite, to post alerts, to write for others. */
export const grantNames: readonly GrantName[] = ['invite', 'alert', 'outreach']

/** Allows a member exactly these things; every change is recorded. Unknown ones are ignored. */
export async function changeGrants(
  ctx: MemberCtx,
  { memberId, grants }: { readonly memberId: string; readonly grants: readonly string[] },
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'member.grant')) return forbidden()
  const wished = grantNames.filter((name) => grants.includes(name))
  return inTransaction(ctx, async (trx) => {
    const member = await lockMember(trx, memberId)
    if (!member.ok) return member
    const rows = await trx.db
      .selectFrom('memberGrants')
      .select('permission')
      .where('memberId', '=', memberId)
      .execute()
    const held = rows.map(({ permission }) => permission)
    const given = wished.filter((name) => !held.includes(name))
    const taken = held.filter((name) => !wished.includes(name))
    if (given.length > 0) {
      await trx.db
        .insertInto('memberGrants')
        .values(given.map((permission) => ({ memberId, permission })))
        .execute()
    }
    if (taken.length > 0) {
      await trx.db
        .deleteFrom('memberGrants')
        .where('memberId', '=', memberId)
        .where('permission', 'in', taken)
        .execute()
    }
    for (const _ of given) await recordAct(trx, 'grant-given', memberId)
    for (const _ of taken) await recordAct(trx, 'grant-taken', memberId)
    return ok()
  })
}
