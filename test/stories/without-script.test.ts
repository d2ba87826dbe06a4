import { expect, it } from 'vitest'
import { describeStory } from '../support/browser.ts'
import { arrive } from './arrival.ts'
import { formsNotSent, formsOfTheApp } from './forms-of-the-app.ts'
import { pressEverythingElse } from './other-forms.ts'
import { walk } from './walk.ts'
import { createWorld } from './world.ts'

describeStory('the whole story without JavaScript', (open) => {
  it('holds on wide screens, and every form of the app can be sent', { timeout: 170_000 }, async () => {
    const world = await createWorld('desk', open, { width: 1280, height: 800, javaScript: false })
    try {
      await Promise.all([world.bolivia, world.sweden, world.indonesia].map(arrive))
      const walked = await walk(world)
      await pressEverythingElse(world, walked)
      expect(formsOfTheApp().length).toBeGreaterThan(40)
      expect(formsNotSent(world.sent), 'forms that were not sent').toEqual([])
    } finally {
      await world.stop()
    }
  })
})
