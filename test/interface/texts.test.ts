import { expect, it } from 'vitest'
import { locales } from '../../src/i18n/translator.ts'
import { speak } from '../gallery/shoot.ts'
import { describeStory } from '../support/browser.ts'
import { leafThrough, useExhibition, walkThrough } from './exhibition.ts'
import { misfitsOf } from './fit.ts'

describeStory('the words of every page, in the narrowest layout', (open) => {
  const exhibition = useExhibition()

  it.each(locales)(
    'are all there in "%s": none is cut, none lies over another',
    {
      timeout: 600_000,
    },
    async (locale) => {
      const { world, exhibits } = exhibition()
      await speak(world, locale)
      // Each language sends the same wrong passphrases again.
      for (const { app } of Object.values(world.houses)) await app.db.deleteFrom('throttles').execute()
      const story = await open({ locale, width: 320 })
      await story.page.emulateMedia({ reducedMotion: 'reduce' })
      const look = () => misfitsOf(story.page)
      const sent = exhibits.filter(({ send }) => send !== undefined)
      // English was sent, and looked at, in the check of reflow.
      const findings = [
        ...(await leafThrough(exhibition(), exhibits, story, look)),
        ...(locale === 'en' ? [] : await walkThrough(exhibition(), sent, story, look)),
      ]
      expect(findings).toEqual([])
    },
  )
})
