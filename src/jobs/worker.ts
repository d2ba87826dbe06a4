import type { Ctx } from '../context.ts'
import type { Log } from '../ports.ts'
import { backoffMilliseconds } from './backoff.ts'
import { createBatcher } from './batcher.ts'
import type { Job, JobKind, LeasedJob } from './job.ts'
import { bury, finishAll, type JobShare, lease, leaseMilliseconds, renew, retryAt } from './queue.ts'

/**
 * What became of a job: not `final` when it is expected to pass, such as an ally that is unreachable. With `goesLast`
 * it is tried again after everything that waits behind it by then; with `notBefore` not earlier than that, instead of
 * after a wait that grows with its attempts.
 */
export type JobOutcome =
  | { readonly done: true }
  | {
      readonly done: false
      readonly failure: string
      readonly final: boolean
      readonly goesLast?: boolean
      readonly notBefore?: Date
    }

export type JobHandler<Kind extends JobKind> = (
  ctx: Ctx,
  payload: Extract<Job, { kind: Kind }>['payload'],
  job: { readonly attempts: number },
) => Promise<JobOutcome>

export type JobHandlers = { readonly [Kind in JobKind]: JobHandler<Kind> }

export interface RunnerDeps {
  /** A fresh context per job, so that nothing is shared between two of them. */
  readonly newContext: () => Ctx
  readonly handlers: JobHandlers
  readonly log: Log
}

export interface WorkerDeps extends RunnerDeps {
  /** Jobs worked on at the same time. */
  readonly concurrency: number
  /** Everything unless given. */
  readonly share?: JobShare
}

export interface Worker {
  /** Works off what is due now; resolves with the number of jobs it took. */
  runDue(): Promise<number>
}

/**
 * A job that keeps faulting is set aside after this many attempts; one that only waits for an ally is not, nor a
 * withdrawal.
 */
const maximumFaults = 12

/** Jobs that end at about the same time leave the queue together. */
const finishing = { most: 512, patience: 20 }

/** A worker of the durable queue: at-least-once, so every handler must be safe to run twice (P15). */
export function createWorker(deps: WorkerDeps): Worker {
  const run = createRunner(deps)
  return {
    async runDue() {
      const jobs = await lease(deps.newContext(), deps.concurrency, deps.share)
      await Promise.all(jobs.map(run))
      return jobs.length
    },
  }
}

/** Works one leased job off and says in the queue what became of it; renews its lease meanwhile. */
export function createRunner(deps: RunnerDeps): (job: LeasedJob) => Promise<void> {
  const finish = createBatcher<LeasedJob, true>(finishing, async (jobs) => {
    await finishAll(deps.newContext(), jobs)
    return jobs.map(() => true)
  })
  return async (job) => {
    const ctx = deps.newContext()
    const renewal = setInterval(() => {
      renew(ctx, job).catch((fault) => deps.log.error('job-renewal-failed', ctx.random.id(), fault))
    }, leaseMilliseconds / 3)
    try {
      const outcome = await handle(deps.handlers, ctx, job)
      if (outcome.done) await finish(job)
      else if (outcome.final) await bury(ctx, job, outcome.failure)
      else await retryAt(ctx, job, outcome.notBefore ?? nextAttempt(ctx, job), outcome)
    } catch (fault) {
      const reference = ctx.random.id()
      deps.log.error('job-failed', reference, fault)
      if (job.attempts >= maximumFaults && !takesBack(job)) await bury(ctx, job, `fault ${reference}`)
      else await retryAt(ctx, job, nextAttempt(ctx, job), { failure: `fault ${reference}` })
    } finally {
      clearInterval(renewal)
    }
  }
}

/** What somebody took back is asked back however long that takes: nobody would look among the dead for it. */
const takesBack = (job: LeasedJob): boolean =>
  job.kind === 'event' &&
  (job.payload.type === 'edition-withdrawn' || job.payload.type === 'remote-comment-withdrawn')

const nextAttempt = (ctx: Ctx, job: LeasedJob): Date =>
  new Date(ctx.clock.now().getTime() + backoffMilliseconds(job.attempts))

function handle(handlers: JobHandlers, ctx: Ctx, job: LeasedJob): Promise<JobOutcome> {
  switch (job.kind) {
    case 'event':
      return handlers.event(ctx, job.payload, job)
    case 'deliver':
      return handlers.deliver(ctx, job.payload, job)
    case 'receive':
      return handlers.receive(ctx, job.payload, job)
    case 'push':
      return handlers.push(ctx, job.payload, job)
    case 'mail':
      return handlers.mail(ctx, job.payload, job)
  }
}
