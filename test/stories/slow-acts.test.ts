import type { Route } from 'playwright-core'
import { expect, it } from 'vitest'
import { createPost } from '../../src/posts/create-post.ts'
import { describeStory } from '../support/browser.ts'
import { createHouse } from './house.ts'

describeStory('small acts on a slow line', (open) => {
  it('say beside what she pressed that they are worked on, and no longer once they are done', async () => {
    const house = await createHouse('slow-acts', open, { locale: 'en', page: { javaScript: true } })
    try {
      const luz = await house.member('Luz')
      const { app } = house
      const postId = app.random.id()
      const asked = { groupId: app.groups.general, language: 'en', pictures: [] } as const
      expect(await createPost(luz.ctx, { ...asked, submission: postId, text: 'Soup?' })).toMatchObject({
        ok: true,
      })

      await luz.goTo(`/posts/${postId}`)
      const { page } = luz
      const working = page.locator('[role="status"]').filter({ hasText: luz.t('shell.working') })
      let held: Route | undefined
      await page.route('**/reactions', (route) => {
        held = route
      })
      const reactions = page.locator('form.reactions').first()
      await reactions.getByText(luz.t('reaction.add')).click()
      await reactions.getByRole('button').first().click()
      await reactions.locator(working).waitFor()
      expect(await working.locator('progress').count()).toBe(1)
      await held?.continue()
      await reactions.locator('[aria-pressed="true"]').waitFor()
      expect(await working.count()).toBe(0)
    } finally {
      await house.close()
    }
  })
})
