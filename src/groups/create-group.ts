import { sql } from 'kysely'
import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { nameKey } from '../members/names.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { visibleGroup } from '../policy/visibility.ts'
import { forbidden, invalid, ok, type Result, refuse } from '../result.ts'
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
 * Opens a closed group. Refuses: forbidden to all but moderators, invalid beside `name`, `description`, `access` or
 * `names`. A name counts as taken only by groups she can see: the refusal must not tell of others.
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
    const unknown = input.names.filter((wished) => !found.has(nameKey(wished)))
    if (unknown.length > 0) {
      return refuse(invalid('names', 'group.errors.names', { names: unknown.slice(0, 10).join(', ') }))
    }
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
    if (access === 'approval') {
      const belonging = new Set([trx.actor.memberId, ...found.values()])
      await trx.db
        .insertInto('groupMembers')
        .values(Array.from(belonging, (memberId) => ({ groupId, memberId, joinedAt })))
        .execute()
    }
    await recordAct(trx, 'group-created', groupId)
    return ok({ groupId })
  })
}

async function findNamesake(ctx: MemberTransactionCtx, name: string): Promise<string | undefined> {
  const group = await ctx.db
    .selectFrom('groups')
    .select('groups.id')
    .where(sql<boolean>`lower(groups.name) = lower(${name})`)
    .where(visibleGroup(ctx, sql.ref('groups.id')))
    .limit(1)
    .executeTakeFirst()
  return group?.id
}

/** The ids of active members, by the keys of the names they go by. */
async function findMembers(
  ctx: MemberTransactionCtx,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const keys = names.map(nameKey)
  const rows = await ctx.db
    .selectFrom('members')
    .select(['id', 'displayNameKey'])
    .where(sql<boolean>`display_name_key = any(${keys})`)
    .where('displayNameSettled', '=', true)
    .where('status', '=', 'active')
    .execute()
  return new Map(rows.map(({ id, displayNameKey }) => [displayNameKey, id]))
}
