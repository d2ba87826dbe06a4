import type { Ctx } from '../context.ts'
import { sha256 } from '../hashing.ts'

export type ThrottleScope = 'sign-in' | 'join' | 'status' | 'receipt' | 'set-up'

/** Uses allowed per subject within one hour. */
const perAccount = 10
const perNetwork = 120

/**
 * Counts one use and says whether it is still within bounds: per account or code first, then per network. Only
 * hashes keyed with a secret that lives one hour are written, into unlogged tables (P6). Counted outside any
 * transaction, so that failed attempts count too.
 */
export async function withinLimits(
  ctx: Pick<Ctx, 'db' | 'clock' | 'random'>,
  scope: ThrottleScope,
  subjects: { readonly account?: string; readonly network: string },
): Promise<boolean> {
  const now = ctx.clock.now()
  const hour = new Date(now.getTime() - (now.getTime() % 3_600_000))
  const secret = await hourlySecret(ctx, hour)
  const uses = async (subject: string) => {
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
  const account = await uses(`account ${subjects.account ?? ''}`)
  const network = await uses(`network ${subjects.network}`)
  return (subjects.account === undefined || account <= perAccount) && network <= perNetwork
}

async function hourlySecret(ctx: Pick<Ctx, 'db' | 'random'>, hour: Date): Promise<string> {
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
