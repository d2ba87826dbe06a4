import { isModerator, type MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { ok, type Result, refuse } from '../result.ts'
import { forgetNotices } from './forget-notices.ts'
import { holdGroup, seeGroup } from './hold-group.ts'
import { judgeLookedAfter } from './judge-belonging.ts'
import { unmute } from './mute-group.ts'

/**
 * Leaves a group: one for all members is put aside and can be come back to, of any other she is a member no longer.
 * What she wrote stays. Refuses: missing, forbidden for the moderators' own while she is one, conflict for the last
 * who looks after it.
 */
export const leaveGroup = (
  ctx: MemberCtx,
  { groupId }: { readonly groupId: string },
): Promise<Result<undefined>> =>
  inTransaction(ctx, async (trx) => {
    const held = await holdGroup(trx, groupId, 'group.leave')
    if (!held.ok) return held
    const { key, access } = held.value
    if (key === 'moderators' && isModerator(trx.actor)) {
      return refuse({ kind: 'forbidden', message: 'group.errors.leaveModerators' })
    }
    const { memberId } = trx.actor
    const left = await trx.db
      .deleteFrom('groupMembers')
      .where('groupId', '=', groupId)
      .where('memberId', '=', memberId)
      .returning('role')
      .executeTakeFirst()
    if (left?.role === 'moderator' || isModerator(trx.actor)) {
      const [alone] = await judgeLookedAfter(trx, groupId)
      if (alone) return refuse(alone)
    }
    if (access === 'members') {
      await trx.db
        .insertInto('groupDepartures')
        .values({ groupId, memberId })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    } else {
      await forgetNotices(trx, groupId, memberId)
    }
    await unmute(trx, groupId, memberId)
    return ok()
  })

/** Comes back to a group for all members. Refuses: missing for a group that she cannot read. */
export const returnToGroup = (
  ctx: MemberCtx,
  { groupId }: { readonly groupId: string },
): Promise<Result<undefined>> =>
  inTransaction(ctx, async (trx) => {
    const seen = await seeGroup(trx, groupId, 'group.leave')
    if (!seen.ok) return seen
    await trx.db
      .deleteFrom('groupDepartures')
      .where('groupId', '=', groupId)
      .where('memberId', '=', trx.actor.memberId)
      .execute()
    return ok()
  })
