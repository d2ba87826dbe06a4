import type { TransactionCtx } from '../context.ts'

type WithdrawnCtx = Pick<TransactionCtx, 'db' | 'clock'>

/** Remembers that a host took something back, known here or not: what arrives later, in the wrong order, stays away. */
export async function rememberWithdrawal(ctx: WithdrawnCtx, uri: string, host: string): Promise<void> {
  await ctx.db
    .insertInto('withdrawnObjects')
    .values({ uri, host, withdrawnAt: ctx.clock.now() })
    .onConflict((conflict) => conflict.columns(['uri', 'host']).doNothing())
    .execute()
}

/** Whether one of these hosts took it back. Withdrawals by others count for nothing. */
export async function wasWithdrawn(
  ctx: Pick<TransactionCtx, 'db'>,
  uri: string,
  hosts: readonly string[],
): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('withdrawnObjects')
    .select('host')
    .where('uri', '=', uri)
    .where('host', 'in', hosts)
    .executeTakeFirst()
  return row !== undefined
}
