import { type RawBuilder, sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { newcomerEnd, visibleGroup } from '../policy/visibility.ts'
import { looksAfter } from './group-moderator.ts'
import { openToRequests } from './known-group.ts'

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
  /** Markdown. */
  readonly rules: string
  /** After how many days what is written from now on disappears; null for never. */
  readonly postDays: number | null
  readonly isMuted: boolean
  /** True of a group for all members that she left: she may still read it, and come back. */
  readonly hasLeft: boolean
  readonly looksAfter: boolean
  /** How many ask to be let in; 0 for those who do not look after it. */
  readonly requests: number
  /** Until when older threads stay closed to this newcomer; null once they are open, or if there are none (P7). */
  readonly olderOpenAt: Date | null
}

/** A group from outside its door. */
export interface GroupDoor {
  readonly id: string
  readonly name: string
  readonly description: string
  /** Rules that she agrees to by asking. */
  readonly rules: string
  readonly hasAsked: boolean
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

const hasLeft = (ctx: MemberCtx): RawBuilder<boolean> =>
  sql<boolean>`exists (select 1 from group_departures departure
    where departure.group_id = groups.id and departure.member_id = ${ctx.actor.memberId})`

/** The groups this member can read and has not left, General first, the moderators' own last. */
export const listGroups = (ctx: MemberCtx): Promise<GroupSummary[]> =>
  groupsOf(ctx)
    .where(sql<boolean>`not ${hasLeft(ctx)}`)
    .orderBy(sql`case groups.key when 'general' then 0 when 'moderators' then 2 else 1 end`)
    .orderBy('groups.name')
    .orderBy('groups.id')
    .limit(mostGroups)
    .execute()

/** The groups for all members that she left. */
export const listLeftGroups = (ctx: MemberCtx): Promise<GroupSummary[]> =>
  groupsOf(ctx).where(hasLeft(ctx)).orderBy('groups.name').orderBy('groups.id').limit(mostGroups).execute()

/** The groups that she is not in and can ask to join; hidden ones are never among them. */
export const listGroupDoors = (ctx: MemberCtx): Promise<GroupDoor[]> =>
  ctx.db
    .selectFrom('groups')
    .select(['groups.id', 'groups.name', 'groups.description', 'groups.rules'])
    .select(
      sql<boolean>`exists (select 1 from group_requests request where request.group_id = groups.id
        and request.member_id = ${ctx.actor.memberId} and request.state = 'waiting')`.as('hasAsked'),
    )
    .where(openToRequests(ctx, sql.ref('groups.id')))
    .orderBy('groups.name')
    .orderBy('groups.id')
    .limit(mostGroups)
    .execute()

/** A group this member can read; undefined when there is none, or when it is not for her. */
export async function readGroup(ctx: MemberCtx, groupId: string): Promise<GroupView | undefined> {
  if (!couldBeId(groupId)) return undefined
  const isHers = looksAfter(ctx, sql.ref('groups.id'))
  const group = await groupsOf(ctx)
    .select(['groups.rules', 'groups.postDays', isHers.as('looksAfter'), hasLeft(ctx).as('hasLeft')])
    .select([
      sql<boolean>`exists (select 1 from group_mutes quieted where quieted.group_id = groups.id
        and quieted.member_id = ${ctx.actor.memberId})`.as('isMuted'),
      sql<number>`case when ${isHers} then (select count(*)::int from group_requests request
          join members asker on asker.id = request.member_id and asker.status = 'active'
        where request.group_id = groups.id and request.state = 'waiting'
          and request.member_id <> ${ctx.actor.memberId}) else 0 end`.as('requests'),
    ])
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

/** From when the older threads of all her groups are open to a newcomer (P7); undefined where none is closed to her. */
export async function readOlderOpenAt(ctx: MemberCtx): Promise<Date | undefined> {
  const found = await ctx.db
    .selectFrom('members as reader')
    .innerJoin('community', (join) => join.onTrue())
    .select(newcomerEnd('reader', 'community').as('openAt'))
    .where('reader.id', '=', ctx.actor.memberId)
    .where(newcomerEnd('reader', 'community'), '>', ctx.clock.now())
    .where(
      sql<boolean>`exists (select 1 from posts older where older.deleted_at is null
        and older.created_at < reader.joined_at and ${visibleGroup(ctx, sql.ref('older.group_id'))})`,
    )
    .executeTakeFirst()
  return found?.openAt
}
