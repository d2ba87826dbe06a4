import { sql } from 'kysely'
import type { Ctx, TransactionCtx } from '../context.ts'
import { nameKey } from '../members/names.ts'

/** The ids of active members, by the keys of the names they go by; names nobody goes by are left out. */
export async function findMembers(
  ctx: Pick<Ctx, 'db'> | Pick<TransactionCtx, 'db'>,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const keys = names.map(nameKey)
  const rows = await ctx.db
    .selectFrom('members')
    .select(['id', 'displayNameKey'])
    .where(sql<boolean>`display_name_key = any(${keys})`)
    .where('displayNameSettled', '=', true)
    .where('status', '=', 'active')
    .execute()
  return new Map(rows.map(({ id, displayNameKey }) => [displayNameKey, id]))
}
