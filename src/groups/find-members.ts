import { sql } from 'kysely'
import type { TransactionCtx } from '../context.ts'
import { nameKey } from '../members/names.ts'
import { invalid, ok, type Result, refuse } from '../result.ts'

/** As many as a refusal lists. */
const mostListed = 10

/** The ids of the active members who go by these names. Refuses beside `names` those that nobody goes by. */
export async function findMembers(
  ctx: Pick<TransactionCtx, 'db'>,
  names: readonly string[],
): Promise<Result<readonly string[]>> {
  const keys = names.map(nameKey)
  const rows = await ctx.db
    .selectFrom('members')
    .select(['id', 'displayNameKey'])
    .where(sql<boolean>`display_name_key = any(${keys})`)
    .where('displayNameSettled', '=', true)
    .where('status', '=', 'active')
    .execute()
  const found = new Set(rows.map(({ displayNameKey }) => displayNameKey))
  const unknown = names.filter((name) => !found.has(nameKey(name)))
  return unknown.length === 0
    ? ok(rows.map(({ id }) => id))
    : refuse(invalid('names', 'group.errors.names', { names: unknown.slice(0, mostListed).join(', ') }))
}
