import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { notify } from '../notifications/notify.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, ok, type Result, refuse } from '../result.ts'
import { findMembers } from './find-members.ts'
import { findNamesake } from './find-namesake.ts'
import { isGroupAccess, judgeGroup } from './rules.ts'

export interface CreateGroup {
  /** Becomes the group's id: `Random.id()`, made with the form, so that a form sent twice opens one group. */
  readonly submission: string
  readonly name: string
  readonly description: string
  readonly access: string
  /** Display names of those who belong to it beside its maker; none for a group of all members. */
  readonly names: readonly string[]
}

/**
 * Opens a closed group, of which she is the moderator. Refuses: forbidden to all but moderators, invalid beside `name`,
 * `description`, `access` or `names`. A name counts as taken only by groups she knows of: the refusal must not tell of
 * others.
 */
export async function createGroup(ctx: MemberCtx, input: CreateGroup): Promise<Result<{ groupId: string }>> {
  const { submission: groupId, name, description, access } = input
  if (!can(ctx.actor, 'group.create')) return forbidden()
  const [first, ...more] = judgeGroup(input)
  if (first) return refuse(first, ...more)
  if (!couldBeId(groupId) || !isGroupAccess(access)) {
    return refuse({ kind: 'invalid', message: 'post.errors.sendAgain' })
  }
  return inTransaction(ctx, async (trx) => {
    const joinedAt = trx.clock.now()
    const namesake = await findNamesake(trx, name)
    if (namesake === groupId) return ok({ groupId })
    if (namesake !== undefined) return refuse(invalid('name', 'group.errors.nameTaken'))
    const found = await findMembers(trx, input.names)
    if (!found.ok) return found
    const inserted = await trx.db
      .insertInto('groups')
      .values({ id: groupId, name, description, access })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!inserted) {
      // The same form at the same moment was faster.
      const isSame = (await findNamesake(trx, name)) === groupId
      return isSame ? ok({ groupId }) : refuse({ kind: 'conflict', message: 'post.errors.sentBefore' })
    }
    const { memberId: makerId } = trx.actor
    const named = found.value.filter((id) => id !== makerId)
    await trx.db
      .insertInto('groupMembers')
      .values([
        { groupId, memberId: makerId, joinedAt, role: 'moderator' as const },
        ...named.map((memberId) => ({ groupId, memberId, joinedAt, role: 'member' as const })),
      ])
      .execute()
    await notify(trx, { kind: 'group-approved', memberIds: named, groupId })
    await recordAct(trx, 'group-created', groupId)
    return ok({ groupId })
  })
}
