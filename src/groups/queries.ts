import { type RawBuilder, sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { newcomerEnd, visibleGroup } from '../policy/visibility.ts'

export interface GroupSummary {
  readonly id: string
  /** The groups every community begins with are known by a key; their names can be changed. */
  readonly key: 'general' | 'moderators' | null
  readonly name: string
  readonly description: string
  readonly access: 'members' | 'approval' | 'hidden'
  /** How many active members can read the group. */
  readonly readers: number
}

export interface GroupView extends GroupSummary {
  /** Until when older threads stay closed to this newcomer; null once they are open, or if there are none (P7). */
  readonly olderOpenAt: Date | null
}

/** More groups than anybody looks through; the list is not paged. */
const mostGroups = 200

/** How many active members can read a group; `groupId` and `access` name its columns in the query around it. */
export const readersOf = (groupId: RawBuilder<string>, access: RawBuilder<string>): RawBuilder<number> =>
  sql<number>`(select count(*)::int from members reader where reader.status = 'active'
    and (${access} = 'members' or exists (select 1 from group_members belonging
      where belonging.group_id = ${groupId} and belonging.member_id = reader.id)))`

const groupsOf = (ctx: MemberCtx) =>
  ctx.db
    .selectFrom('groups')
    .select(['groups.id', 'groups.key', 'groups.name', 'groups.description', 'groups.access'])
    .select(readersOf(sql.ref('groups.id'), sql.ref('groups.access')).as('readers'))
    .where(visibleGroup(ctx, sql.ref('groups.id')))

/** The groups this member can read, General first, the moderators' own last. */
export const listGroups = (ctx: MemberCtx): Promise<GroupSummary[]> =>
  groupsOf(ctx)
    .orderBy(sql`case groups.key when 'general' then 0 when 'moderators' then 2 else 1 end`)
    .orderBy('groups.name')
    .orderBy('groups.id')
    .limit(mostGroups)
    .execute()

/** A group this member can read; undefined when there is none, or when it is not for her. */
export async function readGroup(ctx: MemberCtx, groupId: string): Promise<GroupView | undefined> {
  if (!couldBeId(groupId)) return undefined
  const group = await groupsOf(ctx)
    .select(
      sql<Date | null>`(select ${newcomerEnd('reader', 'community')}
        from members reader cross join community where reader.id = ${ctx.actor.memberId} and exists (
          select 1 from posts older where older.group_id = groups.id and older.deleted_at is null
            and older.created_at < reader.joined_at))`.as('newcomerUntil'),
    )
    .where('groups.id', '=', groupId)
    .executeTakeFirst()
  if (!group) return undefined
  const { newcomerUntil, ...summary } = group
  const isClosed = newcomerUntil !== null && newcomerUntil > ctx.clock.now()
  return { ...summary, olderOpenAt: isClosed ? newcomerUntil : null }
}
