import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { hues } from '../../views/shell.ts'
import { contrast, mix, readTokens, toHex } from './colour.ts'

const tokens = readTokens(readFileSync(new URL('../../views/styles/tokens.css', import.meta.url), 'utf8'))
const wide = '@supports (color: oklch(50% 0.1 0))'
const dark = '@media (prefers-color-scheme: dark)'

const colour = (scheme: 'light' | 'dark', name: string, hue: number): string => {
  const scope = scheme === 'dark' ? `${dark} ` : ''
  const selector = name.startsWith('community') ? `[data-hue="${hue}"]` : ':root'
  const value = tokens.get(`${scope}${selector} --${name}`)
  if (value === undefined) throw new Error(`There is no colour ${name} for ${scheme}.`)
  return value
}

const texts = ['ink', 'soft', 'link', 'alarm', 'community']
const papers = ['canvas', 'ground', 'surface', 'out-canvas', 'out-surface']
const pairs: readonly (readonly [string, string])[] = [
  ...texts.flatMap((text) => papers.map((paper) => [text, paper] as const)),
  ...['inside', 'link', 'soft', 'ink'].map((text) => [text, 'inside-ground'] as const),
  ...['out', 'link', 'soft', 'ink'].map((text) => [text, 'out-ground'] as const),
  ...['alarm', 'link', 'soft', 'ink'].map((text) => [text, 'alarm-ground'] as const),
  ...['community', 'link', 'soft', 'ink'].map((text) => [text, 'community-ground'] as const),
  ...['out-canvas', 'out-surface'].map((paper) => ['out', paper] as const),
  // Beside a page stands who reads it, on the surface of a card.
  ['inside', 'surface'],
  ...['community', 'inside', 'out', 'alarm', 'ink'].map((ground) => ['canvas', ground] as const),
  ...['community', 'inside', 'out', 'alarm', 'ink'].map((ground) => ['out-canvas', ground] as const),
  ...[0, 1, 2, 3, 4, 5].map((ground) => ['ink', `person-${ground}`] as const),
]

describe.each(['light', 'dark'] as const)('in %s colours', (scheme) => {
  it.each(hues)('every text of a community with hue %i has a contrast of at least 4.5', (hue) => {
    const tooFaint = pairs
      .map(([text, ground]) => ({
        pair: `${text} on ${ground}`,
        ratio: contrast(colour(scheme, text, hue), colour(scheme, ground, hue)),
      }))
      .filter(({ ratio }) => ratio < 4.5)
    expect(tooFaint).toEqual([])
  })

  it('frames of inputs have a contrast of at least 3 on every paper', () => {
    for (const paper of papers) {
      expect(contrast(colour(scheme, 'edge', 145), colour(scheme, paper, 145)), paper).toBeGreaterThanOrEqual(
        3,
      )
    }
  })

  it('the threads of a cloth leave its initials a contrast of at least 4.5, and are seen themselves', () => {
    const share = Number(tokens.get(':root --thread'))
    for (const ground of [0, 1, 2, 3, 4, 5]) {
      const [ink, plain] = [colour(scheme, 'ink', 145), colour(scheme, `person-${ground}`, 145)]
      const thread = mix(ink, plain, share)
      expect(contrast(ink, thread), `person-${ground}`).toBeGreaterThanOrEqual(4.5)
      expect(contrast(plain, thread), `person-${ground}`).toBeGreaterThanOrEqual(1.2)
    }
  })

  it('the weave is seen on its ground, and where something leaves on amber', () => {
    for (const hue of hues)
      for (const ground of ['community-ground', 'out-canvas'])
        expect(
          contrast(colour(scheme, 'community', hue), colour(scheme, ground, hue)),
        ).toBeGreaterThanOrEqual(3)
  })

  it('the signs of places and rows are seen on their grounds', () => {
    for (const [sign, ground] of [
      ['canvas', 'inside'],
      ['out-canvas', 'out'],
      ['edge', 'surface'],
      ['edge', 'ground'],
    ] as const)
      expect(contrast(colour(scheme, sign, 145), colour(scheme, ground, 145)), sign).toBeGreaterThanOrEqual(3)
  })

  it('the focus ring is seen on every paper and on every button', () => {
    for (const ground of [...papers, 'community', 'inside', 'out', 'ink']) {
      const rings = ['focus', 'focus-ring'].map((ring) =>
        contrast(tokens.get(`:root --${ring}`) ?? '', colour(scheme, ground, 145)),
      )
      expect(Math.max(...rings), ground).toBeGreaterThanOrEqual(3)
    }
  })
})

it('who asks for more contrast gets plain paper under every text, and lines that are as dark as the text', () => {
  const more = (name: string) => tokens.get(`@media (prefers-contrast: more) :root, [data-hue] --${name}`)
  for (const ground of [
    'ground',
    'surface',
    'inside-ground',
    'out-ground',
    'alarm-ground',
    'community-ground',
  ])
    expect(more(ground), ground).toBe('var(--canvas)')
  for (const line of ['soft', 'line', 'edge']) expect(more(line), line).toBe('var(--ink)')
  expect(more('row-line')).toBe('underline')
})

it('colours for screens that know oklch are the same as those that are written as hex', () => {
  const modern = [...tokens].filter(([name]) => name.startsWith(wide))
  expect(modern.length).toBeGreaterThan(50)
  for (const [name, value] of modern) {
    expect(toHex(value), name).toBe(tokens.get(name.slice(wide.length + 1)))
  }
})

it('a colour that is too faint would be noticed', () => {
  expect(contrast('#ffffff', '#767676')).toBeCloseTo(4.54, 2)
  expect(contrast('#ffffff', '#777777')).toBeLessThan(4.5)
})
