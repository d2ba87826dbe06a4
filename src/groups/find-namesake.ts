import { sql } from 'kysely'
import type { MemberTransactionCtx } from '../context.ts'
import { knownGroup } from './known-group.ts'

/**
 * Another group of this name that she knows of. One that is hidden from her is not looked at: that a name is taken
 * must not tell of it.
 */
export async function findNamesake(
  ctx: MemberTransactionCtx,
  name: string,
  except?: string,
): Promise<string | undefined> {
  const group = await ctx.db
    .selectFrom('groups')
    .select('groups.id')
    .where(sql<boolean>`lower(groups.name) = lower(${name})`)
    .where(knownGroup(ctx, sql.ref('groups.id')))
    .$if(except !== undefined, (query) => query.where('groups.id', '<>', except ?? ''))
    .limit(1)
    .executeTakeFirst()
  return group?.id
}
