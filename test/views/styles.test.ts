import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const folder = new URL('../../views/styles/', import.meta.url)
const sheets = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.css'))
  .map(
    (file) => [file, readFileSync(new URL(file, folder), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')] as const,
  )

/** What stands on the left for some readers and on the right for others. */
const physical =
  /(?:^|[\s;{])(?:left|right|float|clear|(?:margin|padding|inset|border)-(?:left|right)[\w-]*|border-(?:top|bottom)-(?:left|right)-radius)\s*:|text-align:\s*(?:left|right)\b/

/** Shorthands that name four sides or corners, of which two opposite ones differ. */
const lopsided = (css: string): string[] =>
  [...css.matchAll(/(?:margin|padding|inset|border-(?:width|radius|style|color)):\s*([^;()]+);/g)]
    .filter(([declaration, values = '']) => {
      const [first, second, third, fourth] = values.trim().split(/\s+/)
      if (fourth === undefined) return false
      return declaration.includes('radius') ? first !== second || third !== fourth : second !== fourth
    })
    .map(([declaration]) => declaration)

describe.each(sheets)('%s', (file, css) => {
  it('reads the same from right to left', () => {
    expect(css).not.toMatch(physical)
    // The chevron's two strokes are turned by a rule for each direction.
    expect(lopsided(css)).toEqual(file === 'components/lists.css' ? ['border-width: 2px 2px 0 0;'] : [])
  })

  it('cuts no name short', () => {
    expect(css).not.toMatch(/text-overflow|line-clamp/)
  })

  it('writes sizes of letters in units that grow with the reader’s', () => {
    if (file === 'print.css') return
    for (const [declaration] of css.matchAll(/(?:^|[\s;{])font-size:[^;]+/g)) {
      expect(declaration.replace(/min\([\d.]+rem, [\d.]+vw\)/, '')).not.toMatch(/\d(?:px|pt|vw)/)
    }
  })

  it('moves things only for those who have not asked for stillness', () => {
    const still = css.replace(/@media \(prefers-reduced-motion: no-preference\) \{[\s\S]*?\n\}/g, '')
    expect(still).not.toMatch(/animation:|transition:/)
  })
})

it('a physical property would be noticed', () => {
  expect('a { margin-left: 1px }').toMatch(physical)
  expect('a {\n  left: 0;\n}').toMatch(physical)
  expect('a { inset-inline-start: 0; text-align: start }').not.toMatch(physical)
  expect(lopsided('a { border-radius: 0 6px 6px 0; padding: 1px 2px 3px 2px; }')).toEqual([
    'border-radius: 0 6px 6px 0;',
  ])
})

it('teal and amber are for inside and leaving alone', () => {
  for (const [file, css] of sheets) {
    if (/tokens|print/.test(file)) continue
    for (const [rule = '', selector = ''] of css.matchAll(
      /([^{}]+)\{[^{}]*var\(--(?:inside|out)(?:-[a-z]+)?\)[^{}]*\}/g,
    )) {
      expect(selector, `${file}: ${rule}`).toMatch(
        /inside|leaving|composer|preview|audience|new-pen-name|choice-detail|share|outside/,
      )
    }
  }
})

it('a dashed frame is for what leaves', () => {
  for (const [file, css] of sheets)
    for (const [, selector = ''] of css.matchAll(/([^{}]+)\{[^{}]*dashed[^{}]*\}/g))
      expect(selector, file).toMatch(/leaving|preview/)
})
