import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { cutPage, olderThan } from '../paging.ts'
import { looksAfter } from './group-moderator.ts'

export interface BelongingView {
  readonly id: string
  readonly name: string
  readonly isModerator: boolean
  readonly isMe: boolean
}

export interface MembersPage {
  readonly members: readonly BelongingView[]
  readonly older?: string
}

export const memberPageSize = 50

/**
 * Who belongs to a group, the latest first, for those who look after it; of a group for all members only its
 * moderators, for there is no list of members (P7). Nothing for everybody else.
 */
export async function listBelonging(
  ctx: MemberCtx,
  groupId: string,
  { before }: { readonly before?: string | undefined } = {},
): Promise<MembersPage> {
  if (!couldBeId(groupId)) return { members: [] }
  const rows = await ctx.db
    .selectFrom('groupMembers as belonging')
    .innerJoin('groups', 'groups.id', 'belonging.groupId')
    .innerJoin('members as person', 'person.id', 'belonging.memberId')
    .select(['person.id', 'person.displayName as name', 'belonging.role', 'belonging.joinedAt as createdAt'])
    .where('belonging.groupId', '=', groupId)
    .where('person.status', '=', 'active')
    .where((eb) => eb.or([eb('groups.access', '<>', 'members'), eb('belonging.role', '=', 'moderator')]))
    .where(looksAfter(ctx, sql.ref('groups.id')))
    .where(olderThan(before, 'belonging.joined_at', 'person.id'))
    .orderBy('belonging.joinedAt', 'desc')
    .orderBy('person.id', 'desc')
    .limit(memberPageSize + 1)
    .execute()
  const { rows: kept, ...next } = cutPage(rows, memberPageSize)
  const members = kept.map(({ id, name, role }) => ({
    id,
    name,
    isModerator: role === 'moderator',
    isMe: id === ctx.actor.memberId,
  }))
  return { members, ...next }
}
