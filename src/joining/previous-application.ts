import { admit, type Knock } from '../auth/admit.ts'
import { readCode } from '../codes.ts'
import type { Ctx } from '../context.ts'
import { dayOf } from '../days.ts'
import { sha256 } from '../hashing.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Refusal, type Result, refuse } from '../result.ts'
import { keptApplication } from './purge.ts'

export interface PreviousApplication {
  readonly id: string
  /** The first day on which she may ask again, as `YYYY-MM-DD`; null when she may at once. */
  readonly askAgainOn: string | null
}

/**
 * Before she answers anything: whether she was asked to wait. Only her old code tells who she is (P7); a code that
 * nobody knows counts for nothing, by the same statements (P14). Refuses before the day, too many tries of one code,
 * and slows down a flood from one network.
 */
export async function mayAskAgain(
  ctx: Ctx,
  { previousCode, ...knock }: { readonly previousCode: string } & Omit<Knock, 'account'>,
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'application.submit')) return forbidden()
  const admitted = await admit(ctx, 'status', { ...knock, account: readCode(previousCode) })
  if (!admitted.ok) return admitted
  const [early] = judgePrevious(ctx, await readPrevious(ctx, previousCode))
  return early ? refuse({ ...early, field: 'previousCode' }) : ok()
}

/** The application that was declined and whose code she brings, as long as it is kept. */
export async function readPrevious(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  typed: string,
): Promise<PreviousApplication | undefined> {
  return ctx.db
    .selectFrom('applications')
    .select(['id', 'askAgainOn'])
    .where('statusCodeHash', '=', await sha256(readCode(typed)))
    .where('state', '=', 'declined')
    .where(keptApplication('applications', ctx.clock.now()))
    .executeTakeFirst()
}

/** Refusals for asking again before the day that the moderators named. */
export function judgePrevious(
  { clock }: Pick<Ctx, 'clock'>,
  previous: PreviousApplication | undefined,
): Refusal[] {
  const day = previous?.askAgainOn ?? null
  if (day === null || day <= dayOf(clock.now())) return []
  // At noon it is the same day nearly everywhere, whatever the server's own time zone is.
  const params = { day: Date.parse(`${day}T12:00:00Z`) }
  return [{ kind: 'invalid', message: 'joining.again.early', params }]
}
