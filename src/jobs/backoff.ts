const shortest = 2_000
const longest = 6 * 3_600_000

/**
 * Milliseconds to wait after the n-th failed attempt: 2 s doubling to 6 h. No jitter is needed: every recipient has
 * an order of its own, so only one job per recipient wakes.
 */
export const backoffMilliseconds = (attempts: number): number =>
  Math.min(longest, shortest * 2 ** Math.min(attempts - 1, 24))
