import { sql } from 'kysely'
import type { TransactionCtx } from '../context.ts'

/** What is done one after the other. The numbers only have to differ; they are the same in every version. */
const locks = { acts: 7_242_001, names: 7_242_002, drafts: 7_242_003, succession: 7_242_013 } as const

/**
 * Waits until nobody else does the same, or the same of one thing if `of` names it, and keeps others waiting until the
 * transaction ends: transaction-scoped, so that it works behind poolers.
 */
export async function waitForTurn(
  { db }: Pick<TransactionCtx, 'db'>,
  what: keyof typeof locks,
  of?: string,
): Promise<void> {
  const lock = sql.lit(locks[what])
  await (of === undefined
    ? sql`select pg_advisory_xact_lock(${lock})`.execute(db)
    : sql`select pg_advisory_xact_lock(${lock}, hashtext(${of}))`.execute(db))
}
