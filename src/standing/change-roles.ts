import { sql } from 'kysely'
import type { MemberCtx, MemberTransactionCtx, Role } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { recordAct } from '../moderation/record-act.ts'
import { notify } from '../notifications/notify.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Result, refuse } from '../result.ts'
import { lockMember } from './lock-member.ts'

/** In the order in which they are shown. */
export const roleNames: readonly Role[] = ['moderator', 'caseworker', 'admin']

/**
 * Gives a member exactly these roles. A moderator joins the moderators' group and leaves it with her role. The one who
 * is changed is told, and signs in anew everywhere. Refuses: forbidden to all but admins, conflict for whoever is not
 * active and for taking the role of the last active admin or moderator.
 */
export async function changeRoles(
  ctx: MemberCtx,
  { memberId, roles }: { readonly memberId: string; readonly roles: readonly string[] },
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'role.give')) return forbidden()
  const wished = roleNames.filter((role) => roles.includes(role))
  return inTransaction(ctx, async (trx) => {
    const member = await lockMember(trx, memberId)
    if (!member.ok) return member
    const held = member.value.roles
    const given = wished.filter((role) => !held.includes(role))
    const taken = held.filter((role) => !wished.includes(role))
    if (given.length + taken.length === 0) return ok()
    if (given.length > 0 && member.value.status !== 'active') {
      return refuse({ kind: 'conflict', message: 'standing.errors.notActive' })
    }
    for (const role of taken) {
      if (role !== 'caseworker' && (await isLastHolder(trx, memberId, role))) {
        return refuse({ kind: 'conflict', message: `standing.errors.last.${role}` })
      }
    }
    for (const role of given) await giveRole(trx, memberId, role)
    for (const role of taken) await takeRole(trx, memberId, role)
    await trx.db.deleteFrom('sessions').where('memberId', '=', memberId).execute()
    await notify(trx, { kind: 'role-changed', memberIds: [memberId] })
    return ok()
  })
}

/** Holds everybody with the role, so that two who are the last two cannot lose it at the same moment. */
async function isLastHolder(ctx: MemberTransactionCtx, memberId: string, role: Role): Promise<boolean> {
  const holders = await ctx.db
    .selectFrom('memberRoles')
    .innerJoin('members', 'members.id', 'memberRoles.memberId')
    .select(['memberRoles.memberId', 'members.status'])
    .where('memberRoles.role', '=', role)
    .orderBy('memberRoles.memberId')
    .forUpdate('memberRoles')
    .execute()
  return !holders.some((holder) => holder.memberId !== memberId && holder.status === 'active')
}

/** Gives a role, with the place where moderators talk, and records it. */
export async function giveRole(ctx: MemberTransactionCtx, memberId: string, role: Role): Promise<void> {
  await ctx.db
    .insertInto('memberRoles')
    .values({ memberId, role })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  if (role === 'moderator') {
    const joinedAt = ctx.clock.now()
    await ctx.db
      .insertInto('groupMembers')
      .columns(['groupId', 'memberId', 'joinedAt'])
      .expression((eb) =>
        eb
          .selectFrom('groups')
          .select((groups) => [
            'groups.id',
            groups.val(memberId).as('memberId'),
            groups.val(joinedAt).as('joinedAt'),
          ])
          .where('groups.key', '=', 'moderators'),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  await recordAct(ctx, 'role-given', memberId)
}

async function takeRole(ctx: MemberTransactionCtx, memberId: string, role: Role): Promise<void> {
  await ctx.db.deleteFrom('memberRoles').where('memberId', '=', memberId).where('role', '=', role).execute()
  if (role === 'moderator') {
    await ctx.db
      .deleteFrom('groupMembers')
      .where('memberId', '=', memberId)
      .where('groupId', 'in', ctx.db.selectFrom('groups').select('id').where('key', '=', 'moderators'))
      .execute()
    // What she said yes to as a moderator waits for another one, also where the 24 hours run or are over.
    await sql`update recoveries set second_moderator_id = null, second_agreed_at = null, opens_at = null,
        moderator_id = case moderator_id when ${memberId} then second_moderator_id else moderator_id end,
        moderator_agreed_at = case moderator_id when ${memberId} then second_agreed_at else moderator_agreed_at end
      where finished_at is null and stopped_at is null
        and ${memberId} in (moderator_id, second_moderator_id)`.execute(ctx.db)
  }
  await recordAct(ctx, 'role-taken', memberId)
}
