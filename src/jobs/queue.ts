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

/**
 * Leases up to `limit` due jobs. Of jobs that share an order key only the oldest is handed out, and only while no
 * other worker holds it; `SKIP LOCKED` keeps workers from waiting for each other. What has to wait for the same others
 * is passed over while three jobs do.
 */
export async function lease(ctx: Pick<Ctx, 'db' | 'clock' | 'random'>, limit: number): Promise<LeasedJob[]> {
  const now = ctx.clock.now()
  const leaseToken = ctx.random.id()
  const due = ctx.db
    .selectFrom('jobs as job')
    .select('job.id')
    .where('job.deadAt', 'is', null)
    .where('job.runAt', '<=', now)
    .where((eb) => eb.or([eb('job.leasedUntil', 'is', null), eb('job.leasedUntil', '<', now)]))
    .where((eb) =>
      eb.or([
        eb('job.orderKey', 'is', null),
        eb.not(
          eb.exists(
            eb
              .selectFrom('jobs as earlier')
              .select(sql.lit(1).as('one'))
              .whereRef('earlier.orderKey', '=', 'job.orderKey')
              .whereRef('earlier.id', '<', 'job.id')
              .where('earlier.deadAt', 'is', null),
          ),
        ),
      ]),
    )
    .where((eb) =>
      eb.or([eb(waitsFor('job'), 'is', null), eb(waitsFor('job'), 'not in', busyWith(ctx, now))]),
    )
    .orderBy('job.runAt')
    .orderBy('job.id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
  const rows = await ctx.db
    .updateTable('jobs')
    .set((eb) => ({
      leasedUntil: new Date(now.getTime() + leaseMilliseconds),
      leaseToken,
      attempts: eb('attempts', '+', 1),
    }))
    .where('id', 'in', due)
    .returning(['id', 'kind', 'payload', 'attempts'])
    .execute()
  return rows
    .sort((one, other) => one.id - other.id)
    .map((row) => ({ ...asJob(row.kind, row.payload), id: row.id, attempts: row.attempts, leaseToken }))
}

/** A server that answers slowly, at however many inboxes, must not keep all workers from everybody else. */
const mostWaiting = 3

const busyWith = ({ db }: Pick<Ctx, 'db'>, now: Date) =>
  db
    .selectFrom('jobs as leased')
    .select(waitsFor('leased').$notNull().as('whom'))
    .where('leased.leasedUntil', '>=', now)
    .where(waitsFor('leased'), 'is not', null)
    .groupBy('whom')
    .having(sql<number>`count(*)`, '>=', mostWaiting)

/**
 * Whom a job may wait for: the server that it delivers to, or any that others made us ask; of those that carry signs
 * and mails there are few. Null when nobody.
 */
const waitsFor = (table: 'job' | 'leased') => {
  const [kind, payload, orderKey] = ['kind', 'payload', 'order_key'].map((name) =>
    sql.ref(`${table}.${name}`),
  )
  return sql<string | null>`case
    when ${kind} = 'deliver' then nullif(split_part(${orderKey}, '/', 3), '')
    when ${kind} in ('push', 'mail') then ${kind}
    when ${kind} = 'receive' or ${payload} ->> 'type' = 'allied-images-found' then 'whomever others name'
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
