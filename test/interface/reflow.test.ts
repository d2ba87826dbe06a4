import { expect, it } from 'vitest'
import { describeStory } from '../support/browser.ts'
import { useExhibition, walkThrough } from './exhibition.ts'
import { misfitsOf } from './fit.ts'

/** Letters that are twice as large as the browser's own. */
const twice = { standard: 32, fixed: 26 }
const usual = { standard: 16, fixed: 13 }

describeStory('every page in every state on a small screen', (open) => {
  const exhibition = useExhibition()

  // 320 px is a screen of 640 px at a zoom of 200 % as well (WCAG 2.2, 1.4.10 and 1.4.4).
  it('fits at 320 px, with letters twice as large, and where text runs from right to left', {
    timeout: 600_000,
  }, async () => {
    const story = await open({ locale: 'en', width: 320 })
    const { page, context } = story
    await page.emulateMedia({ reducedMotion: 'reduce' })
    const browser = await context.newCDPSession(page)
    const findings = await walkThrough(exhibition(), exhibition().exhibits, story, async () => {
      const narrow = await misfitsOf(page)
      await page.evaluate(`document.documentElement.dir = 'rtl'`)
      const turned = await misfitsOf(page)
      await page.evaluate(`document.documentElement.dir = 'ltr'`)
      await page.setViewportSize({ width: 640, height: 740 })
      await browser.send('Page.setFontSizes', { fontSizes: twice })
      const size = await page.evaluate<string>('getComputedStyle(document.documentElement).fontSize')
      const large = size === '32px' ? await misfitsOf(page) : [`letters of ${size}`]
      await browser.send('Page.setFontSizes', { fontSizes: usual })
      await page.setViewportSize({ width: 320, height: 740 })
      return [
        ...narrow,
        ...turned.filter((one) => !narrow.includes(one)).map((one) => `right to left: ${one}`),
        ...large.map((one) => `large letters: ${one}`),
      ]
    })
    expect(findings).toEqual([])
  })
})
