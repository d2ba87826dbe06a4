export type Limit = <Value>(task: () => Promise<Value>) => Promise<Value>

/** Runs at most `maximum` tasks at a time; the others wait their turn in the order they came. */
export function createLimit(maximum: number): Limit {
  const waiting: (() => void)[] = []
  let running = 0

  return async (task) => {
    if (running < maximum) running += 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await task()
    } finally {
      const next = waiting.shift()
      // The place is handed over, not given back, so that a newcomer cannot slip in between.
      if (next) next()
      else running -= 1
    }
  }
}
