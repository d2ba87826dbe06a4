import { sql } from 'kysely'
import { readCode } from '../codes.ts'
import type { Ctx } from '../context.ts'
import { sha256 } from '../hashing.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, ok, type Result, refuse } from '../result.ts'
import { admit, type Knock } from './admit.ts'
import { runningRecovery } from './recovery-rules.ts'

export type RecoveryStatus =
  | { readonly state: 'waiting'; readonly since: Date }
  /** Everybody said yes; it opens when whoever is signed in had time to stop it. */
  | { readonly state: 'agreed'; readonly opensAt: Date }
  | { readonly state: 'open' }
  | { readonly state: 'stopped' }
  | { readonly state: 'finished' }

export interface LookUpRecovery extends Omit<Knock, 'account'> {
  /** As she typed it. */
  readonly code: string
}

/**
 * What became of a request for a new passphrase. A code that never was and one whose time is over get the same answer
 * by the same statements (P14). What was refused before it was agreed to looks like what still waits: or whoever tries
 * names would learn from the refusal that one exists. Refuses too many look-ups of one code or from one network.
 */
export async function lookUpRecovery(ctx: Ctx, input: LookUpRecovery): Promise<Result<RecoveryStatus>> {
  if (!can(ctx.actor, 'recovery.ask')) return forbidden()
  const code = readCode(input.code)
  const admitted = await admit(ctx, 'recovery', { ...input, account: `look ${code}` })
  if (!admitted.ok) return admitted
  const now = ctx.clock.now()
  const recovery = await ctx.db
    .selectFrom('recoveries as r')
    .select(['r.askedAt', 'r.opensAt', 'r.stoppedAt', 'r.finishedAt'])
    .where('r.codeHash', '=', await sha256(code))
    .where(
      sql<boolean>`(r.stopped_at is not null or r.finished_at is not null or ${runningRecovery('r', now)})`,
    )
    .executeTakeFirst()
  if (!recovery) return refuse(invalid('code', 'recovery.status.unknown'))
  const { askedAt, opensAt, stoppedAt, finishedAt } = recovery
  if (finishedAt !== null) return ok({ state: 'finished' })
  if (opensAt === null) return ok({ state: 'waiting', since: askedAt })
  if (stoppedAt !== null) return ok({ state: 'stopped' })
  return ok(opensAt <= now ? { state: 'open' } : { state: 'agreed', opensAt })
}
