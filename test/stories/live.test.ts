import { expect, it } from 'vitest'
import { sha256 } from '../../src/hashing.ts'
import { approveApplication } from '../../src/joining/approve-application.ts'
import { createLiveStreams } from '../../src/live/streams.ts'
import { createRandom } from '../../src/platform/random.ts'
import { createComment } from '../../src/posts/create-comment.ts'
import { createPost } from '../../src/posts/create-post.ts'
import { createPauses } from '../live/streams.ts'
import { describeStory } from '../support/browser.ts'
import { createHouse, type House } from './house.ts'

describeStory('pages that follow by themselves', (open) => {
  /** A community in which time passes for streams only when told, and what happens then. */
  const live = async (story: (house: House, passTime: () => Promise<void>) => Promise<void>) => {
    const pauses = createPauses()
    const log = { info: () => {}, error: () => {} }
    const streams = createLiveStreams({ wait: pauses.wait, log, random: createRandom() })
    const page = { javaScript: true }
    const house = await createHouse('live', open, { locale: 'en', page, live: streams })
    try {
      await story(house, async () => {
        await expect.poll(() => pauses.count()).toBeGreaterThan(0)
        await pauses.pass()
      })
    } finally {
      streams.close()
      await house.close()
    }
  }

  it('show a comment of another when she wants it, and keep what she is typing', { timeout: 90_000 }, () =>
    live(async (house, passTime) => {
      const ana = await house.member('Ana')
      const luz = await house.member('Luz')
      const { app } = house
      const groupId = app.groups.general
      const post = await createPost(ana.ctx, {
        ...{ groupId, submission: app.random.id(), text: 'Soup?', language: 'en', pictures: [] },
      })
      if (!post.ok) throw new Error('no post')
      const { postId } = post.value
      const { t, page } = luz
      await luz.goTo(`/posts/${postId}`)
      await luz.sees(t('live.follows'))
      const field = page.getByLabel(t('composer.comment'))
      await field.fill('I bring half a')
      app.clock.moveDays(0.01)
      const written = await createComment(ana.ctx, {
        ...{ target: { postId }, submission: app.random.id(), text: 'On Friday then', language: 'en' },
      })
      if (!written.ok) throw new Error('no comment')
      await passTime()
      const news = page.getByRole('status').filter({ hasText: t('live.comments', { count: 1 }) })
      await news.waitFor()
      await luz.seesNot('On Friday then')
      await field.pressSequentially(' sack')
      expect(await field.inputValue()).toBe('I bring half a sack')
      await news.getByRole('link', { name: t('live.show') }).click()
      await luz.sees('On Friday then')
      await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe(written.value.commentId)
      expect(await field.inputValue()).toBe('I bring half a sack')
      await luz.sees(t('live.follows'))
      expect(await news.count()).toBe(0)
      await app.db.deleteFrom('sessions').where('memberId', '=', luz.memberId).execute()
      await passTime()
      luz.story.allow(/status of 404/)
      await page.getByText(t('live.lost')).waitFor({ timeout: 20_000 })
    }),
  )

  it('turn from waiting to let in, without an account', { timeout: 90_000 }, () =>
    live(async (house, passTime) => {
      const { app } = house
      const moderator = await app.member({ roles: ['moderator'] })
      const code = app.random.token()
      const applicationId = app.random.id()
      await app.db
        .insertInto('applications')
        .values({
          ...{ id: applicationId, locale: 'en', createdAt: app.clock.now(), displayName: 'Sol' },
          ...{ signInNameKey: 'sol door', passphraseHash: 'none', statusCodeHash: await sha256(code) },
        })
        .execute()
      const sol = await house.guest()
      const { t, page } = sol
      await sol.goTo('/join/status')
      await sol.fill(t('joining.code.label'), code)
      await sol.press(t('joining.status.look'))
      await sol.sees(t('joining.status.waiting'))
      await sol.sees(t('live.follows'))
      const again = page.getByRole('button', { name: t('joining.status.refresh') })
      await again.focus()
      const decided = await approveApplication(moderator.ctx, { applicationId })
      if (!decided.ok) throw new Error(decided.refusals[0].message)
      await passTime()
      await page.getByRole('heading', { name: t('joining.status.approved') }).waitFor()
      await page.getByRole('button', { name: t('joining.status.enter') }).waitFor()
      expect(await page.locator('[data-live-say]').textContent()).toBe(t('joining.status.approved'))
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
        t('joining.status.approved'),
      )
      expect(page.url()).not.toContain(code)
    }),
  )
})
