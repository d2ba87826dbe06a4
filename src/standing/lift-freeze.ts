import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { endAccess } from '../members/end-access.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import { runningFreeze } from './freeze-account.ts'
import { lockMember } from './lock-member.ts'
import { activeHolders } from './role-holders.ts'
import { settleStatus } from './settle-status.ts'

export type Lifting = 'asked' | 'lifted'

/**
 * Lifts a freeze, which needs two people (P12): the first moderator asks, a second one confirms. Where only one
 * moderator is active, the woman whom the frozen member named for her recovery confirms instead. Asking twice changes
 * nothing. What signed in while she was frozen does not come alive: every session ends again. Refuses: missing for a
 * freeze that is over, and for a helper before a moderator asked or while two moderators could do it.
 */
export async function liftFreeze(
  ctx: MemberCtx,
  { freezeId }: { readonly freezeId: string },
): Promise<Result<Lifting>> {
  if (!couldBeId(freezeId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const found = await trx.db
      .selectFrom('freezes')
      .select('memberId')
      .where('id', '=', freezeId)
      .executeTakeFirst()
    const member = found ? await lockMember(trx, found.memberId) : missing()
    if (!member.ok) return member
    const { id: memberId, status } = member.value
    const freeze = await trx.db
      .selectFrom('freezes')
      .select('firstLifterId')
      .where('id', '=', freezeId)
      .where('liftedAt', 'is', null)
      .executeTakeFirst()
    if (!freeze || status !== 'frozen') return missing()
    const moderators = await activeHolders(trx, 'moderator')
    // Somebody who is no longer a moderator has not asked.
    const asker = moderators.find((id) => id === freeze.firstLifterId)
    const isModerator = can(trx.actor, 'freeze.lift')
    if (!isModerator) {
      const mayConfirm = asker !== undefined && moderators.length === 1 && (await isHelper(trx, memberId))
      if (!mayConfirm || !can(trx.actor, 'freeze.lift', 'allowed')) return missing()
    }
    if (isModerator && (asker === undefined || asker === trx.actor.memberId)) {
      if (asker !== undefined) return ok<Lifting>('asked')
      await trx.db
        .updateTable('freezes')
        .set({ firstLifterId: trx.actor.memberId })
        .where('id', '=', freezeId)
        .execute()
      await recordAct(trx, 'unfreeze-asked', memberId)
      return ok<Lifting>('asked')
    }
    await trx.db
      .updateTable('freezes')
      .set({ liftedAt: trx.clock.now() })
      .where('id', '=', freezeId)
      .execute()
    await endAccess(trx, memberId)
    await settleStatus(trx, memberId, { isThawing: true })
    await recordAct(trx, 'unfrozen', memberId)
    return ok<Lifting>('lifted')
  })
}

/** Whether the actor is the one whom a member named for her recovery. */
async function isHelper(ctx: MemberTransactionCtx, memberId: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('recoveryHelpers')
    .select('helperId')
    .where('memberId', '=', memberId)
    .where('helperId', '=', ctx.actor.memberId)
    .executeTakeFirst()
  return row !== undefined
}

/** The freeze of a frozen member, to be lifted; a moderator asks. Missing for who is not frozen. */
export async function findFreeze(
  ctx: MemberCtx,
  { memberId }: { readonly memberId: string },
): Promise<Result<{ freezeId: string }>> {
  if (!can(ctx.actor, 'freeze.lift')) return forbidden()
  return inTransaction(ctx, async (trx) => {
    const member = await lockMember(trx, memberId)
    if (!member.ok) return member
    if (member.value.status !== 'frozen') return refuse({ kind: 'missing', message: 'errors.missing' })
    return ok(await runningFreeze(trx, memberId))
  })
}
