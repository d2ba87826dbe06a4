import { sql } from 'kysely'
import type { TransactionCtx } from '../context.ts'
import { columnOf, type Flaggable } from './things.ts'

/** Whether a flag waits on a thing. */
export async function isFlagged(ctx: Pick<TransactionCtx, 'db'>, { what, id }: Flaggable): Promise<boolean> {
  const flag = await ctx.db
    .selectFrom('flags')
    .select('id')
    .where(columnOf(what), '=', id)
    .where('decidedAt', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return flag !== undefined
}

/** Decides every flag that waits on a thing; gives their ids. */
export async function settleFlags(
  ctx: Pick<TransactionCtx, 'db' | 'clock'>,
  { what, id }: Flaggable,
  decision: 'kept' | 'removed',
): Promise<string[]> {
  const flags = await ctx.db
    .updateTable('flags')
    .set({ decision, decidedAt: ctx.clock.now() })
    .where(columnOf(what), '=', id)
    .where('decidedAt', 'is', null)
    .returning('id')
    .execute()
  return flags.map((flag) => flag.id)
}

/** Lets flags wait again. Whoever flagged the thing anew meanwhile has one that waits already. */
export async function reopenFlags(
  ctx: Pick<TransactionCtx, 'db'>,
  flagIds: readonly string[],
): Promise<number> {
  if (flagIds.length === 0) return 0
  const { numUpdatedRows } = await ctx.db
    .updateTable('flags')
    .set({ decision: null, decidedAt: null })
    .where('id', 'in', [...flagIds])
    .where('decidedAt', 'is not', null)
    .where(
      sql<boolean>`not exists (select 1 from flags newer where newer.decided_at is null
        and newer.flagger_id = flags.flagger_id and (newer.post_id = flags.post_id
          or newer.comment_id = flags.comment_id or newer.allied_post_id = flags.allied_post_id))`,
    )
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
