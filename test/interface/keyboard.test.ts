import { expect, it } from 'vitest'
import { describeStory } from '../support/browser.ts'
import { useExhibition, walkThrough } from './exhibition.ts'
import { walkByKeyboard } from './focus.ts'

describeStory('every page with a keyboard only', (open) => {
  const exhibition = useExhibition()

  it('shows where she is, in the order of the page, on every page, and lets her through', {
    timeout: 600_000,
  }, async () => {
    const story = await open({ locale: 'en' })
    await story.page.emulateMedia({ reducedMotion: 'reduce' })
    let stops = 0
    const findings = await walkThrough(exhibition(), exhibition().exhibits, story, async () => {
      const walked = await walkByKeyboard(story.page)
      stops += walked.stops
      return walked.findings
    })
    expect(stops).toBeGreaterThan(2_000)
    expect(findings).toEqual([])
  })

  it('leads past the bars with the first link of a page', async () => {
    const story = await open({ locale: 'en' })
    const { page } = story
    const { exhibits } = exhibition()
    const home = exhibits.filter(({ path, state }) => path === '/home' && state === 'filled')
    const findings = await walkThrough(exhibition(), home, story, async () => {
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      const first = await page.evaluate<string>('document.activeElement.id')
      await page.keyboard.press('Tab')
      const next = await page.evaluate<boolean>(`document.activeElement.closest('main') !== null`)
      return first === 'main' && next ? [] : [`the first link leads to "${first}"`]
    })
    expect(home.length).toBeGreaterThan(0)
    expect(findings).toEqual([])
  })
})
