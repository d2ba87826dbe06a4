import { sql } from 'kysely'
import type { MemberTransactionCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { type Action, can } from '../policy/permissions.ts'
import { visibleGroup } from '../policy/visibility.ts'
import { forbidden, missing, ok, type Result } from '../result.ts'
import { looksAfter, relationTo } from './group-moderator.ts'

export interface HeldGroup {
  readonly id: string
  readonly key: 'general' | 'moderators' | null
  readonly name: string
  readonly description: string
  readonly rules: string
  readonly access: 'members' | 'approval' | 'hidden'
  readonly postDays: number | null
  readonly version: number
}

/**
 * Holds a group for the rest of the transaction, so that who belongs to it and what it is change one after the other.
 * Refuses: missing for a group she cannot see, forbidden where the action is not hers.
 */
export async function holdGroup(
  ctx: MemberTransactionCtx,
  groupId: string,
  action: Action,
): Promise<Result<HeldGroup>> {
  if (!couldBeId(groupId)) return missing()
  // Not for update: rows that refer to the group may be written meanwhile.
  const row = await ctx.db
    .selectFrom('groups')
    .select(['id', 'key', 'name', 'description', 'rules', 'access', 'postDays', 'version'])
    .select(looksAfter(ctx, sql.ref('groups.id')).as('looksAfter'))
    .where('id', '=', groupId)
    .where(visibleGroup(ctx, sql.ref('groups.id')))
    .forNoKeyUpdate('groups')
    .executeTakeFirst()
  if (!row) return missing()
  const { looksAfter: hasOffice, ...group } = row
  // Who looks after a group reads it too.
  const isAllowed =
    can(ctx.actor, action, 'reader') || can(ctx.actor, action, relationTo({ looksAfter: hasOffice }))
  return isAllowed ? ok(group) : forbidden()
}

/** The same where nothing of the group is changed, only what the member keeps of it for herself. */
export async function seeGroup(
  ctx: MemberTransactionCtx,
  groupId: string,
  action: Action,
): Promise<Result<undefined>> {
  if (!couldBeId(groupId)) return missing()
  const group = await ctx.db
    .selectFrom('groups')
    .select('id')
    .where('id', '=', groupId)
    .where(visibleGroup(ctx, sql.ref('groups.id')))
    .executeTakeFirst()
  if (!group) return missing()
  return can(ctx.actor, action, 'reader') ? ok() : forbidden()
}
