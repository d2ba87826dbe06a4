import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Result, refuse } from '../result.ts'
import { freezeAccount } from './freeze-account.ts'
import { lockMember } from './lock-member.ts'
import { activeHolders } from './role-holders.ts'

/**
 * "They took her phone": any moderator stops everything of an account, a moderator's too, in one transaction and
 * without a reason (P12). Freezing what is frozen is no mistake. Refused for her own: another moderator does it for
 * her, for a freeze by mistake could leave nobody to lift it.
 */
export async function freezeMember(
  ctx: MemberCtx,
  { memberId }: { readonly memberId: string },
): Promise<Result<{ freezeId: string }>> {
  if (!can(ctx.actor, 'member.freeze')) return forbidden()
  return inTransaction(ctx, async (trx) => {
    // Both, in one order: of two moderators who freeze each other the second finds herself frozen, and one is left.
    for (const id of [memberId, trx.actor.memberId].toSorted()) await lockMember(trx, id)
    if (!(await activeHolders(trx, 'moderator')).includes(trx.actor.memberId)) return forbidden()
    const member = await lockMember(trx, memberId)
    if (!member.ok) return member
    if (memberId === trx.actor.memberId) {
      return refuse({ kind: 'forbidden', message: 'standing.errors.freezeOneself' })
    }
    const freeze = await freezeAccount(trx, memberId)
    if (member.value.status !== 'frozen') {
      await recordAct(trx, 'frozen', memberId)
      return ok(freeze)
    }
    // Somebody still fears for her: whoever asked to lift it has to ask again.
    await trx.db
      .updateTable('freezes')
      .set({ firstLifterId: null })
      .where('id', '=', freeze.freezeId)
      .execute()
    return ok(freeze)
  })
}
