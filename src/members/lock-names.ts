import { sql } from 'kysely'
import type { TransactionCtx } from '../context.ts'

/**
 * Whoever gives out a sign-in name or a display name waits here for the others who do, so that "is it free?" and
 * taking it are one step. Transaction-scoped, so that it works behind poolers.
 */
export async function lockNames(ctx: Pick<TransactionCtx, 'db'>): Promise<void> {
  await sql`select pg_advisory_xact_lock(7242002)`.execute(ctx.db)
}

/** True when somebody signs in with this name. Asked only for her who was let in (P14), after `lockNames`. */
export async function isSignInNameTaken(
  ctx: Pick<TransactionCtx, 'db'>,
  signInNameKey: string,
): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('credentials')
    .select('memberId')
    .where('signInNameKey', '=', signInNameKey)
    .executeTakeFirst()
  return row !== undefined
}
