import type { LeasedJob } from './job.ts'
import { lease } from './queue.ts'
import { createRunner, type RunnerDeps } from './worker.ts'

/** Deliveries that go on at the same time. One that takes longer than `patience` gives its place up to others. */
const places = 480
/** With those that gave their place up: each holds a socket and a little memory. */
const mostUnderWay = 1_200
/** In milliseconds. */
const patience = 1_000
/** Deliveries are fetched from the queue together, not one for each that ends. */
const fewestFetched = places / 2
/** Where less was due than there was room for, an end may make the next one of its order due; in milliseconds. */
const lookAgainAfter = 20
/** How often it looks for what another process left, in milliseconds. */
const pollMilliseconds = 1_000

export interface DeliveryPool {
  /** Looks for deliveries now instead of at the next poll. */
  wake(): void
  /** Takes no new ones and waits for those under way. */
  stop(): Promise<void>
}

/**
 * Works off the deliveries of the queue for as long as it is not stopped: no waves, a place that becomes free is
 * filled. Servers that answer slowly keep no places from the others, and each has three deliveries at most (`lease`).
 */
export function startDeliveryPool(deps: RunnerDeps): DeliveryPool {
  const run = createRunner(deps)
  let isStopped = false
  let underWay = 0
  let placesTaken = 0
  let wakings = 0
  let sleeping: (() => void) | undefined
  let lookingAgain: ReturnType<typeof setTimeout> | undefined
  const rise = () => {
    sleeping?.()
    sleeping = undefined
  }
  const wake = () => {
    wakings += 1
    rise()
  }
  const sleep = () =>
    new Promise<void>((resolve) => {
      sleeping = resolve
    })
  const lookAgain = () => {
    lookingAgain ??= setTimeout(() => {
      lookingAgain = undefined
      wake()
    }, lookAgainAfter)
  }
  const room = () => Math.min(places - placesTaken, mostUnderWay - underWay)

  const start = async (job: LeasedJob) => {
    underWay += 1
    placesTaken += 1
    let hasPlace = true
    const leavePlace = () => {
      if (hasPlace) placesTaken -= 1
      hasPlace = false
    }
    const slow = setTimeout(() => {
      leavePlace()
      lookAgain()
    }, patience)
    try {
      await run(job)
    } catch (fault) {
      // The queue could not be told; the lease ends by itself and the job is taken up again.
      report(fault)
    }
    clearTimeout(slow)
    leavePlace()
    underWay -= 1
    if (room() >= fewestFetched) rise()
    lookAgain()
  }
  const report = (fault: unknown) =>
    deps.log.error('worker-failed', deps.newContext().random.id().slice(0, 8), fault)

  const loop = async () => {
    while (!isStopped) {
      const before = wakings
      const wanted = room()
      let taken = 0
      if (wanted >= fewestFetched) {
        try {
          const jobs = await lease(deps.newContext(), wanted, 'deliveries')
          taken = jobs.length
          for (const job of jobs) void start(job)
        } catch (fault) {
          report(fault)
        }
      }
      if ((taken < wanted || wanted < fewestFetched) && before === wakings && !isStopped) await sleep()
    }
    while (underWay > 0) await sleep()
  }
  const poll = setInterval(wake, pollMilliseconds)
  const running = loop()
  return {
    wake,
    stop: async () => {
      isStopped = true
      wake()
      await running
      clearInterval(poll)
      clearTimeout(lookingAgain)
    },
  }
}
