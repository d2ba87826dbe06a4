import { admit, type Knock } from '../auth/admit.ts'
import { readCode } from '../codes.ts'
import type { Ctx } from '../context.ts'
import { daysFrom } from '../days.ts'
import { sha256 } from '../hashing.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, ok, type Result, refuse } from '../result.ts'
import { decidedDays, waitingDays } from './rules.ts'

export type ApplicationStatus =
  | { readonly state: 'waiting'; readonly since: Date }
  | { readonly state: 'declined'; readonly reason: string }
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
      return ok({ state: 'declined', reason: row.reason ?? '' })
    case 'approved':
      return ok({ state: 'approved', needsSignInName: row.signInNameKey === null })
  }
}

/** The application behind a code, as long as it can be looked up and, once approved, its member can come in. */
export async function readByCode(ctx: Pick<Ctx, 'db' | 'clock'>, code: string) {
  const now = ctx.clock.now()
  return ctx.db
    .selectFrom('applications as application')
    .leftJoin('members as member', 'member.id', 'application.memberId')
    .leftJoin('credentials', 'credentials.memberId', 'member.id')
    .select(['application.state', 'application.reason', 'application.createdAt', 'application.memberId'])
    .select(['credentials.signInNameKey', 'member.displayName'])
    .where('application.statusCodeHash', '=', await sha256(code))
    .where((eb) =>
      eb.or([
        eb('application.decidedAt', '>', daysFrom(now, -decidedDays)),
        eb.and([
          eb('application.state', '=', 'waiting'),
          eb('application.createdAt', '>', daysFrom(now, -waitingDays)),
        ]),
      ]),
    )
    .where((eb) => eb.or([eb('application.state', '<>', 'approved'), eb('member.status', '=', 'active')]))
    .executeTakeFirst()
}
