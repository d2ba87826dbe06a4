import type { DeliveryPool } from '../jobs/delivery-pool.ts'
import type { Worker } from '../jobs/worker.ts'
import type { Log, Random } from '../ports.ts'

/** How often a worker looks for jobs that another process left, in milliseconds. */
const pollMilliseconds = 1_000
const housekeepingMilliseconds = 3_600_000

/** Lanes side by side for everything but deliveries, which have places of their own. */
const lanes = 8

export interface WorkerLoop {
  /** Looks for jobs now instead of at the next poll. */
  wake(): void
  /** Takes no new jobs and waits for those under way. */
  stop(): Promise<void>
}

export interface WorkerLoopDeps {
  /** Takes one job at a time; each lane calls it. */
  readonly worker: Worker
  readonly startDeliveries: () => DeliveryPool
  readonly keepHouse: () => Promise<void>
  readonly log: Log
  readonly random: Random
}

/** Drains the queue for as long as the process lives, and keeps house once an hour. */
export function startWorkerLoop(deps: WorkerLoopDeps): WorkerLoop {
  let stopped = false
  let wakings = 0
  const sleeping: (() => void)[] = []
  const deliveries = deps.startDeliveries()
  const wake = () => {
    wakings += 1
    deliveries.wake()
    for (const rise of sleeping.splice(0)) rise()
  }
  const lane = async () => {
    while (!stopped) {
      const before = wakings
      const taken = await guarded(deps, deps.worker.runDue)
      // What it did may have made more.
      if (taken) wake()
      // Whoever was woken while she looked may have looked too early.
      else if (before === wakings && !stopped) await new Promise<void>((rise) => sleeping.push(rise))
    }
  }
  const poll = setInterval(() => sleeping.shift()?.(), pollMilliseconds)
  const housekeeping = keepHouseHourly(deps)
  const running = Array.from({ length: lanes }, lane)
  return {
    wake,
    stop: async () => {
      stopped = true
      clearInterval(poll)
      wake()
      await Promise.all([...running, deliveries.stop(), housekeeping.stop()])
    },
  }
}

function keepHouseHourly(deps: WorkerLoopDeps): Pick<WorkerLoop, 'stop'> {
  let running = guarded(deps, deps.keepHouse)
  const timer = setInterval(() => {
    running = running.then(() => guarded(deps, deps.keepHouse))
  }, housekeepingMilliseconds)
  return {
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}

/** A database that is away for a moment must not end the loop. */
async function guarded<Value>(
  { log, random }: WorkerLoopDeps,
  work: () => Promise<Value>,
): Promise<Value | undefined> {
  try {
    return await work()
  } catch (fault) {
    log.error('worker-failed', random.id().slice(0, 8), fault)
    return undefined
  }
}
