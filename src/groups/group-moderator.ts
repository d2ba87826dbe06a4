import { type RawBuilder, sql } from 'kysely'
import { type Ctx, isModerator, type TransactionCtx } from '../context.ts'
import type { Relation } from '../policy/permissions.ts'
import { visibleGroup } from '../policy/visibility.ts'

/**
 * True for groups that the reader looks after: as their moderator, or as a moderator of the community who belongs to
 * them. The relation `group-moderator` of the permission table, in SQL.
 */
export function looksAfter(ctx: Pick<Ctx, 'actor'>, groupId: RawBuilder<string>): RawBuilder<boolean> {
  if (ctx.actor.kind !== 'member') return sql<boolean>`false`
  if (isModerator(ctx.actor)) return visibleGroup(ctx, groupId)
  const { memberId } = ctx.actor
  return sql<boolean>`exists (select 1 from group_members office
    where office.group_id = ${groupId} and office.member_id = ${memberId} and office.role = 'moderator')`
}

/** How a reader who can see a group stands to it. */
export const relationTo = (group: { readonly looksAfter: boolean }): Relation =>
  group.looksAfter ? 'group-moderator' : 'reader'

/**
 * Who is told of what happens in a group: its active moderators, and those of the community who belong to it only
 * where it has none of its own.
 */
export async function caretakersOf(ctx: Pick<TransactionCtx, 'db'>, groupId: string): Promise<string[]> {
  const people = await ctx.db
    .selectFrom('members as person')
    .innerJoin('groups', (join) => join.on('groups.id', '=', groupId))
    .leftJoin('groupMembers as belonging', (join) =>
      join.onRef('belonging.groupId', '=', 'groups.id').onRef('belonging.memberId', '=', 'person.id'),
    )
    .select(['person.id', sql<boolean>`coalesce(belonging.role = 'moderator', false)`.as('isOwn')])
    .where('person.status', '=', 'active')
    .where((eb) =>
      eb.or([
        eb('belonging.role', '=', 'moderator'),
        eb.and([
          eb.or([eb('groups.access', '=', 'members'), eb('belonging.memberId', 'is not', null)]),
          eb.exists(
            eb
              .selectFrom('memberRoles')
              .select('memberRoles.role')
              .whereRef('memberRoles.memberId', '=', 'person.id')
              .where('memberRoles.role', '=', 'moderator'),
          ),
        ]),
      ]),
    )
    .execute()
  const own = people.filter(({ isOwn }) => isOwn)
  return (own.length > 0 ? own : people).map(({ id }) => id)
}
