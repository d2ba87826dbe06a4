import type { Random } from '../../ports.ts'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** Chance that gives the same again for the same seed. For invented data only: nothing of it is secret. */
export interface Chance extends Random {
  /** At least 0, less than 1. */
  fraction(): number
  /** A whole number from 0 to one less than `count`. */
  below(count: number): number
  /** A whole number below `count`, the small ones far more often: some women write much, most write little. */
  skewed(count: number): number
  pick<Value>(values: readonly Value[]): Value
}

/** Sfc32 (Chris Doty-Humphrey, PractRand), which passes the usual tests and needs four numbers of state. */
export function createChance(seed: number): Chance {
  let [a, b, c, counter] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88 | 0, 1]
  const fraction = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return (sum >>> 0) / 4294967296
  }
  for (let round = 0; round < 12; round += 1) fraction()
  const below = (count: number): number => Math.floor(fraction() * count)
  const text = (length: number): string =>
    Array.from({ length }, () => alphabet.charAt(below(alphabet.length))).join('')
  return {
    id: () => text(24),
    token: () => text(32),
    fraction,
    below,
    skewed: (count) => Math.floor(count * fraction() ** 3),
    pick: (values) => {
      const value = values[below(values.length)]
      if (value === undefined) throw new RangeError('there is nothing to pick from')
      return value
    },
  }
}
