import type { MemberCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'

export interface VouchView {
  readonly applicationId: string
  /** The name that the applicant wishes to be called by: all that whoever is asked sees of her. */
  readonly displayName: string
  readonly answer: 'yes' | 'no' | 'unsure' | null
  readonly askedAt: Date
}

/** Those who named her and are not decided on, the oldest first. Nobody else sees any of it. */
export async function listVouches(ctx: MemberCtx): Promise<VouchView[]> {
  if (!can(ctx.actor, 'vouch.answer', 'reader')) return []
  const rows = await asked(ctx)
    .orderBy('vouch.askedAt')
    .orderBy('vouch.applicationId')
    .limit(mostShown)
    .execute()
  return rows.map(named)
}

/** One of them; nothing when it is not she who was asked, or when it is decided. */
export async function readVouch(ctx: MemberCtx, applicationId: string): Promise<VouchView | undefined> {
  if (!can(ctx.actor, 'vouch.answer', 'reader') || !couldBeId(applicationId)) return undefined
  const row = await asked(ctx).where('vouch.applicationId', '=', applicationId).executeTakeFirst()
  return row && named(row)
}

/** Far more than anybody is asked. */
const mostShown = 50

const asked = (ctx: MemberCtx) =>
  ctx.db
    .selectFrom('vouches as vouch')
    .innerJoin('applications as application', 'application.id', 'vouch.applicationId')
    .select(['vouch.applicationId', 'application.displayName', 'vouch.answer', 'vouch.askedAt'])
    .where('vouch.memberId', '=', ctx.actor.memberId)
    .where('application.state', '=', 'waiting')

const named = <Row extends { readonly displayName: string | null }>(row: Row) => ({
  ...row,
  displayName: row.displayName ?? '',
})
