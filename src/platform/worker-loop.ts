import { setTimeout as wait } from 'node:timers/promises'
import type { Worker } from '../jobs/worker.ts'
import type { Log, Random } from '../ports.ts'

/** How often a worker looks for jobs that another process left, in milliseconds. */
const pollMilliseconds = 1_000
const housekeepingMilliseconds = 3_600_000

export interface WorkerLoop {
  /** Looks for jobs now instead of at the next poll. */
  wake(): void
  /** Takes no new jobs and waits for those under way. */
  stop(): Promise<void>
}

/** Drains the queue for as long as the process lives, and keeps house once an hour. */
export function startWorkerLoop(deps: {
  readonly worker: Worker
  readonly keepHouse: () => Promise<void>
  readonly log: Log
  readonly random: Random
}): WorkerLoop {
  let stopped = false
  let pause = new AbortController()
  let keptHouseAt = Number.NEGATIVE_INFINITY

  const loop = async () => {
    while (!stopped) {
      const taken = await guarded(deps, () => deps.worker.runDue())
      if (performance.now() - keptHouseAt > housekeepingMilliseconds) {
        keptHouseAt = performance.now()
        await guarded(deps, async () => {
          await deps.keepHouse()
          return 0
        })
      }
      // One that found something looks again at once: what it did may have made more.
      if (taken === 0 && !stopped)
        await wait(pollMilliseconds, undefined, { signal: pause.signal }).catch(() => {})
      if (pause.signal.aborted && !stopped) pause = new AbortController()
    }
  }
  const running = loop()
  return {
    wake: () => pause.abort(),
    stop: () => {
      stopped = true
      pause.abort()
      return running
    },
  }
}

/** A database that is away for a moment must not end the loop. */
async function guarded(
  deps: { readonly log: Log; readonly random: Random },
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work()
  } catch (fault) {
    deps.log.error('worker-failed', deps.random.id().slice(0, 8), fault)
    return 0
  }
}
