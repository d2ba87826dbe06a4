import { type Selectable, sql } from 'kysely'
import type { Role, TransactionCtx } from '../context.ts'
import type { DB } from '../db/schema.ts'
import { couldBeId } from '../ids.ts'
import { missing, ok, type Result } from '../result.ts'

export interface LockedMember {
  readonly id: string
  readonly status: Selectable<DB['members']>['status']
  readonly roles: readonly Role[]
}

/**
 * Holds a member for the rest of the transaction, so that of two moderators who decide at once the second sees what
 * the first did. Missing for whoever is not there, and for what was erased. Taken before every other row of hers.
 */
export async function lockMember(
  ctx: Pick<TransactionCtx, 'db'>,
  memberId: string,
): Promise<Result<LockedMember>> {
  if (!couldBeId(memberId)) return missing()
  const member = await ctx.db
    .selectFrom('members')
    .select(['id', 'status'])
    .select(
      sql<Role[]>`array(select held.role from member_roles held where held.member_id = members.id)`.as(
        'roles',
      ),
    )
    .where('id', '=', memberId)
    .where('status', '<>', 'erased')
    .forNoKeyUpdate()
    .executeTakeFirst()
  return member ? ok(member) : missing()
}
