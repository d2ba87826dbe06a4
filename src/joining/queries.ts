import { type RawBuilder, sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { shownName } from '../members/shown-name.ts'
import { behindRanked, encodeRanked } from '../paging.ts'
import { can } from '../policy/permissions.ts'

export interface ApplicationView {
  readonly id: string
  readonly state: 'waiting' | 'approved' | 'declined'
  /** The name she wishes to be called by; null once decided. Her sign-in name is nobody's but hers (P1). */
  readonly displayName: string | null
  readonly locale: string
  readonly createdAt: Date
  readonly isInvited: boolean
  /** Who invited her; null when nobody did, or when that name is not shown. */
  readonly invitedBy: string | null
  /** What was decided before, if she brought her old code. */
  readonly previousDecidedAt: Date | null
  readonly previousReason: string | null
  /** She named somebody who knows her; `isVoucherKnown`: there is such a member, and she was asked. */
  readonly namesVoucher: boolean
  readonly isVoucherKnown: boolean
  readonly voucher: string | null
  readonly voucherAnswer: 'yes' | 'no' | 'unsure' | null
  /** How many moderators said yes so far, and whether this one did. */
  readonly approvals: number
  readonly isApprovedByMe: boolean
  /** Her yes would let the applicant in at once: no other moderator has to agree any more. */
  readonly isYesEnough: boolean
  readonly answers: readonly { readonly prompt: string; readonly answer: string }[]
}

/** One application as moderators see it; nothing for everybody else. */
export async function readApplication(
  ctx: MemberCtx,
  applicationId: string,
): Promise<ApplicationView | undefined> {
  if (!can(ctx.actor, 'application.decide') || !couldBeId(applicationId)) return undefined
  const { rows } = await sql<ApplicationView>`
    ${selectApplications(ctx, sql`said.answer`)}
    where application.id = ${applicationId}`.execute(ctx.db)
  return rows[0]
}

/** As many as a moderator decides on in one go. */
const mostListed = 25

/** Of each answer so much, in UTF-8 characters: enough to tell whether to open it. */
const shortAnswer = 300

/** Whom a voucher said yes for comes first; what waits for another moderator than the reader comes last. */
const rank = sql<number>`(case when ranked.is_approved_by_me then 2 when ranked.voucher_answer = 'yes' then 0 else 1 end)`

export interface WaitingApplications {
  readonly applications: readonly ApplicationView[]
  /** All that wait, also on other pages. */
  readonly waiting: number
  /** Where the next page begins; absent on the last one. */
  readonly after?: string
}

/**
 * A page of those who wait: first whom a voucher said yes for, then the others, the oldest first. Two statements,
 * whatever there is. Nothing for everybody but moderators.
 */
export async function listApplications(
  ctx: MemberCtx,
  { after }: { readonly after?: string | undefined } = {},
): Promise<WaitingApplications> {
  if (!can(ctx.actor, 'application.decide')) return { applications: [], waiting: 0 }
  const { rows } = await sql<ApplicationView & { readonly rank: number }>`
    select ranked.*, ${rank} as rank
    from (${selectApplications(ctx, sql`left(said.answer, ${shortAnswer})`)}
      where application.state = 'waiting') ranked
    where ${behindRanked(after, rank, 'ranked.created_at', 'ranked.id')}
    order by rank, ranked.created_at, ranked.id limit ${mostListed + 1}`.execute(ctx.db)
  const applications = rows.slice(0, mostListed)
  const last = rows.length > mostListed ? applications.at(-1) : undefined
  const { waiting } = await ctx.db
    .selectFrom('applications')
    .select((eb) => eb.fn.countAll<number>().as('waiting'))
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow()
  if (!last) return { applications, waiting }
  return {
    applications,
    waiting,
    after: encodeRanked({ rank: last.rank, at: last.createdAt, id: last.id }),
  }
}

/** Those of some applications that still wait, the oldest first. */
export async function readWaiting(
  ctx: MemberCtx,
  applicationIds: readonly string[],
): Promise<{ readonly id: string; readonly displayName: string }[]> {
  const ids = applicationIds.filter(couldBeId)
  if (!can(ctx.actor, 'application.decide') || ids.length === 0) return []
  const rows = await ctx.db
    .selectFrom('applications')
    .select(['id', 'displayName'])
    .where('id', 'in', ids)
    .where('state', '=', 'waiting')
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
  return rows.map(({ id, displayName }) => ({ id, displayName: displayName ?? '' }))
}

const selectApplications = (ctx: MemberCtx, answer: RawBuilder<unknown>) => sql`
  select application.id, application.state, application.display_name, application.locale, application.created_at,
    application.invite_id is not null as is_invited, ${shownName('inviter')} as invited_by,
    previous.decided_at as previous_decided_at, previous.reason as previous_reason,
    vouch.application_id is not null as names_voucher, vouch.member_id is not null as is_voucher_known,
    ${shownName('voucher')} as voucher, vouch.answer as voucher_answer,
    (select count(*)::int from application_votes vote
      join members voter on voter.id = vote.moderator_id and voter.status = 'active'
      join member_roles role on role.member_id = voter.id and role.role = 'moderator'
      where vote.application_id = application.id) as approvals,
    exists (select 1 from application_votes own
      where own.application_id = application.id and own.moderator_id = ${ctx.actor.memberId}) as is_approved_by_me,
    ((select approvals_needed from community) < 2
      or (select count(*) from member_roles office join members officer on officer.id = office.member_id
        where office.role = 'moderator' and officer.status = 'active') < 2
      or exists (select 1 from application_votes other
        join members voter on voter.id = other.moderator_id and voter.status = 'active'
        join member_roles role on role.member_id = voter.id and role.role = 'moderator'
        where other.application_id = application.id
          and other.moderator_id <> ${ctx.actor.memberId})) as is_yes_enough,
    coalesce((select json_agg(json_build_object('prompt', said.prompt, 'answer', ${answer}) order by said.position)
      from application_answers said where said.application_id = application.id), '[]'::json) as answers
  from applications application
  left join invites invite on invite.id = application.invite_id
  left join members inviter on inviter.id = invite.created_by
  left join applications previous on previous.id = application.previous_id
  left join vouches vouch on vouch.application_id = application.id
  left join members voucher on voucher.id = vouch.member_id`
