import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../context.ts'
import { visibleGroup } from '../policy/visibility.ts'

/**
 * True for groups into which the reader can ask to be let: she knows their name, description and rules. Never for
 * hidden ones, for those she is in, and for the moderators' own, which follows the role.
 */
export function openToRequests(ctx: Pick<Ctx, 'actor'>, groupId: RawBuilder<string>): RawBuilder<boolean> {
  if (ctx.actor.kind !== 'member') return sql<boolean>`false`
  return sql<boolean>`(exists (select 1 from groups askable_group
      where askable_group.id = ${groupId} and askable_group.access = 'approval' and askable_group.key is null)
    and not ${visibleGroup(ctx, groupId)})`
}

/** True for groups whose name the reader may be told: those she can read, and those she can ask to join. */
export const knownGroup = (ctx: Pick<Ctx, 'actor'>, groupId: RawBuilder<string>): RawBuilder<boolean> =>
  sql<boolean>`(${visibleGroup(ctx, groupId)} or ${openToRequests(ctx, groupId)})`
