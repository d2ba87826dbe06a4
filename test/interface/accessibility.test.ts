import { expect, it } from 'vitest'
import { unrolled, violationsOn } from '../stories/examine.ts'
import { describeStory } from '../support/browser.ts'
import { useExhibition, walkThrough } from './exhibition.ts'

const colours = ['color-contrast']

describeStory('every page in every state', (open) => {
  const exhibition = useExhibition()

  it('keeps WCAG 2.2 A and AA by day, its colours at night and in high contrast too', {
    timeout: 600_000,
  }, async () => {
    const story = await open({ locale: 'en' })
    const { page } = story
    // A colour on its way from one scheme to another is neither.
    await page.emulateMedia({ reducedMotion: 'reduce' })
    const findings = await walkThrough(exhibition(), exhibition().exhibits, story, () =>
      unrolled(page, async () => {
        await page.emulateMedia({ colorScheme: 'light', contrast: null })
        const day = await violationsOn(page, true)
        await page.emulateMedia({ colorScheme: 'dark' })
        const night = await violationsOn(page, true, colours)
        await page.emulateMedia({ colorScheme: 'light', contrast: 'more' })
        const strong = await violationsOn(page, true, colours)
        await page.emulateMedia({ colorScheme: 'light', contrast: null })
        return [
          ...day,
          ...night.map((finding) => `dark: ${finding}`),
          ...strong.map((finding) => `high contrast: ${finding}`),
        ]
      }),
    )
    expect(findings).toEqual([])
  })
})
