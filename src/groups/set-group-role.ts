import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { missing, ok, type Result, refuse } from '../result.ts'
import { holdGroup } from './hold-group.ts'
import { judgeByHand, judgeLookedAfter } from './judge-belonging.ts'
import type { OneGroupMember } from './remove-group-member.ts'

/**
 * Makes somebody who belongs to a group its moderator, or a plain member again. Refuses: missing (the group, or she is
 * not in it), forbidden, conflict when nobody would look after the group any more.
 */
export const setGroupRole = (
  ctx: MemberCtx,
  { groupId, memberId, role }: OneGroupMember & { readonly role: 'member' | 'moderator' },
): Promise<Result<undefined>> =>
  inTransaction(ctx, async (trx) => {
    const held = await holdGroup(trx, groupId, 'group-member.change')
    if (!held.ok) return held
    const [fixed] = judgeByHand(held.value)
    if (fixed) return refuse(fixed)
    if (!couldBeId(memberId)) return missing()
    const belonging = await trx.db
      .selectFrom('groupMembers')
      .select('role')
      .where('groupId', '=', groupId)
      .where('memberId', '=', memberId)
      .forUpdate()
      .executeTakeFirst()
    if (!belonging) return missing()
    if (belonging.role === role) return ok()
    await trx.db
      .updateTable('groupMembers')
      .set({ role })
      .where('groupId', '=', groupId)
      .where('memberId', '=', memberId)
      .execute()
    const [alone] = await judgeLookedAfter(trx, groupId)
    if (alone) return refuse(alone)
    await recordAct(trx, role === 'moderator' ? 'group-moderator-made' : 'group-moderator-unmade', memberId)
    return ok()
  })
