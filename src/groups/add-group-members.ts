import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { recordAct } from '../moderation/record-act.ts'
import { notify } from '../notifications/notify.ts'
import { invalid, ok, type Result, refuse } from '../result.ts'
import { findMembers } from './find-members.ts'
import { holdGroup } from './hold-group.ts'
import { judgeByHand } from './judge-belonging.ts'
import { judgeNameCount } from './rules.ts'

export interface AddGroupMembers {
  readonly groupId: string
  /** Display names, as their owners write them or nearly so. */
  readonly names: readonly string[]
}

/**
 * Lets members into a group by the names they go by, or makes them moderators of one that is for all members anyway.
 * Each is told; one who was asking is answered by it. Refuses: missing, forbidden, invalid beside `names` for names
 * that nobody goes by.
 */
export async function addGroupMembers(ctx: MemberCtx, input: AddGroupMembers): Promise<Result<undefined>> {
  const { groupId, names } = input
  return inTransaction(ctx, async (trx) => {
    const held = await holdGroup(trx, groupId, 'group-member.change')
    if (!held.ok) return held
    const [first, ...more] = [
      ...judgeByHand(held.value),
      ...(names.length === 0 ? [invalid('names', 'group.errors.noNames')] : []),
      ...judgeNameCount(names),
    ]
    if (first) return refuse(first, ...more)
    const found = await findMembers(trx, names)
    if (!found.ok) return found
    const memberIds = found.value
    await answerRequests(trx, groupId, memberIds)
    const role = held.value.access === 'members' ? 'moderator' : 'member'
    const joinedAt = trx.clock.now()
    const added = await trx.db
      .insertInto('groupMembers')
      .values(memberIds.map((memberId) => ({ groupId, memberId, joinedAt, role })))
      .onConflict((conflict) =>
        role === 'moderator'
          ? conflict
              .columns(['groupId', 'memberId'])
              .doUpdateSet({ role })
              .where('groupMembers.role', '<>', role)
          : conflict.doNothing(),
      )
      .returning('memberId')
      .execute()
    const addedIds = added.map(({ memberId }) => memberId)
    await notify(trx, { kind: 'group-approved', memberIds: addedIds, groupId })
    for (const memberId of addedIds) await recordAct(trx, 'group-member-added', memberId)
    return ok()
  })
}

/** Before the rows of the group itself, in the order in which a decision takes them, so that neither waits for both. */
async function answerRequests(
  ctx: MemberTransactionCtx,
  groupId: string,
  memberIds: readonly string[],
): Promise<void> {
  const answered = await ctx.db
    .updateTable('groupRequests')
    .set({ state: 'approved', decidedAt: ctx.clock.now() })
    .where('groupId', '=', groupId)
    .where('memberId', 'in', memberIds)
    .where('state', '=', 'waiting')
    .returning('id')
    .execute()
  if (answered.length === 0) return
  await ctx.db
    .deleteFrom('groupRequestAnswers')
    .where(
      'requestId',
      'in',
      answered.map(({ id }) => id),
    )
    .execute()
}
