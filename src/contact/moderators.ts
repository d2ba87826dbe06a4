import { sql } from 'kysely'
import type { TransactionCtx } from '../context.ts'

/**
 * The active moderators who are told of a message: all but its writer, and about an anonymous post only those who can
 * see its group.
 */
export async function moderatorsFor(
  ctx: Pick<TransactionCtx, 'db'>,
  { except, groupId }: { readonly except?: string; readonly groupId?: string },
): Promise<string[]> {
  const moderators = await ctx.db
    .selectFrom('members')
    .innerJoin('memberRoles', 'memberRoles.memberId', 'members.id')
    .select('members.id')
    .where('memberRoles.role', '=', 'moderator')
    .where('members.status', '=', 'active')
    .$if(except !== undefined, (query) => query.where('members.id', '<>', except ?? ''))
    .$if(groupId !== undefined, (query) =>
      query.where(sql<boolean>`exists (select 1 from groups where groups.id = ${groupId}
        and (groups.access = 'members' or exists (select 1 from group_members belonging
          where belonging.group_id = groups.id and belonging.member_id = members.id)))`),
    )
    .execute()
  return moderators.map(({ id }) => id)
}
