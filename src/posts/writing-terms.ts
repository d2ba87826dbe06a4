import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { visibleGroup } from '../policy/visibility.ts'
import { mutedUntil } from '../standing/judge-standing.ts'

/** On what terms somebody writes in a group. */
export interface WritingTerms {
  readonly mayAlert: boolean
  readonly mayWriteOnBehalf: boolean
  /** After how many days the group or the community lets posts go; null when they stay. */
  readonly mostDays: number | null
  /** Until when she may not write at all; null when she may. */
  readonly mutedUntil: Date | null
}

/** In one statement; undefined for a group that she cannot see. */
export async function readWritingTerms(
  ctx: Pick<MemberCtx, 'db' | 'actor' | 'clock'>,
  groupId: string,
): Promise<WritingTerms | undefined> {
  if (!couldBeId(groupId)) return undefined
  const row = await ctx.db
    .selectFrom('groups')
    .innerJoin('community', (join) => join.on(sql.lit(true)))
    .select('community.alertPolicy')
    .select([
      sql<number | null>`least(groups.post_days, community.post_days)`.as('mostDays'),
      mutedUntil(ctx).as('mutedUntil'),
      sql<string[]>`(select coalesce(json_agg(granted.permission), '[]') from member_grants granted
        where granted.member_id = ${ctx.actor.memberId})`.as('granted'),
    ])
    .where('groups.id', '=', groupId)
    .where(visibleGroup(ctx, sql.ref('groups.id')))
    .executeTakeFirst()
  if (!row) return undefined
  const { alertPolicy, mostDays, granted } = row
  const isAllowedAlerts =
    alertPolicy === 'members' || (alertPolicy === 'allowed' && granted.includes('alert'))
  return {
    mayAlert: can(ctx.actor, 'post.alert', isAllowedAlerts ? 'allowed' : 'reader'),
    mayWriteOnBehalf: can(ctx.actor, 'post.on-behalf', granted.includes('outreach') ? 'allowed' : 'reader'),
    mostDays,
    mutedUntil: row.mutedUntil,
  }
}
