/** Runs a task when its turn comes and gives what it gives; undefined, at once, when too many wait already. */
export type Turns = <Value>(task: () => Promise<Value>) => Promise<Value | undefined>

/** One task at a time, in the order they came; at most `mostWaiting` wait for theirs. */
export function createTurns(mostWaiting: number): Turns {
  const waiting: (() => void)[] = []
  let isTaken = false

  return async (task) => {
    if (isTaken && waiting.length >= mostWaiting) return undefined
    if (isTaken) await new Promise<void>((resolve) => waiting.push(resolve))
    isTaken = true
    try {
      return await task()
    } finally {
      const next = waiting.shift()
      // The turn is handed over, not given back, so that a newcomer cannot slip in between.
      if (next) next()
      else isTaken = false
    }
  }
}
