import { type RawBuilder, sql } from 'kysely'
import type { Ctx, TransactionCtx } from '../context.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Result } from '../result.ts'

/** True for sanctions in force at a moment; a warning is one until it is lifted. `alias` is a row of sanctions. */
export const isRunning = (alias: string, now: Date): RawBuilder<boolean> => {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql<boolean>`(${column('lifted_at')} is null
    and (${column('ends_at')} is null or ${column('ends_at')} > ${now}))`
}

/** What the decisions about a member that run now make of her account; `members` is the row. */
const judgedStatus = (now: Date) => sql<'expelled' | 'suspended' | 'active'>`coalesce(
  (select case judged.kind when 'expel' then 'expelled' else 'suspended' end from sanctions judged
    where judged.member_id = members.id and judged.kind in ('suspend', 'expel') and ${isRunning('judged', now)}
    order by judged.kind limit 1), 'active')`

/**
 * Brings an account's status in line with the decisions that run. What is frozen stays frozen unless `isThawing`:
 * only the use case that lifts a freeze says so. The member must be locked.
 */
export async function settleStatus(
  ctx: Pick<TransactionCtx, 'db' | 'clock'>,
  memberId: string,
  { isThawing = false }: { readonly isThawing?: boolean } = {},
): Promise<void> {
  await ctx.db
    .updateTable('members')
    .set({ status: judgedStatus(ctx.clock.now()) })
    .where('id', '=', memberId)
    .where('status', 'not in', isThawing ? ['erased'] : ['erased', 'frozen'])
    .execute()
}

/**
 * Ends suspensions whose time is over, and those that were lifted or purged. Asked by house-keeping for everybody, and
 * for one woman when she comes to her door: she does not wait for the hour. Gives how many are members again.
 */
export async function endSuspensions(
  ctx: Ctx,
  { memberId }: { readonly memberId?: string } = {},
): Promise<Result<number>> {
  if (memberId === undefined && !can(ctx.actor, 'record.keep')) return forbidden()
  const ended = await ctx.db
    .updateTable('members')
    .set({ status: 'active' })
    .where('status', '=', 'suspended')
    .where(sql<boolean>`${judgedStatus(ctx.clock.now())} = 'active'`)
    .$if(memberId !== undefined, (query) => query.where('id', '=', memberId ?? ''))
    .executeTakeFirst()
  return ok(Number(ended.numUpdatedRows))
}
