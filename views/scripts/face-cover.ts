/** Makes parts of a picture unreadable for good: what lies under a covered square is gone, not hidden. */

/** As many squares as lie side by side on the long side, at most: a face is then two or three of them. */
const squaresAcross = 24
/** Of the 256 steps of a colour only so many stay: what could still be calculated back out of them is noise. */
const colourSteps = 16

interface Size {
  readonly width: number
  readonly height: number
}

/** A square and the one colour that covers it. */
export interface Cover {
  readonly left: number
  readonly top: number
  readonly size: number
  readonly colour: string
}

export const gridOf = ({ width, height }: Size) => {
  const size = Math.max(1, Math.ceil(Math.max(width, height) / squaresAcross))
  return { size, columns: Math.ceil(width / size), rows: Math.ceil(height / size) }
}

/** The squares that a finger at this point covers: the one it is on and those around it. */
export const cellsUnder = (picture: Size, x: number, y: number): number[] => {
  const { size, columns, rows } = gridOf(picture)
  const [column, row] = [Math.floor(x / size), Math.floor(y / size)]
  const cells: number[] = []
  for (let below = row - 1; below <= row + 1; below += 1)
    for (let beside = column - 1; beside <= column + 1; beside += 1)
      if (below >= 0 && below < rows && beside >= 0 && beside < columns) cells.push(below * columns + beside)
  return cells
}

/**
 * What would cover each square: the mean of it and of its eight neighbours, in few steps of colour. The mean of a
 * square alone, a plain mosaic, can be read again by machines that have seen many faces.
 */
export const blurredCells = (picture: Size & { readonly data: Uint8ClampedArray }): Cover[] => {
  const { size, columns, rows } = gridOf(picture)
  const sums = sumsOf(picture)
  return Array.from({ length: columns * rows }, (_, cell) => {
    const [column, row] = [cell % columns, Math.floor(cell / columns)]
    const around = cellsUnder(picture, column * size, row * size).map((near) => sums[near] ?? [0, 0, 0, 0])
    const [red, green, blue, count] = [0, 1, 2, 3].map((part) =>
      around.reduce((sum, parts) => sum + (parts[part] ?? 0), 0),
    )
    const colour = [red, green, blue].map((sum = 0) => coarse(sum / (count || 1)))
    return { left: column * size, top: row * size, size, colour: `rgb(${colour.join(',')})` }
  })
}

/** Red, green, blue and how many pixels, added up for each square. */
const sumsOf = ({ data, width, height }: Size & { readonly data: Uint8ClampedArray }): number[][] => {
  const { size, columns, rows } = gridOf({ width, height })
  const sums = Array.from({ length: columns * rows }, () => [0, 0, 0, 0])
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const sum = sums[Math.floor(y / size) * columns + Math.floor(x / size)]
      const at = (y * width + x) * 4
      if (!sum) continue
      for (let part = 0; part < 3; part += 1) sum[part] = (sum[part] ?? 0) + (data[at + part] ?? 0)
      sum[3] = (sum[3] ?? 0) + 1
    }
  return sums
}

const coarse = (mean: number): number => {
  const step = 256 / colourSteps
  return Math.min(255, Math.floor(mean / step) * step + step / 2)
}
