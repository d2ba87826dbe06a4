const width = 8
const height = 12

export type WeaveState = 'whole' | 'loose'

/**
 * A community's pattern as an inline SVG that repeats along its whole width, drawn in the colour of the text
 * around it. Half a tile of 8 x 12 threads is computed from the seed and mirrored; the same seed gives the same
 * pattern. `scale` is CSS pixels per thread. `loose` lets the threads come apart towards the end. Never a secret: whoever sees it learns nothing.
 */
export function weaveSvg(seed: string, state: WeaveState = 'whole', scale: 1 | 2 = 1): string {
  const next = generator(seed)
  const id = `w${next().toString(36)}`
  const tile = families[next() % families.length]?.(next) ?? []
  const bands = state === 'whole' ? ([[tile, '0', '100%']] as const) : unravel(tile, next)
  const patterns = bands.map(
    ([cells], index) =>
      `<pattern id="${id}-${index}" width="16" height="12" patternUnits="userSpaceOnUse"${scale === 1 ? '' : ` patternTransform="scale(${scale})"`}><path d="${path(cells)}"/></pattern>`,
  )
  const strips = bands.map(
    ([, x, length], index) =>
      `<rect x="${x}" width="${length}" height="${height * scale}" fill="url(#${id}-${index})"/>`,
  )
  return `<svg width="100%" height="${height * scale}" fill="currentColor"><defs>${patterns.join('')}</defs>${strips.join('')}</svg>`
}

type Cells = readonly (readonly boolean[])[]
type Next = () => number

const fill = (covered: (x: number, y: number) => boolean): Cells =>
  Array.from({ length: height }, (_, y) => Array.from({ length: width }, (_, x) => covered(x, y)))

/** Stairs that climb to the middle of the tile, as on Andean belts. */
const stepped = (next: Next): Cells => {
  const run = 1 + (next() % 2)
  const thickness = 3 + (next() % 2)
  const gap = thickness + 2 + (next() % 2)
  return fill((x, y) => (y + Math.floor(x / run) * (run === 1 ? 1 : 2)) % gap < thickness)
}

/** Rows of different threads between plain borders, as on Nordic bands. */
const band = (next: Next): Cells => {
  const rows = Array.from({ length: 3 }, () => next() & 0b1111_1111)
  return fill((x, y) => {
    if (y === 0 || y === height - 1) return true
    if (y === 1 || y === height - 2) return false
    const fromEdge = Math.min(y - 2, height - 3 - y)
    return (((rows[Math.min(fromEdge, 2)] ?? 0) >> x) & 1) === 1
  })
}

/** Diamonds with stepped, feathered edges, as on Indonesian ikat. */
const ikat = (next: Next): Cells => {
  const reach = 6 + (next() % 3)
  const ring = 2 + (next() % 2)
  return fill((x, y) => {
    const distance = 7 - x + Math.abs(2 * y - 11) / 2
    return distance < reach ? Math.floor(distance / ring) % 2 === 0 : (x + y * 2) % 4 === 0
  })
}

const families = [stepped, band, ikat]

/** Three strips: the whole cloth, cloth with threads missing, single threads. */
const unravel = (tile: Cells, next: Next): (readonly [Cells, string, string])[] => {
  const missing = Array.from({ length: height }, () => next() & next() & 0b1111_1111)
  const frayed = tile.map((row, y) => row.map((on, x) => on && (((missing[y] ?? 0) >> x) & 1) === 0))
  const threads = fill((_, y) => y % 4 === 1)
  return [
    [tile, '0', '50%'],
    [frayed, '50%', '22%'],
    [threads, '72%', '28%'],
  ]
}

/** One rectangle for each run of covered cells, the right half mirroring the left. */
const path = (cells: Cells): string =>
  cells
    .flatMap((half, y) => {
      const row = [...half, ...[...half].reverse()]
      return row.map((on, x) => {
        if (!on || row[x - 1]) return ''
        const end = row.indexOf(false, x)
        return `M${x} ${y}h${(end === -1 ? row.length : end) - x}v1H${x}`
      })
    })
    .join('')

/** A small deterministic generator (FNV-1a, then xorshift32): equal on every machine, not for secrets. */
const generator = (seed: string): Next => {
  let state = 0x811c9dc5
  for (const byte of new TextEncoder().encode(seed)) state = Math.imul(state ^ byte, 0x01000193) >>> 0
  return () => {
    state = (state ^ (state << 13)) >>> 0
    state = (state ^ (state >>> 17)) >>> 0
    state = (state ^ (state << 5)) >>> 0 || 1
    return state >>> 8
  }
}
