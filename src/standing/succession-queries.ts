import { sql } from 'kysely'
import type { Ctx, MemberCtx } from '../context.ts'
import { dayOf, daysFrom } from '../days.ts'

/** How long nobody with a role must have been seen, and how long somebody must be here to take over (P13). */
export const silenceDays = 30
export const seniorDays = 90

/** As many others as have to stand behind whoever offers herself. */
export const supportsNeeded = 2

/**
 * True when nobody who holds a role has acted, or looked at what there is to do, for 30 days. Taking over counts as
 * an act: then the silence is over. A community without any record counts from its beginning.
 */
export async function isSilent(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  role: 'moderator' | 'admin',
): Promise<boolean> {
  const since = daysFrom(ctx.clock.now(), -silenceDays)
  const { rows } = await sql<{ silent: boolean }>`select not (
      exists (select 1 from moderation_acts act join act_subjects acted on acted.token = act.token
        where act.day > ${dayOf(since)} and (act.act in ('succession', 'role-given', 'admin-made')
          or exists (select 1 from member_roles held
            where held.member_id = acted.moderator_id and held.role = ${role})))
      or exists (select 1 from queue_visits visit join member_roles held
        on held.member_id = visit.moderator_id and held.role = ${role} where visit.seen_at > ${since})
      or exists (select 1 from community where set_up_at is null or set_up_at > ${since})) as silent
    `.execute(ctx.db)
  return rows[0]?.silent ?? false
}

/** True for active members who have been here long enough and are not asleep: they may offer and support. */
export const isSenior = (ctx: Pick<Ctx, 'clock'>, alias: string) =>
  sql<boolean>`(${sql.ref(`${alias}.status`)} = 'active' and ${sql.ref(`${alias}.asleep_since`)} is null
    and ${sql.ref(`${alias}.joined_at`)} <= ${daysFrom(ctx.clock.now(), -seniorDays)})`

/** Whether the actor may take part: she is senior, and the moderators are silent. */
export async function mayTakePart(ctx: Pick<MemberCtx, 'db' | 'clock' | 'actor'>): Promise<boolean> {
  const member = await ctx.db
    .selectFrom('members')
    .select('id')
    .where('id', '=', ctx.actor.memberId)
    .where(isSenior(ctx, 'members'))
    .executeTakeFirst()
  return member !== undefined && (await isSilent(ctx, 'moderator'))
}

export interface SuccessionView {
  readonly hasOffered: boolean
  readonly candidates: readonly {
    readonly id: string
    readonly name: string
    readonly supports: number
    readonly isMine: boolean
    readonly hasMySupport: boolean
  }[]
}

const mostCandidates = 50

/** Who offers herself; undefined while there are moderators, and for whoever is too new. */
export async function readSuccession(ctx: MemberCtx): Promise<SuccessionView | undefined> {
  if (!(await mayTakePart(ctx))) return undefined
  const { memberId } = ctx.actor
  const candidates = await ctx.db
    .selectFrom('successions as s')
    .innerJoin('members as m', 'm.id', 's.candidateId')
    .select(['m.id', 'm.displayName as name'])
    .select([
      sql<number>`(select count(*)::int from succession_supports given
        where given.candidate_id = s.candidate_id)`.as('supports'),
      sql<boolean>`(s.candidate_id = ${memberId})`.as('isMine'),
      sql<boolean>`exists (select 1 from succession_supports given
        where given.candidate_id = s.candidate_id and given.member_id = ${memberId})`.as('hasMySupport'),
    ])
    .where(isSenior(ctx, 'm'))
    .orderBy('s.offeredAt')
    .orderBy('m.id')
    .limit(mostCandidates)
    .execute()
  return { hasOffered: candidates.some(({ isMine }) => isMine), candidates }
}
