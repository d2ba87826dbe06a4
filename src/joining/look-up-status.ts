import { admit, type Knock } from '../auth/admit.ts'
import { readCode } from '../codes.ts'
import type { Ctx } from '../context.ts'
import { dayOf } from '../days.ts'
import { sha256 } from '../hashing.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, ok, type Result, refuse } from '../result.ts'
import { keptApplication } from './purge.ts'

export type ApplicationStatus =
  | { readonly state: 'waiting'; readonly since: Date }
  /** `askAgainOn`: the first day on which she may ask again, as `YYYY-MM-DD`; null when she may now. */
  | { readonly state: 'declined'; readonly reason: string; readonly askAgainOn: string | null }
  /** `needsSignInName`: the one she wished for belongs to somebody else by now. */
  | { readonly state: 'approved'; readonly needsSignInName: boolean }

export interface LookUpStatus extends Knock {
  /** As she typed it. */
  readonly code: string
}

/**
 * What became of an application. A code that never was and one whose time is over get the same answer by the same
 * statements (P14). Refuses too many look-ups of one code or from one network.
 */
export async function lookUpStatus(ctx: Ctx, input: LookUpStatus): Promise<Result<ApplicationStatus>> {
  if (!can(ctx.actor, 'application.look-up')) return forbidden()
  const code = readCode(input.code)
  const admitted = await admit(ctx, 'status', { ...input, account: code })
  if (!admitted.ok) return admitted
  const row = await readByCode(ctx, code)
  if (!row) return refuse(invalid('code', 'joining.status.unknown'))
  switch (row.state) {
    case 'waiting':
      return ok({ state: 'waiting', since: row.createdAt })
    case 'declined':
      return ok({ state: 'declined', reason: row.reason ?? '', askAgainOn: later(ctx, row.askAgainOn) })
    case 'approved':
      return ok({ state: 'approved', needsSignInName: row.signInNameKey === null })
  }
}

/** A day that is still to come. */
const later = ({ clock }: Pick<Ctx, 'clock'>, day: string | null): string | null =>
  day !== null && day > dayOf(clock.now()) ? day : null

/** The application behind a code, as long as it can be looked up and, once approved, its member can come in. */
export async function readByCode(ctx: Pick<Ctx, 'db' | 'clock'>, code: string) {
  return ctx.db
    .selectFrom('applications as application')
    .leftJoin('members as member', 'member.id', 'application.memberId')
    .leftJoin('credentials', 'credentials.memberId', 'member.id')
    .select(['application.state', 'application.reason', 'application.createdAt', 'application.memberId'])
    .select(['application.askAgainOn', 'credentials.signInNameKey', 'member.displayName'])
    .where('application.statusCodeHash', '=', await sha256(code))
    .where(keptApplication('application', ctx.clock.now()))
    .where((eb) => eb.or([eb('application.state', '<>', 'approved'), eb('member.status', '=', 'active')]))
    .executeTakeFirst()
}
