import type { Ctx } from '../context.ts'
import { sha256 } from '../hashing.ts'

export type ThrottleScope = 'sign-in' | 'join' | 'status' | 'withdrawal' | 'recovery'

export type ThrottleCtx = Pick<Ctx, 'db' | 'clock' | 'random'>

export interface ThrottleSubjects {
  /** The account or code that is tried, where there is one. */
  readonly account?: string
  /** The address of the peer. */
  readonly network: string
}

/** Uses allowed per subject within one hour. */
export const perAccount = 10
export const perNetwork = 120

/**
 * Counts one use for both subjects; gives how often each was used within the hour, 0 for an absent account. Called
 * outside any transaction, so that failed attempts count too.
 */
export async function countUses(
  ctx: ThrottleCtx,
  scope: ThrottleScope,
  subjects: ThrottleSubjects,
): Promise<{ readonly account: number; readonly network: number }> {
  const account = await countUse(ctx, scope, `account ${subjects.account ?? ''}`)
  const network = await countUse(ctx, scope, `network ${subjects.network}`)
  return { account: subjects.account === undefined ? 0 : account, network }
}

/**
 * Counts one use of a subject within the hour of `at`. Only a hash keyed with a secret that lives as long is written,
 * into unlogged tables (P6).
 */
export async function countUse(
  ctx: ThrottleCtx,
  scope: string,
  subject: string,
  at = ctx.clock.now(),
): Promise<number> {
  const hour = hourOf(at)
  const secret = await hourlySecret(ctx, hour)
  const subjectHash = await sha256(`${secret}\n${scope}\n${subject}`)
  const row = await ctx.db
    .insertInto('throttles')
    .values({ scope, subjectHash, windowStart: hour, uses: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['scope', 'subjectHash', 'windowStart'])
        .doUpdateSet((eb) => ({ uses: eb('throttles.uses', '+', 1) })),
    )
    .returning('uses')
    .executeTakeFirstOrThrow()
  return row.uses
}

/** Takes back what was counted for a subject within this hour: whoever proved herself need not wait. */
export async function forgetUses(ctx: ThrottleCtx, scope: string, subject: string): Promise<void> {
  const hour = hourOf(ctx.clock.now())
  const secret = await hourlySecret(ctx, hour)
  await ctx.db
    .deleteFrom('throttles')
    .where('scope', '=', scope)
    .where('subjectHash', '=', await sha256(`${secret}\n${scope}\n${subject}`))
    .where('windowStart', '=', hour)
    .execute()
}

export const hourOf = (moment: Date): Date => new Date(moment.getTime() - (moment.getTime() % 3_600_000))

/** The secret of an hour, made when it is first needed. */
export async function hourlySecret(ctx: Pick<Ctx, 'db' | 'random'>, hour: Date): Promise<string> {
  const row = await ctx.db
    .insertInto('networkKeys')
    .values({ hour, secret: ctx.random.token() })
    .onConflict((conflict) =>
      conflict.column('hour').doUpdateSet((eb) => ({ secret: eb.ref('networkKeys.secret') })),
    )
    .returning('secret')
    .executeTakeFirstOrThrow()
  return row.secret
}
