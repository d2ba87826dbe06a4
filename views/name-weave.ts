import { generator } from './weave.ts'

/**
 * Rows of a small tile of 8 x 8 threads, each its own mirror image, as moves and strokes of an SVG path. Few different
 * rows: pages with many names compress well.
 */
const rows = [
  'h8',
  'h2m4 0h2',
  'm1 0h2m2 0h2m1 0',
  'm2 0h4m2 0',
  'h1m2 0h2m2 0h1',
  'h1m6 0h1',
  'm1 0h1m4 0h1m1 0',
  'm3 0h2m3 0',
] as const

/**
 * The small cloth behind a name's initials, as an inline SVG: four rows chosen by the name, mirrored downwards. The
 * same name gives the same cloth everywhere, and its parts are strokes that the stylesheet colours. It is computed
 * from what everybody who sees the name reads anyway.
 */
export function nameWeaveSvg(name: string): string {
  const next = generator(name)
  const first = next() % rows.length
  // Neighbouring rows differ, so that no cloth is a plain stripe.
  const second = (first + 1 + (next() % (rows.length - 1))) % rows.length
  const third = (second + 1 + (next() % (rows.length - 1))) % rows.length
  const fourth = (third + 1 + (next() % (rows.length - 1))) % rows.length
  const chosen = [first, second, third, fourth, fourth, third, second, first].map((row) => rows[row])
  return `<svg viewBox="0 -.5 8 8"><path d="M0 0${chosen.join('m-8 1')}"/></svg>`
}
