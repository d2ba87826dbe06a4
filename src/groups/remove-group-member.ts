import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { missing, ok, type Result, refuse } from '../result.ts'
import { forgetNotices } from './forget-notices.ts'
import { holdGroup } from './hold-group.ts'
import { judgeByHand, judgeLookedAfter } from './judge-belonging.ts'
import { unmute } from './mute-group.ts'

export interface OneGroupMember {
  readonly groupId: string
  readonly memberId: string
}

/**
 * Takes a member out of a group, or the office of its moderator from her where the group is for all members; what she
 * wrote there stays. Refuses: missing (the group, or she is not in it),
 * forbidden, conflict when nobody would look after the group any more.
 */
export const removeGroupMember = (
  ctx: MemberCtx,
  { groupId, memberId }: OneGroupMember,
): Promise<Result<undefined>> =>
  inTransaction(ctx, async (trx) => {
    const held = await holdGroup(trx, groupId, 'group-member.change')
    if (!held.ok) return held
    const [fixed] = judgeByHand(held.value)
    if (fixed) return refuse(fixed)
    if (!couldBeId(memberId)) return missing()
    const removed = await trx.db
      .deleteFrom('groupMembers')
      .where('groupId', '=', groupId)
      .where('memberId', '=', memberId)
      .returning('memberId')
      .executeTakeFirst()
    if (!removed) return missing()
    if (held.value.access !== 'members') {
      await unmute(trx, groupId, memberId)
      await forgetNotices(trx, groupId, memberId)
    }
    const [alone] = await judgeLookedAfter(trx, groupId)
    if (alone) return refuse(alone)
    await recordAct(trx, 'group-member-removed', memberId)
    return ok()
  })
