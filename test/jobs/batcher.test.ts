import { describe, expect, it } from 'vitest'
import { createBatcher } from '../../src/jobs/batcher.ts'

describe('a batcher', () => {
  it('does together what is asked for at the same moment, and answers each with its own', async () => {
    const batches: number[][] = []
    const double = createBatcher<number, number>({ most: 3, patience: 0 }, async (numbers) => {
      batches.push([...numbers])
      return numbers.map((number) => number * 2)
    })
    expect(await Promise.all([1, 2, 3, 4, 5].map(double))).toEqual([2, 4, 6, 8, 10])
    expect(batches).toEqual([
      [1, 2, 3],
      [4, 5],
    ])
  })

  it('tells everybody in a batch that it failed, and goes on with the next', async () => {
    let fails = true
    const work = createBatcher<string, string>({ most: 10, patience: 0 }, async (names) => {
      if (fails) throw new Error('away for a moment')
      return names
    })
    const outcomes = await Promise.allSettled([work('a'), work('b')])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    fails = false
    expect(await work('c')).toBe('c')
  })
})
