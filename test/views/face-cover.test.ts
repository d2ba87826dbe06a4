import { describe, expect, it } from 'vitest'
import { blurredCells, cellsUnder, gridOf } from '../../views/scripts/face-cover.ts'

const width = 480
const height = 240

/** Grey pixels, by their place. */
function picture(grey: (x: number, y: number) => number) {
  const data = new Uint8ClampedArray(width * height * 4)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      data.set([grey(x, y), grey(x, y), grey(x, y), 255], (y * width + x) * 4)
  return { width, height, data }
}

describe('what covers a face', () => {
  it('are squares of at least a 24th of the long side, whatever the picture’s shape', () => {
    for (const size of [
      { width: 1280, height: 720 },
      { width: 720, height: 1280 },
      { width: 1000, height: 1 },
      { width: 3, height: 2 },
    ]) {
      expect(gridOf(size).size).toBeGreaterThanOrEqual(Math.max(size.width, size.height) / 24)
    }
  })

  it('cannot be calculated back: pictures that differ inside the squares are covered alike', () => {
    const { size } = gridOf({ width, height })
    const upright = blurredCells(picture((x) => (x % size < size / 2 ? 200 : 40)))
    const mirrored = blurredCells(picture((x) => (x % size < size / 2 ? 40 : 200)))
    const lying = blurredCells(picture((_, y) => (y % size < size / 2 ? 200 : 40)))
    expect(mirrored).toEqual(upright)
    expect(lying).toEqual(upright)
  })

  it('hides a square among its neighbours, so that a single one says little', () => {
    const { size, columns } = gridOf({ width, height })
    const plain = blurredCells(picture(() => 100))
    const spot = blurredCells(picture((x, y) => (x < size && y < size ? 110 : 100)))
    expect(spot[columns * 5 + 12]).toEqual(plain[columns * 5 + 12])
    expect(new Set(plain.map(({ colour }) => colour)).size).toBe(1)
  })

  it('lies under the finger and around it, and never outside the picture', () => {
    const { size, columns, rows } = gridOf({ width, height })
    expect(cellsUnder({ width, height }, size * 5.5, size * 5.5)).toHaveLength(9)
    expect(cellsUnder({ width, height }, 0, 0)).toEqual([0, 1, columns, columns + 1])
    const outside = [cellsUnder({ width, height }, -999, -999), cellsUnder({ width, height }, 9_999, 9_999)]
    for (const cells of outside) for (const cell of cells) expect(cell).toBeLessThan(columns * rows)
  })
})
