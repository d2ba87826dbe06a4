import { expect, it } from 'vitest'
import { describeStory } from '../support/browser.ts'
import { leafThrough, useExhibition } from './exhibition.ts'
import { readSigns, type Signs } from './signs.ts'

/** The most that a colour of one place may look like the other's: steps of 255, added up over red, green and blue. */
const alike = 12

describeStory('inside and leaving', (open) => {
  const exhibition = useExhibition()

  it.each(['light', 'dark'] as const)(
    'cannot be taken for each other (%s)',
    {
      timeout: 300_000,
    },
    async (colorScheme) => {
      const story = await open({ locale: 'en', colorScheme })
      const seen = { inside: 0, leaving: 0, composers: 0 }
      const tints = { inside: new Set<string>(), leaving: new Set<string>() }
      const words = { inside: new Set<string>(), leaving: new Set<string>() }
      const titles = new Set<string>()
      const findings = await leafThrough(exhibition(), exhibition().exhibits, story, async () => {
        const signs = await readSigns(story.page)
        const { place } = signs
        // The page that she leaves to is nobody's.
        if (place !== '') titles.add(signs.title)
        if (place !== 'inside' && place !== 'leaving')
          return signs.leavingButtons > 0 || signs.composers > 0 ? [`sends words from "${place}"`] : []
        seen[place] += 1
        seen.composers += signs.composers
        tints[place].add(signs.bandTint)
        tints[place].add(signs.ground)
        words[place].add(signs.bandWords)
        return place === 'inside' ? againstInside(signs) : againstLeaving(signs)
      })
      expect(findings).toEqual([])
      // Otherwise nothing was looked at.
      expect(seen.inside).toBeGreaterThan(100)
      expect(seen.leaving).toBeGreaterThan(5)
      expect(seen.composers).toBeGreaterThan(5)
      expect([...titles]).toHaveLength(1)
      expect([...words.inside].filter((one) => words.leaving.has(one))).toEqual([])
      for (const inside of tints.inside)
        for (const leaving of tints.leaving)
          expect(distance(inside, leaving), `${inside} and ${leaving}`).toBeGreaterThan(alike)
    },
  )

  it('say so without scripts and without pictures', async () => {
    const story = await open({ locale: 'en', javaScript: false })
    await story.page.route(/\/assets\/.*\.svg$|\/media\//, (route) => route.abort())
    story.allow(/ERR_FAILED/)
    const { exhibits } = exhibition()
    const some = exhibits.filter(({ route }) => /^\/(share|posts|write|queue\/shares)\b/.test(route))
    expect(some.length).toBeGreaterThan(20)
    const seen = { inside: 0, leaving: 0 }
    const findings = await leafThrough(exhibition(), some, story, async () => {
      await story.page.evaluate(`for (const one of document.querySelectorAll('svg')) one.remove()`)
      const signs = await readSigns(story.page)
      const { place } = signs
      if (place !== 'inside' && place !== 'leaving') return []
      seen[place] += 1
      return place === 'inside' ? insideInWords(signs) : leavingInWords(signs)
    })
    expect(seen.inside).toBeGreaterThan(10)
    expect(seen.leaving).toBeGreaterThan(5)
    expect(findings).toEqual([])
  })
})

/** What is wrong with a page that says it stays inside. */
const againstInside = (signs: Signs): string[] =>
  wrongIn({
    'says in words where it is': signs.bandWords !== '' && signs.readers !== '',
    'has a lock': signs.sign === 'lock',
    'has a solid frame': !signs.bandIsDashed && !signs.pageIsDashed,
    'has a whole weave': signs.weave === 'whole',
    'has no button that sends something out': signs.leavingButtons === 0,
    'has composers with a lock, words and a solid frame': signs.composersAreWhole,
    'has buttons that say with a lock that words stay': signs.insideButtonsAreLocked,
  })

/** What is wrong with a page that says that something leaves. */
const againstLeaving = (signs: Signs): string[] =>
  wrongIn({
    'says in words where it is': signs.bandWords !== '' && signs.readers !== '',
    'has an open door': signs.sign === 'door-open',
    'has a dashed frame': signs.bandIsDashed && signs.pageIsDashed,
    'has a weave that comes loose': signs.weave === 'loose',
    'has no composer and no button of inside': signs.composers === 0 && signs.insideButtons === 0,
    'has no tabs': !signs.tabs,
    'has buttons with an open door and a dashed frame': signs.leavingButtonsAreOpen,
  })

/** The same where no icon and no weave is drawn (Tor Browser's "Safest"): words and lines are left. */
const insideInWords = (signs: Signs): string[] =>
  wrongIn({
    'says in words where it is': signs.bandWords !== '' && signs.readers !== '',
    'has solid lines, around its sign too':
      !signs.bandIsDashed && !signs.pageIsDashed && isLine(signs, 'solid'),
    'has no button that sends something out': signs.leavingButtons === 0,
    'has composers with words and a solid frame': signs.composersAreFramed,
  })

const leavingInWords = (signs: Signs): string[] =>
  wrongIn({
    'says in words where it is': signs.bandWords !== '' && signs.readers !== '',
    'has dashed lines, around its sign too':
      signs.bandIsDashed && signs.pageIsDashed && isLine(signs, 'dashed'),
    'has no composer and no button of inside': signs.composers === 0 && signs.insideButtons === 0,
    'has no tabs': !signs.tabs,
    'has buttons with words and a dashed frame': signs.leavingButtonsAreDashed,
  })

/** An icon's place that is filled says nothing without the icon. */
const isLine = ({ signLine, signIsFilled }: Signs, line: string): boolean =>
  signLine === line && !signIsFilled

const wrongIn = (rules: Readonly<Record<string, boolean>>): string[] =>
  Object.entries(rules).flatMap(([rule, holds]) => (holds ? [] : [`not true: ${rule}`]))

/** Between two colours as the canvas gives them: `red,green,blue`. */
function distance(one: string, other: string): number {
  const parts = other.split(',').map(Number)
  return one.split(',').reduce((sum, part, at) => sum + Math.abs(Number(part) - (parts[at] ?? 0)), 0)
}
