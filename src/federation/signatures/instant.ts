import { isTemporalInstant } from '@fedify/vocab-runtime/temporal'

/**
 * A moment in the form that the library takes one: not every runtime has Temporal yet, and the time comes from our
 * own clock.
 */
export function instantOf(moment: Date): Temporal.Instant {
  const epochMilliseconds = moment.getTime()
  const instant: unknown = {
    [Symbol.toStringTag]: 'Temporal.Instant',
    epochMilliseconds,
    epochNanoseconds: BigInt(epochMilliseconds) * 1_000_000n,
    toString: () => moment.toISOString(),
  }
  if (!isTemporalInstant(instant)) throw new TypeError('The library knows this moment by another form')
  return instant
}
