import { expect, test } from 'vitest'
import { createLimit } from '../src/limit.ts'

test('at most as many tasks run at once as allowed, in the order they came', async () => {
  const limit = createLimit(2)
  const open: (() => void)[] = []
  const gates = Array.from(
    { length: 5 },
    (_, index) => new Promise<void>((resolve) => (open[index] = resolve)),
  )
  const started: number[] = []
  let running = 0
  let most = 0
  const all = gates.map((gate, index) =>
    limit(async () => {
      started.push(index)
      running += 1
      most = Math.max(most, running)
      await gate
      running -= 1
    }),
  )

  expect(started).toEqual([0, 1])
  for (const openGate of open) {
    openGate()
    await new Promise((resume) => setImmediate(resume))
  }
  await Promise.all(all)
  expect(started).toEqual([0, 1, 2, 3, 4])
  expect(most).toBe(2)
})

test('a task that fails gives its place to the next', async () => {
  const limit = createLimit(1)
  const failing = limit(async () => {
    throw new Error('broken')
  })
  const next = limit(async () => 'done')
  await expect(failing).rejects.toThrow('broken')
  await expect(next).resolves.toBe('done')
  await expect(limit(async () => 'later')).resolves.toBe('later')
})
