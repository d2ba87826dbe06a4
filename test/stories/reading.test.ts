import sharp from 'sharp'
import { expect, it } from 'vitest'
import { createPost } from '../../src/posts/create-post.ts'
import { describeStory } from '../support/browser.ts'
import { expectPressed } from './forms-of-the-app.ts'
import { createHouse, type House } from './house.ts'

const described = 'Una olla grande sobre el fuego'

describeStory('reading as each woman can', (open) => {
  it('is set without scripts: large letters, pictures on tap, her languages', {
    timeout: 170_000,
  }, async () => {
    const house = await createHouse('reading', open, { locale: 'es' })
    try {
      const post = await write(house)
      const ana = await house.member('Ana')
      const { t, page } = ana
      await ana.goTo('/me')
      await ana.follow(t('reading.title'))
      await ana.choose(t('reading.textSize.largest'))
      await ana.choose(t('reading.pictures.tap'))
      await ana.press(t('reading.save'))
      await ana.sees(t('reading.done'))
      expect(await rootSize(page)).toBe(24)
      await ana.choose('Svenska', t('reading.languages'))
      await ana.select(t('reading.languages.first'), 'Svenska')
      await ana.press(t('reading.languages.save'))
      expect(await fits(page)).toBe(true)
      await ana.goTo(post)
      await ana.sees(described)
      expect(await page.locator('img').count()).toBe(0)
      expect(await fits(page)).toBe(true)
      const href = await page.locator('a[data-picture]').getAttribute('href')
      const picture = await page.request.get(new URL(href ?? '', page.url()).href)
      expect(picture.headers()['content-type']).toBe('image/webp')
      expectPressed('reading', house.sent)
    } finally {
      await house.close()
    }
  })

  it('shows pictures in place and times as this phone tells them', { timeout: 170_000 }, async () => {
    const house = await createHouse('reading-with-script', open, {
      locale: 'en',
      page: { javaScript: true, locale: 'en', timezoneId: 'Asia/Jakarta' },
    })
    try {
      const post = await write(house, 'alert')
      const luz = await house.member('Luz')
      const { page } = luz
      await page.clock.install({ time: house.app.clock.now() })
      await luz.goTo('/reading')
      await luz.choose(luz.t('reading.pictures.tap'))
      await luz.press(luz.t('reading.save'))
      await luz.goTo(post)
      expect(await page.locator('article time[data-time="moment"]').first().textContent()).toMatch(
        /GMT\+7|WIB/,
      )
      const ago = page.locator('article time[data-time="ago"]').first()
      expect(await ago.textContent()).toMatch(/now|seconds|minute/)
      await page.clock.fastForward('02:00:30')
      expect(await ago.textContent()).toBe('2 hours ago')
      const larger = page.locator('a[data-larger]')
      expect(await larger.isVisible()).toBe(false)
      await page.locator('a[data-picture]').click()
      await larger.waitFor()
      const image = page.getByRole('img', { name: described })
      await image.waitFor()
      await expect.poll(() => image.evaluate((it: HTMLImageElement) => it.naturalWidth)).toBeGreaterThan(0)
      expect(new URL(page.url()).pathname).toBe(post)
    } finally {
      await house.close()
    }
  })

  async function write(house: House, kind: 'discussion' | 'alert' = 'discussion'): Promise<string> {
    const { memberId } = await house.member('Sami')
    const bytes = await sharp({ create: { width: 640, height: 480, channels: 3, background: 'teal' } })
      .png()
      .toBuffer()
    const submission = house.app.random.id()
    const result = await createPost(house.app.as(memberId), {
      ...(kind === 'alert' ? { lifetime: 3 } : {}),
      ...{ groupId: house.app.groups.general, submission, kind, language: house.locale },
      ...{ text: 'Mañana cocinamos', pictures: [{ bytes: new Uint8Array(bytes), alt: described }] },
    })
    if (!result.ok) throw new Error(result.refusals[0].message)
    return `/posts/${submission}`
  }
})

const rootSize = (page: { evaluate: (read: () => number) => Promise<number> }) =>
  page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize))

/** Nothing has to be scrolled sideways on the smallest phone. */
const fits = (page: { evaluate: (read: () => boolean) => Promise<boolean> }) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)
