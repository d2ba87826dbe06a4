import type { MemberCtx } from '../context.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, ok, type Refusal, type Result, refuse } from '../result.ts'
import { approveApplication } from './approve-application.ts'
import { type Declining, declineApplication } from './decline-application.ts'

/** What became of one of them; `already`: somebody else decided, or she is gone. */
export type OutcomeKind = 'approved' | 'needsAnother' | 'declined' | 'already'

export interface Outcome {
  readonly applicationId: string
  readonly kind: OutcomeKind
}

export interface DecideApplications {
  readonly applicationIds: readonly string[]
  readonly decision: 'approve' | ({ readonly kind: 'decline' } & Declining)
}

/** As many as one page lists. */
export const mostAtOnce = 50

/**
 * Decides on several alike, each in a transaction of its own: what another moderator decided meanwhile is told and
 * changes nothing for the others. Refuses none at all, too many, and a reason that does not hold, before anything is
 * decided.
 */
export async function decideApplications(
  ctx: MemberCtx,
  { applicationIds, decision }: DecideApplications,
): Promise<Result<Outcome[]>> {
  if (!can(ctx.actor, 'application.decide')) return forbidden()
  const ids = [...new Set(applicationIds)]
  if (ids.length === 0) return refuse(invalid('application', 'joining.bulk.none'))
  if (ids.length > mostAtOnce) {
    return refuse(invalid('application', 'joining.bulk.tooMany', { most: mostAtOnce }))
  }
  const outcomes: Outcome[] = []
  for (const applicationId of ids) {
    const decided = await decide(ctx, applicationId, decision)
    if (!decided.ok) return decided
    outcomes.push({ applicationId, kind: decided.value })
  }
  return ok(outcomes)
}

async function decide(
  ctx: MemberCtx,
  applicationId: string,
  decision: DecideApplications['decision'],
): Promise<Result<OutcomeKind>> {
  if (decision === 'approve') {
    const approved = await approveApplication(ctx, { applicationId })
    if (approved.ok) return ok(approved.value.isIn ? 'approved' : 'needsAnother')
    return outcomeOf(approved.refusals)
  }
  const { kind, ...declining } = decision
  const declined = await declineApplication(ctx, { applicationId, ...declining })
  return declined.ok ? ok('declined') : outcomeOf(declined.refusals)
}

/** A refusal of one is told beside the others; a form that does not hold is refused whole. */
function outcomeOf(refusals: readonly [Refusal, ...Refusal[]]): Result<OutcomeKind> {
  const [{ kind, message }] = refusals
  if (kind !== 'conflict' && kind !== 'missing') return { ok: false, refusals }
  return ok(message === 'joining.decide.needsAnother' ? 'needsAnother' : 'already')
}
