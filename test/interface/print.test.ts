import { expect, it } from 'vitest'
import { describeStory } from '../support/browser.ts'
import { leafThrough, useExhibition, walkThrough } from './exhibition.ts'

/** What goes onto paper: threads, receipts, what somebody made to be printed, and what holds in the community. */
const printed =
  /^\/(posts\/:postId|editions\/:editionId\/receipts|help|about|about\/data|groups\/:groupId|digest\/print|join)$/

describeStory('a page on paper', (open) => {
  const exhibition = useExhibition()
  const some = () => exhibition().exhibits.filter(({ route }) => printed.test(route))

  it('has words but no controls, and does not say where it was printed', async () => {
    const story = await open({ locale: 'en', javaScript: false })
    await story.page.emulateMedia({ media: 'print' })
    const routes = new Set<string>()
    const findings = await leafThrough(exhibition(), some(), story, async () => {
      const seen = await story.page.evaluate<Seen>(onPaper)
      const places = Object.values(exhibition().world.houses).map(({ origin }) => new URL(origin).host)
      return [
        ...seen.controls.map((control) => `on paper: ${control}`),
        ...places.flatMap((place) => (seen.words.includes(place) ? [`says ${place}`] : [])),
        ...(seen.words.length < 20 ? ['is empty'] : []),
      ]
    })
    for (const { route } of some()) routes.add(route)
    expect(findings).toEqual([])
    expect([...routes]).toEqual(
      expect.arrayContaining([
        '/posts/:postId',
        '/editions/:editionId/receipts',
        '/help',
        '/groups/:groupId',
      ]),
    )
  })

  it('holds what is folded up on the screen, without scripts: rules, guides, what a voice says', async () => {
    const story = await open({ locale: 'en', javaScript: false })
    await story.page.emulateMedia({ media: 'print' })
    const folded = new Set<string>()
    const findings = await leafThrough(exhibition(), some(), story, async () => {
      const parts = await story.page.evaluate<readonly Part[]>(foldedParts)
      return parts.flatMap(({ name, isOpen, isDrawn }) => {
        if (!isOpen) folded.add(name)
        return isDrawn ? [] : [`is not printed: ${name}`]
      })
    })
    expect(findings).toEqual([])
    expect([...folded]).toEqual(expect.arrayContaining(['The rules here', 'About this group']))
  })

  it('is the part whose Print is pressed, and on the screen all is as it was afterwards', async () => {
    const story = await open({ locale: 'en' })
    const { page } = story
    await page.addInitScript(`window.print = () => dispatchEvent(new Event('beforeprint'))`)
    const help = exhibition()
      .exhibits.filter(({ path, as, house }) => path === '/help' && as === 'member' && house === 'full')
      .slice(0, 1)
    const findings = await walkThrough(exhibition(), help, story, async () => {
      const rules = page.locator('details').filter({ hasText: 'The rules here' })
      await rules.locator('summary').click()
      const before = await page.locator('main details[open]').count()
      await rules.getByRole('button', { name: 'Print' }).click()
      const folded = await page.locator('details[data-printed]:not([open])').count()
      await page.emulateMedia({ media: 'print' })
      const drawn = await page.locator('main > *:visible').count()
      await page.emulateMedia({ media: 'screen' })
      await page.evaluate(`dispatchEvent(new Event('afterprint'))`)
      const after = await page.locator('main details[open]').count()
      const left = await page.locator('[data-printing]').count()
      expect({ before, folded, drawn, after, left }).toEqual({
        before: 1,
        folded: 0,
        drawn: 1,
        after: 1,
        left: 0,
      })
      return []
    })
    expect(help).toHaveLength(1)
    expect(findings).toEqual([])
  })
})

interface Seen {
  readonly words: string
  readonly controls: readonly string[]
}

interface Part {
  readonly name: string
  readonly isOpen: boolean
  readonly isDrawn: boolean
}

const onPaper = `(() => {
  const isDrawn = (one) => one.checkVisibility({ contentVisibilityAuto: false }) && one.getClientRects().length > 0
  const controls = [...document.querySelectorAll('button, input, textarea, select, audio, nav, .button, .more')]
  return {
    words: document.body.innerText,
    controls: controls.filter(isDrawn).map((one) => one.outerHTML.slice(0, 120)),
  }
})()`

const foldedParts = `[...document.querySelectorAll('[data-printed]')].map((one) => {
  const content = one.querySelector('.details__content')
  return {
    name: one.querySelector('summary').textContent.trim(),
    isOpen: one.open,
    isDrawn: content.checkVisibility() && content.getBoundingClientRect().height > 10,
  }
})`
