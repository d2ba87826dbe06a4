import { sql } from 'kysely'
import type { Ctx } from '../context.ts'
import { dayOf } from '../days.ts'

/**
 * What is noted of the line to a server (`server_health`). Hosts are written as in the ledger: with their port, in
 * lower case. Nothing finer than a day is kept of what was heard or delivered.
 */
type NoteCtx = Pick<Ctx, 'db' | 'clock'>

/**
 * Notes that a host spoke with us and that its signature was good. Writes at most once a day and host, unless its line
 * was failing: then it counts as mended, and what waits for it is tried now.
 */
export async function noteHeard(ctx: NoteCtx, host: string): Promise<void> {
  const now = ctx.clock.now()
  const today = dayOf(now)
  const known = await ctx.db
    .selectFrom('serverHealth')
    .select(['heardOn', 'failures', 'heldUntil', 'clockSkewSeconds'])
    .where('host', '=', host)
    .executeTakeFirst()
  const wasFailing = known !== undefined && (known.failures > 0 || known.heldUntil !== null)
  if (known?.heardOn === today && !wasFailing && known.clockSkewSeconds === null) return
  await ctx.db
    .insertInto('serverHealth')
    .values({ host, heardOn: today, changedAt: now })
    .onConflict((conflict) =>
      conflict.column('host').doUpdateSet({
        heardOn: today,
        failures: 0,
        failingSince: null,
        lastFailure: null,
        heldUntil: null,
        clockSkewSeconds: null,
        changedAt: now,
      }),
    )
    .execute()
  if (wasFailing) await tryNow(ctx, host)
}

/**
 * Notes by how many seconds the clock of a host is off when a signature was refused for that (decision 12): positive
 * when it is fast. Writes only when that changed by more than a minute.
 */
export async function noteSkew(ctx: NoteCtx, host: string, seconds: number): Promise<void> {
  const known = await ctx.db
    .selectFrom('serverHealth')
    .select('clockSkewSeconds')
    .where('host', '=', host)
    .executeTakeFirst()
  const before = known?.clockSkewSeconds ?? null
  if (before !== null && Math.abs(before - seconds) <= 60) return
  const clockSkewSeconds = Math.max(-mostSeconds, Math.min(mostSeconds, Math.round(seconds)))
  const changedAt = ctx.clock.now()
  await ctx.db
    .insertInto('serverHealth')
    .values({ host, clockSkewSeconds, changedAt })
    .onConflict((conflict) => conflict.column('host').doUpdateSet({ clockSkewSeconds, changedAt }))
    .execute()
}

/** What an integer column holds. */
const mostSeconds = 2_147_483_647

/**
 * Makes due what waits to be tried again at a host. What it was asked to wait with, by the server itself, waits on
 * (Retry-After), unless moderators will have it tried.
 */
export async function tryNow(ctx: NoteCtx, host: string, { insists = false } = {}): Promise<void> {
  const now = ctx.clock.now()
  await sql`with waiting as materialized (
      select jobs.id, deliveries.id as delivery from jobs
      join deliveries on deliveries.id = jobs.payload ->> 'deliveryId' and deliveries.settled_on is null
      where jobs.host = ${host} and jobs.kind = 'deliver' and jobs.dead_at is null and jobs.run_at > ${now}::timestamptz
        and (${insists}::boolean or deliveries.last_status is null or deliveries.last_status not in (429, 503))
      order by jobs.id for update of jobs
    ), hastened as (
      update jobs set run_at = ${now}::timestamptz where id in (select id from waiting)
    )
    update deliveries set next_attempt_at = null where id in (select delivery from waiting)`.execute(ctx.db)
}
