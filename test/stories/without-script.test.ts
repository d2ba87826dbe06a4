import { it } from 'vitest'
import { describeStory } from '../support/browser.ts'
import { arrive } from './arrival.ts'
import { expectPressed } from './forms-of-the-app.ts'
import { pressEverythingElse } from './other-forms.ts'
import { walk } from './walk.ts'
import { createWorld } from './world.ts'

describeStory('the whole story without JavaScript', (open) => {
  it('holds on wide screens, and presses the forms it names', { timeout: 300_000 }, async () => {
    const world = await createWorld('desk', open, { width: 1280, height: 800, javaScript: false })
    try {
      await Promise.all([world.bolivia, world.sweden, world.indonesia].map(arrive))
      const walked = await walk(world)
      await pressEverythingElse(world, walked)
      expectPressed('without script', world.sent)
    } finally {
      await world.stop()
    }
  })
})
