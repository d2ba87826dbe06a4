import { sql } from 'kysely'
import { isModerator, type MemberCtx, type MemberTransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { recordAct } from '../moderation/record-act.ts'
import { invalid, ok, type Result, refuse } from '../result.ts'
import { findNamesake } from './find-namesake.ts'
import { forgetNotices } from './forget-notices.ts'
import { type HeldGroup, holdGroup } from './hold-group.ts'
import { daysOf, type GroupAccess, isGroupAccess, judgeSettings } from './rules.ts'

export interface ChangeGroup {
  readonly groupId: string
  /** Of the settings she started from. */
  readonly version: string
  readonly name: string
  readonly description: string
  readonly rules: string
  readonly access: string
  /** After how many days new posts disappear; empty for never. */
  readonly postDays: string
  /** That she has read what another access means. */
  readonly isConfirmed: boolean
}

/**
 * Changes what a group is. Another access needs her confirmation, because it changes who reads what stands there
 * already; to all members it is opened by moderators of the community alone, who see it only where they belong to it.
 * Refuses: missing, forbidden, invalid beside a field, conflict when it was changed meanwhile.
 */
export const changeGroup = (ctx: MemberCtx, input: ChangeGroup): Promise<Result<undefined>> =>
  inTransaction(ctx, async (trx) => {
    const held = await holdGroup(trx, input.groupId, 'group.change')
    if (!held.ok) return held
    const group = held.value
    const { name, description, rules, access } = input
    const [first, ...more] = [
      ...judgeSettings(input),
      ...(group.key !== null && access !== group.access
        ? [invalid('access', 'group.errors.fixedAccess')]
        : []),
      ...(access === 'members' && !mayBeForAll(trx, group)
        ? [invalid('access', 'group.errors.openedByModerators')]
        : []),
    ]
    if (first) return refuse(first, ...more)
    const postDays = daysOf(input.postDays)
    if (postDays === undefined || !isGroupAccess(access)) {
      return refuse({ kind: 'invalid', message: 'post.errors.sendAgain' })
    }
    if (input.version !== String(group.version)) {
      return refuse({ kind: 'conflict', message: 'group.errors.changedMeanwhile' })
    }
    const namesake = await findNamesake(trx, name, group.id)
    if (namesake !== undefined) return refuse(invalid('name', 'group.errors.nameTaken'))
    if (access !== group.access) {
      if (!input.isConfirmed) return refuse(invalid('confirm', 'group.errors.confirmAccess'))
      await changeAccess(trx, group, access)
    }
    await trx.db
      .updateTable('groups')
      .set({ name, description, rules, access, postDays, version: group.version + 1 })
      .where('id', '=', group.id)
      .execute()
    await recordAct(trx, 'group-changed', group.id)
    return ok()
  })

/** Whether somebody who looks after a group may let all members read what was written in it. */
export const mayBeForAll = (ctx: Pick<MemberCtx, 'actor'>, group: Pick<HeldGroup, 'access'>): boolean =>
  group.access === 'members' || isModerator(ctx.actor)

/** Who is in stays in; who stands before the door and would no longer find one is forgotten with her answers. */
async function changeAccess(
  ctx: MemberTransactionCtx,
  { id: groupId, access: before }: HeldGroup,
  after: GroupAccess,
): Promise<void> {
  if (before === 'members') {
    await ctx.db
      .insertInto('groupMembers')
      .columns(['groupId', 'memberId', 'joinedAt'])
      .expression((eb) =>
        eb
          .selectFrom('members')
          .select([
            sql<string>`${groupId}`.as('groupId'),
            'members.id',
            sql<Date>`${ctx.clock.now()}`.as('joinedAt'),
          ])
          .where('members.status', 'in', ['active', 'frozen', 'suspended'])
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom('groupDepartures')
                  .select('groupDepartures.memberId')
                  .whereRef('groupDepartures.memberId', '=', 'members.id')
                  .where('groupDepartures.groupId', '=', groupId),
              ),
            ),
          ),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await ctx.db.deleteFrom('groupDepartures').where('groupId', '=', groupId).execute()
  }
  if (after !== 'approval') {
    await ctx.db.deleteFrom('groupRequests').where('groupId', '=', groupId).execute()
  }
  if (after === 'hidden') await forgetNotices(ctx, groupId)
}
