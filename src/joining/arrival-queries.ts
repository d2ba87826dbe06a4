import { type RawBuilder, sql } from 'kysely'
import type { Ctx, MemberCtx } from '../context.ts'
import { sha256 } from '../hashing.ts'
import { shownName } from '../members/shown-name.ts'
import { can } from '../policy/permissions.ts'
import { readArrivalToken } from './arrival-token.ts'

/** True while women may come in with it: not ended, not over, places left, opened by somebody who still moderates. */
export function usableArrival(alias: string, now: Date): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql<boolean>`(${column('places_left')} > 0 and ${column('ended_at')} is null
    and ${column('expires_at')} > ${now}
    and exists (select 1 from members opening
      join member_roles opening_role on opening_role.member_id = opening.id and opening_role.role = 'moderator'
      where opening.id = ${column('created_by')} and opening.status = 'active'))`
}

/** Whether a code opens the door now. Every other one gets the same answer by the same statement (P14). */
export async function isArrivalOpen(ctx: Pick<Ctx, 'db' | 'clock'>, typed: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('arrivals')
    .select('id')
    .where('tokenHash', '=', await sha256(readArrivalToken(typed)))
    .where(usableArrival('arrivals', ctx.clock.now()))
    .executeTakeFirst()
  return row !== undefined
}

export interface ArrivalView {
  readonly id: string
  readonly by: string | null
  readonly places: number
  readonly placesLeft: number
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** More than are ever open at once. */
const mostShown = 20

/** What is open now, for moderators; nothing for others. */
export async function listArrivals(ctx: MemberCtx): Promise<ArrivalView[]> {
  if (!can(ctx.actor, 'arrival.open')) return []
  const { rows } = await sql<ArrivalView>`
    select arrival.id, ${shownName('opener')} as by, arrival.places, arrival.places_left,
      arrival.created_at, arrival.expires_at
    from arrivals arrival join members opener on opener.id = arrival.created_by
    where ${usableArrival('arrival', ctx.clock.now())}
    order by arrival.expires_at desc, arrival.id limit ${mostShown}`.execute(ctx.db)
  return rows
}
