/** How many are worked on at once, and how long the first may wait for others to come, in milliseconds. */
export interface BatchLimits {
  readonly most: number
  readonly patience: number
}

/**
 * Gathers what is asked for one by one and does it together: what comes within `patience`, or while others are being
 * done, shares one call of `work`, which gives an answer for each in the order of the items. When it throws, everybody
 * in that batch hears of it.
 */
export function createBatcher<Item, Answer>(
  { most, patience }: BatchLimits,
  work: (items: readonly Item[]) => Promise<readonly Answer[]>,
): (item: Item) => Promise<Answer> {
  interface Waiting {
    readonly item: Item
    readonly resolve: (answer: Answer) => void
    readonly reject: (fault: unknown) => void
  }
  const waiting: Waiting[] = []
  let isRunning = false

  const run = async () => {
    isRunning = true
    while (waiting.length > 0) {
      if (waiting.length < most) await new Promise((resolve) => setTimeout(resolve, patience))
      const batch = waiting.splice(0, most)
      try {
        const answers = await work(batch.map(({ item }) => item))
        for (const [index, { resolve, reject }] of batch.entries()) {
          const answer = answers[index]
          if (answer === undefined) reject(new Error('A batch gave too few answers'))
          else resolve(answer)
        }
      } catch (fault) {
        for (const { reject } of batch) reject(fault)
      }
    }
    isRunning = false
  }

  return (item) =>
    new Promise<Answer>((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (!isRunning) void run()
    })
}
