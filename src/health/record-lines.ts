import { sql } from 'kysely'
import type { Ctx } from '../context.ts'
import { dayOf } from '../days.ts'
import { failuresBeforeHold } from '../jobs/queue.ts'
import { tryNow } from './note.ts'

/** Why nothing arrives: nobody there, no answer in time, a fault of theirs, a refusal, or a wish for fewer requests. */
export type LineFailure = 'unreachable' | 'slow' | 'fault' | 'refused' | 'too-many'

/** What one delivery showed of the line to a server; `answered`: it is there, though that inbox is not. */
export interface LineReport {
  readonly host: string
  readonly showed: 'delivered' | 'answered' | LineFailure
  /** Until when it asked to be left alone. */
  readonly notBefore?: Date
}

const shortestHold = 60_000
const longestHold = 6 * 3_600_000

/**
 * Keeps the health of lines (circuit breaking): after three failures in a row a server is left alone for a minute, then
 * twice as long each time up to 6 hours, with one try in between; one delivery mends it. Of many reports of one server
 * the best counts once. A line that works is written at most once a day.
 */
export async function recordLines(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  reports: readonly LineReport[],
): Promise<void> {
  const best = new Map<string, LineReport>()
  for (const report of reports) {
    const other = best.get(report.host)
    if (!other || rank(report) < rank(other)) best.set(report.host, report)
  }
  const lines = [...best.values()].sort((one, other) => (one.host < other.host ? -1 : 1))
  await recordWorking(
    ctx,
    lines.filter((line) => rank(line) < 2),
  )
  await recordFailing(
    ctx,
    lines.filter((line) => rank(line) === 2),
  )
}

const rank = ({ showed }: LineReport): number =>
  showed === 'delivered' ? 0 : showed === 'answered' || showed === 'refused' ? 1 : 2

/** A server that answers is there, even if it refuses: then only the reason is kept. */
async function recordWorking(ctx: Pick<Ctx, 'db' | 'clock'>, lines: readonly LineReport[]): Promise<void> {
  if (lines.length === 0) return
  const now = ctx.clock.now()
  const rows = lines.map(({ host, showed }) => ({
    host,
    delivered_on: showed === 'delivered' ? dayOf(now) : null,
    last_failure: showed === 'refused' ? showed : null,
  }))
  const { rows: mended } = await sql<{ host: string }>`with line as materialized (
      select line.*, health.failures > 0 or health.held_until is not null as was_failing
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
        as line(host text, delivered_on date, last_failure text)
      left join server_health health on health.host = line.host
      where health.host is null or health.failures > 0 or health.held_until is not null
        or health.last_failure is distinct from line.last_failure
        or health.delivered_on < line.delivered_on
        or (health.delivered_on is null and line.delivered_on is not null)
    ), written as (
      insert into server_health (host, delivered_on, last_failure, failing_since, changed_at)
      select host, delivered_on, last_failure, case when last_failure is not null then ${now}::timestamptz end,
        ${now}::timestamptz from line order by host
      on conflict (host) do update set
        delivered_on = coalesce(excluded.delivered_on, server_health.delivered_on),
        failures = 0, held_until = null, last_failure = excluded.last_failure,
        failing_since = case when excluded.last_failure is not null
          then coalesce(server_health.failing_since, excluded.failing_since) end,
        changed_at = excluded.changed_at
    )
    select host from line where was_failing`.execute(ctx.db)
  for (const { host } of mended) await tryNow(ctx, host)
}

/** What was under way when a line began to be held counts no more against it. */
async function recordFailing(ctx: Pick<Ctx, 'db' | 'clock'>, lines: readonly LineReport[]): Promise<void> {
  if (lines.length === 0) return
  const now = ctx.clock.now()
  const rows = lines.map(({ host, showed, notBefore }) => ({
    host,
    why: showed,
    not_before: notBefore?.toISOString() ?? null,
  }))
  const hold = sql`case when counted.failures >= ${failuresBeforeHold}::int then ${now}::timestamptz
    + make_interval(secs => least(${longestHold / 1_000}::float8,
      ${shortestHold / 1_000}::float8 * power(2, least(counted.failures - ${failuresBeforeHold}::int, 20)))) end`
  await sql`with line as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
        as line(host text, why text, not_before timestamptz)
    ), counted as (
      select line.*, coalesce(health.failures, 0) + 1 as failures from line
      left join server_health health on health.host = line.host
      where health.held_until is null or health.held_until <= ${now}::timestamptz
    )
    insert into server_health (host, failures, failing_since, last_failure, held_until, changed_at)
    select host, failures, ${now}::timestamptz, why, greatest(not_before, ${hold}), ${now}::timestamptz
    from counted order by host
    on conflict (host) do update set failures = excluded.failures, last_failure = excluded.last_failure,
      failing_since = coalesce(server_health.failing_since, excluded.failing_since),
      held_until = excluded.held_until, changed_at = excluded.changed_at`.execute(ctx.db)
}
