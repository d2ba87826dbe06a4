const width = 8
const height = 12

export type WeaveState = 'whole' | 'loose'

/**
 * A community's pattern as an inline SVG that repeats along its whole width, drawn in the colour of the text
 * around it. Half a tile of 8 x 12 threads is computed from the seed and mirrored; the same seed gives the same
 * pattern. `scale` is CSS pixels per thread. `loose` lets the cloth end half-way and its threads hang out. Never a
 * secret: whoever sees it learns nothing.
 */
export function weaveSvg(seed: string, state: WeaveState = 'whole', scale: 1 | 2 = 1): string {
  const next = generator(seed)
  const id = `w${next().toString(36)}`
  const tile = families[next() % families.length]?.(next) ?? []
  const pattern = `<pattern id="${id}" width="16" height="12" patternUnits="userSpaceOnUse"${scale === 1 ? '' : ` patternTransform="scale(${scale})"`}><path d="${path(tile)}"/></pattern>`
  const cloth = (length: string) => `<rect width="${length}" height="${height * scale}" fill="url(#${id})"/>`
  const drawing = state === 'whole' ? cloth('100%') : cloth('42%') + looseThreads(next, scale)
  return `<svg width="100%" height="${height * scale}" fill="currentColor" shape-rendering="crispEdges">${pattern}${drawing}</svg>`
}

type Cells = readonly (readonly boolean[])[]
type Next = () => number
type Covered = (x: number, y: number) => boolean

const fill = (covered: Covered): Cells =>
  Array.from({ length: height }, (_, y) => Array.from({ length: width }, (_, x) => covered(x, y)))

/** How far a cell lies from the tile's middle, in threads: across 0 to 7, along 0 to 5. */
const fromMiddle = (x: number, y: number): readonly [number, number] => [
  width - 1 - x,
  Math.floor(Math.abs(2 * y - 11) / 2),
]

const pick = <Value>(values: readonly [Value, ...Value[]], next: Next): Value =>
  values[next() % values.length] ?? values[0]

/** Stairs: a stepped cross, or mountains that climb to the middle with an echo below, as on Andean belts. */
const stepped = (next: Next): Cells => {
  const tread = 1 + (next() % 2)
  const rise = tread === 1 ? 1 : 1 + (next() % 2)
  const ring = 2 + (next() % 2)
  const shift = next() % 4
  const hasEdge = next() % 2 === 0
  const isCross = next() % 2 === 0
  const inner: Covered = isCross
    ? (x, y) => {
        const [across, along] = fromMiddle(x, y)
        const distance = Math.floor(across / tread) * rise + along
        return (distance + shift) % (ring * 2) < ring
      }
    : (x, y) => (y + Math.floor(x / tread) * rise + shift) % (ring * 2 + 1) < ring
  return fill((x, y) =>
    hasEdge && (y === 0 || y === height - 1)
      ? true
      : hasEdge && (y === 1 || y === height - 2)
        ? false
        : inner(x, y),
  )
}

/** Small repeated stitches that frame a Nordic band, as bits of half a tile. */
const stitches = [0b0101_0101, 0b0011_0011, 0b0001_0001, 0b1001_1001, 0b0111_0111, 0b1110_1110] as const

/** Stars and lozenges, each as the rows from the edge to the middle, as bits of half a tile from its middle outwards. */
const motifs: readonly [readonly number[], ...(readonly number[])[]] = [
  [0b0000_0001, 0b0000_0011, 0b1000_0110],
  [0b0000_0110, 0b0001_0111, 0b0011_1001],
  [0b0011_0010, 0b0110_0111, 0b0000_1101],
  [0b1000_0001, 0b0100_0010, 0b0010_0101],
  [0b0110_0001, 0b1110_0011, 0b0110_0111],
  [0b1100_0011, 0b0110_0110, 0b0011_1100],
  [0b0001_1001, 0b0011_1100, 0b0110_0111],
]

/** A row of stars or lozenges between plain and stitched borders, as on Nordic bands. */
const band = (next: Next): Cells => {
  const motif = pick(motifs, next)
  const stitch = pick(stitches, next)
  const [turn, isSolid, isInverse] = [next() % 8, next() % 3 > 0, next() % 3 === 0]
  const bit = (row: number, at: number) => ((row >> at) & 1) === 1
  return fill((x, y) => {
    const fromEdge = Math.min(y, height - 1 - y)
    if (fromEdge === 0) return isSolid || bit(stitch, x)
    if (fromEdge === 1) return isSolid && bit(stitch, x)
    if (fromEdge === 2) return false
    return bit(motif[fromEdge - 3] ?? 0, (width - 1 - x + turn) % width) !== isInverse
  })
}

/** Diamonds whose edges run like dyed yarn, between rows of small drops, as on Indonesian ikat. */
const ikat = (next: Next): Cells => {
  const jitter = Array.from({ length: width }, () => next() % 3)
  const [ring, reach, shift] = [2 + (next() % 2), 7 + (next() % 3), next() % 3]
  const drop = 2 + (next() % 2)
  return fill((x, y) => {
    const [across, along] = fromMiddle(x, y)
    const run = (jitter[x] ?? 0) / 2
    const distance = across + along + run
    if (distance < reach) return Math.floor((distance + shift) / ring) % 2 === 0
    return along > 2 && x % drop === 0 && (y + (jitter[x] ?? 0)) % 3 > 0
  })
}

const families = [stepped, band, ikat]

/** Threads that hang out of the cloth's end, each as long as it pleases. */
const looseThreads = (next: Next, scale: number): string =>
  [1, 3, 5, 7, 9, 11]
    .map((y) => `<rect x="42%" y="${(y - 0.5) * scale}" width="${6 + (next() % 44)}%" height="${scale}"/>`)
    .join('')

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
export const generator = (seed: string): Next => {
  let state = 0x811c9dc5
  for (const byte of new TextEncoder().encode(seed)) state = Math.imul(state ^ byte, 0x01000193) >>> 0
  return () => {
    state = (state ^ (state << 13)) >>> 0
    state = (state ^ (state >>> 17)) >>> 0
    state = (state ^ (state << 5)) >>> 0 || 1
    return state >>> 8
  }
}
