import { sql } from 'kysely'
import type { TransactionCtx } from '../context.ts'
import { readsGroup } from '../policy/visibility.ts'

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
      query.where(readsGroup(sql.ref('members.id'), sql<string>`${groupId}`)),
    )
    .execute()
  return moderators.map(({ id }) => id)
}
