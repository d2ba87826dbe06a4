import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { weaveSvg } from '../../views/weave.ts'

const seeds = Array.from({ length: 200 }, (_, number) => `community-${number}`)

const cells = (svg: string): boolean[][] => {
  const grid = Array.from({ length: 12 }, () => Array.from({ length: 16 }, () => false))
  for (const [, x, y, length] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+/g)) {
    grid[Number(y)]?.fill(true, Number(x), Number(x) + Number(length))
  }
  return grid
}

it('the same community always gets the same pattern, others get others', () => {
  expect(weaveSvg('bolivia')).toBe(weaveSvg('bolivia'))
  expect(new Set(seeds.map((seed) => weaveSvg(seed))).size).toBeGreaterThan(190)
})

it('every tile is mirrored, and is neither empty nor full', () => {
  for (const seed of seeds) {
    const grid = cells(weaveSvg(seed))
    for (const row of grid) expect(row, seed).toEqual([...row].reverse())
    const covered = grid.flat().filter(Boolean).length
    expect(covered, seed).toBeGreaterThan(16)
    expect(covered, seed).toBeLessThan(176)
  }
})

it('a pattern that comes loose cannot be taken for a whole one', () => {
  for (const seed of seeds) {
    expect(weaveSvg(seed)).toContain('<rect width="100%"')
    expect(weaveSvg(seed)).not.toContain('<rect x=')
    expect(weaveSvg(seed, 'loose')).toContain('<rect width="42%"')
    const threads = [...weaveSvg(seed, 'loose').matchAll(/<rect x="42%" y="[\d.]+" width="(\d+)%"/g)]
    expect(threads).toHaveLength(6)
    for (const [, length] of threads) expect(42 + Number(length)).toBeLessThan(95)
  }
})

it('needs no style, no script and little room', () => {
  const sizes = seeds.map((seed) => gzipSync(weaveSvg(seed)).length).sort((one, other) => one - other)
  expect(sizes[100]).toBeLessThanOrEqual(350)
  expect(weaveSvg('<script>"')).not.toMatch(/style|script|"</)
})
