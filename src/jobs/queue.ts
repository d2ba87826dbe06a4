import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../context.ts'
import type { Job, JobKind, LeasedJob, NewJob } from './job.ts'

/** How long a worker may keep a job without renewing, in milliseconds; after that another takes it over. */
export const leaseMilliseconds = 60_000

type QueueCtx = Pick<Ctx, 'db' | 'clock'>

/** Adds a job; inside a transaction it exists exactly if the transaction commits. */
export async function enqueue(ctx: QueueCtx, job: NewJob): Promise<void> {
  await ctx.db
    .insertInto('jobs')
    .values({
      kind: job.kind,
      payload: { ...job.payload },
      orderKey: job.orderKey ?? null,
      runAt: ctx.clock.now(),
    })
    .execute()
}

/**
 * Adds a job for each row of a query that gives `payload` and `order_key`, unless one of the same order waits already:
 * one statement however many there are. One that is being worked on does not count, for it may have looked too early.
 */
export async function enqueueOnce(ctx: QueueCtx, kind: JobKind, rows: RawBuilder<unknown>): Promise<void> {
  await sql`insert into jobs (kind, payload, order_key, run_at)
    select ${kind}, wanted.payload, wanted.order_key, ${ctx.clock.now()}::timestamptz from (${rows}) wanted
    where not exists (select 1 from jobs waiting where waiting.order_key = wanted.order_key
      and waiting.dead_at is null and waiting.leased_until is null)`.execute(ctx.db)
}

/** Which jobs somebody works on: deliveries only, everything but them, or whatever comes. */
export type JobShare = 'all' | 'deliveries' | 'others'

/**
 * Leases up to `limit` due jobs. Of jobs that share an order key only the oldest is handed out, and only while no
 * other worker holds it; `SKIP LOCKED` keeps workers from waiting for each other. What has to wait for the same others
 * is passed over while three jobs do (two, of what others made us ask for). A server whose line is held or paused (`server_health`) costs nothing: its
 * deliveries are passed over, and once it may be tried again one of them goes first.
 */
export async function lease(
  ctx: Pick<Ctx, 'db' | 'clock' | 'random'>,
  limit: number,
  share: JobShare = 'all',
): Promise<LeasedJob[]> {
  const now = ctx.clock.now()
  const due = (alias: 'job' | 'taken') => {
    const [deadAt, runAt, leasedUntil] = ['dead_at', 'run_at', 'leased_until'].map((column) =>
      sql.ref(`${alias}.${column}`),
    )
    return sql`${deadAt} is null and ${runAt} <= ${now}::timestamptz
      and (${leasedUntil} is null or ${leasedUntil} < ${now}::timestamptz)`
  }
  const { rows } = await sql<LeasedRow>`with busy as materialized (
      select ${waitsFor('leased')} as whom, count(*)::int as jobs from jobs leased
      where leased.leased_until >= ${now}::timestamptz and ${waitsFor('leased')} is not null group by 1
    ), troubled as materialized (
      select host, paused_on is null and (held_until is null or held_until <= ${now}::timestamptz) as is_open
      from server_health
      where paused_on is not null or held_until > ${now}::timestamptz or failures >= ${failuresBeforeHold}::int
    ), ready as materialized (
      select job.id, job.run_at, ${waitsFor('job')} as whom, coalesce(busy.jobs, 0) as busy,
        case when troubled.host is not null then troubled.is_open::int else ${mostWaiting} end as most
      from jobs job
      left join troubled on troubled.host = job.host
      left join busy on busy.whom = ${waitsFor('job')}
      where ${due('job')} and ${shares[share]} and coalesce(troubled.is_open, true)
        and (busy.jobs is null
          or busy.jobs < case when troubled.host is null then ${mostWaiting} else 1 end)
        and (job.order_key is null or not exists (select 1 from jobs earlier
          where earlier.order_key = job.order_key and earlier.id < job.id and earlier.dead_at is null))
      order by job.run_at, job.id limit ${limit * 4}::int
    ), chosen as materialized (
      select id from (select ready.id, ready.run_at, ready.whom, ready.most - ready.busy as free,
        row_number() over (partition by ready.whom order by ready.run_at, ready.id) as place from ready) placed
      where whom is null or place <= free order by run_at, id limit ${limit}::int
    ), locked as materialized (
      select taken.id from jobs taken where taken.id in (select id from chosen) and ${due('taken')}
      for update skip locked
    )
    update jobs set leased_until = ${new Date(now.getTime() + leaseMilliseconds)}::timestamptz,
      lease_token = ${ctx.random.id()}, attempts = jobs.attempts + 1
    from locked where jobs.id = locked.id
    returning jobs.id, jobs.kind, jobs.payload, jobs.attempts, jobs.lease_token as "leaseToken"`.execute(
    ctx.db,
  )
  return rows
    .sort((one, other) => Number(one.id) - Number(other.id))
    .map(({ id, kind, payload, attempts, leaseToken }) => ({
      ...asJob(kind, payload),
      ...{ id: Number(id), attempts, leaseToken },
    }))
}

interface LeasedRow {
  readonly id: number
  readonly kind: string
  readonly payload: unknown
  readonly attempts: number
  readonly leaseToken: string
}

const shares = {
  all: sql`true`,
  deliveries: sql`job.kind = 'deliver'`,
  others: sql`job.kind <> 'deliver'`,
} as const satisfies Readonly<Record<JobShare, unknown>>

/**
 * A server that answers slowly, at however many inboxes, must not keep all workers from everybody else; nor must all
 * the kinds of what others made us ask for together.
 */
const mostWaiting = sql`case when job.kind = 'event' then 2 else 3 end`

/** After so many failures in a row the line to a server is held. */
export const failuresBeforeHold = 3

/** Leasing counts an attempt. */
const wasTriedBefore = {
  job: sql<boolean>`job.attempts > 0`,
  leased: sql<boolean>`leased.attempts > 1`,
} as const

/**
 * Whom a job may wait for: the server that it delivers to, or whose activities it works off, together with
 * all such once it did not answer; what others made us ask for waits with its own kind, signs and mails with theirs.
 * Null when nobody.
 */
const waitsFor = (table: 'job' | 'leased') => {
  const [kind, payload, host, orderKey] = ['kind', 'payload', 'host', 'order_key'].map((name) =>
    sql.ref(`${table}.${name}`),
  )
  return sql<string | null>`case
    when ${kind} = 'deliver' then ${host}
    when ${kind} in ('push', 'mail') then ${kind}
    when ${kind} = 'receive' then case when ${wasTriedBefore[table]} then 'receive again' else ${orderKey} end
    when ${payload} ->> 'type' in
      ('allied-images-found', 'channel-backfill', 'allied-thread-wanted') then ${payload} ->> 'type'
    end`
}

/** Only this file writes the table, so a stored row has the shape of a `Job`. */
const asJob = (kind: string, payload: unknown): Job => ({ kind, payload }) as Job

/** Extends a lease that is still ours; false when another worker has taken the job over. */
export async function renew(ctx: QueueCtx, job: LeasedJob): Promise<boolean> {
  const renewed = await ctx.db
    .updateTable('jobs')
    .set({ leasedUntil: new Date(ctx.clock.now().getTime() + leaseMilliseconds) })
    .where('id', '=', job.id)
    .where('leaseToken', '=', job.leaseToken)
    .executeTakeFirst()
  return renewed.numUpdatedRows === 1n
}

/** Removes a finished job, unless its lease was lost. Called after the outcome is committed (at least once). */
export async function finish(ctx: QueueCtx, job: LeasedJob): Promise<void> {
  await ctx.db.deleteFrom('jobs').where('id', '=', job.id).where('leaseToken', '=', job.leaseToken).execute()
}

/** As `finish`, for many at once. */
export async function finishAll(ctx: QueueCtx, jobs: readonly LeasedJob[]): Promise<void> {
  const finished = JSON.stringify(jobs.map(({ id, leaseToken }) => ({ id, token: leaseToken })))
  await sql`delete from jobs using jsonb_to_recordset(${finished}::text::jsonb) as done(id bigint, token text)
    where jobs.id = done.id and jobs.lease_token = done.token`.execute(ctx.db)
}

/** Puts a job back for later: in its place among those of its order or, with `goesLast`, behind them. */
export async function retryAt(
  ctx: QueueCtx,
  job: LeasedJob,
  runAt: Date,
  { failure, goesLast = false }: { readonly failure: string; readonly goesLast?: boolean },
): Promise<void> {
  await ctx.db
    .updateTable('jobs')
    .set({ runAt, leasedUntil: null, leaseToken: null, lastFailure: failure })
    .$if(goesLast, (update) => update.set({ id: sql`default` }))
    .where('id', '=', job.id)
    .where('leaseToken', '=', job.leaseToken)
    .execute()
}

/** Keeps a job that cannot succeed as a dead letter and lets the ones behind it pass. */
export async function bury(ctx: QueueCtx, job: LeasedJob, failure: string): Promise<void> {
  await ctx.db
    .updateTable('jobs')
    .set({ deadAt: ctx.clock.now(), leasedUntil: null, leaseToken: null, lastFailure: failure })
    .where('id', '=', job.id)
    .where('leaseToken', '=', job.leaseToken)
    .execute()
}
