import { type Selectable, sql } from 'kysely'
import type { MemberCtx, Role } from '../context.ts'
import type { DB } from '../db/schema.ts'
import { couldBeId } from '../ids.ts'
import { typedNameKey } from '../members/names.ts'
import { can } from '../policy/permissions.ts'
import { underReview } from '../policy/review.ts'
import { visibleGroup } from '../policy/visibility.ts'
import { readSanctions, type SanctionView } from './sanction-queries.ts'

/** The member who goes by a display name: exactly that one, for there is no list to look through (P7). */
export async function findByName(ctx: MemberCtx, name: string): Promise<string | undefined> {
  if (!can(ctx.actor, 'member.look-up')) return undefined
  const row = await ctx.db
    .selectFrom('members')
    .select('id')
    .where('displayNameKey', '=', typedNameKey(name))
    .where('displayNameSettled', '=', true)
    .where('status', '<>', 'erased')
    .executeTakeFirst()
  return row?.id
}

/**
 * Who wrote a post or a comment, for a moderator who can read it or removed it. Undefined for what is anonymous, as
 * for what is not there: only the table of named authors is asked (P8). The name of a frozen member stays hidden.
 */
export async function findAuthor(
  ctx: MemberCtx,
  what: 'post' | 'comment',
  id: string,
): Promise<string | undefined> {
  if (!can(ctx.actor, 'member.look-up') || !couldBeId(id)) return undefined
  const isReadable = sql<boolean>`(${visibleGroup(ctx, sql`root.group_id`)} or ${underReview(ctx, what, 'thing')})`
  const { rows } = await (what === 'post'
    ? sql<{ memberId: string }>`select writer.id as member_id from posts thing
        join posts root on root.id = thing.id
        join post_authors written on written.post_id = thing.id
        join members writer on writer.id = written.member_id and writer.status not in ('frozen', 'erased')
        where thing.id = ${id} and thing.deleted_at is null and ${isReadable}`
    : sql<{ memberId: string }>`select writer.id as member_id from comments thing
        left join posts root on root.id = thing.post_id
        join comment_authors written on written.comment_id = thing.id
        join members writer on writer.id = written.member_id and writer.status not in ('frozen', 'erased')
        where thing.id = ${id} and thing.deleted_at is null
          and (thing.allied_post_id is not null or ${isReadable})`
  ).execute(ctx.db)
  return rows[0]?.memberId
}

export interface PersonView {
  readonly id: string
  readonly displayName: string
  readonly status: Selectable<DB['members']>['status']
  readonly joinedAt: Date
  readonly asleepSince: string | null
  readonly roles: readonly Role[]
  readonly grants: readonly Selectable<DB['memberGrants']>['permission'][]
  readonly isSelf: boolean
  readonly sanctions: readonly SanctionView[]
  /** What moderators noted; nobody reads what stands about herself. */
  readonly notes: readonly { readonly id: string; readonly body: string; readonly expiresAt: Date }[]
}

const mostNotes = 50

/**
 * What moderators need to know of one member, in three statements. Nothing of what she wrote anonymously: limits on
 * that show nowhere (P8). Undefined for everybody else, and for whoever is not there.
 */
export async function readPerson(ctx: MemberCtx, memberId: string): Promise<PersonView | undefined> {
  if (!can(ctx.actor, 'member.look-up') || !couldBeId(memberId)) return undefined
  const member = await ctx.db
    .selectFrom('members')
    .select(['id', 'displayName', 'status', 'joinedAt', 'asleepSince'])
    .select([
      sql<Role[]>`array(select held.role from member_roles held
        where held.member_id = members.id order by held.role)`.as('roles'),
      sql<PersonView['grants']>`array(select given.permission from member_grants given
        where given.member_id = members.id order by given.permission)`.as('grants'),
    ])
    .where('id', '=', memberId)
    .where('displayNameSettled', '=', true)
    .where('status', '<>', 'erased')
    .executeTakeFirst()
  if (!member) return undefined
  const isSelf = memberId === ctx.actor.memberId
  const sanctions = await readSanctions(ctx, memberId)
  const notes = await ctx.db
    .selectFrom('memberNotes')
    .select(['id', 'body', 'expiresAt'])
    .where('memberId', '=', memberId)
    .where('expiresAt', '>', ctx.clock.now())
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .limit(mostNotes)
    .execute()
  return { ...member, isSelf, sanctions, notes: isSelf ? [] : notes }
}
