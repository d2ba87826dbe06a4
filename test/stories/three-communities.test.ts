import { it } from 'vitest'
import { describeStory } from '../support/browser.ts'
import { arrive } from './arrival.ts'
import { walk } from './walk.ts'
import { createWorld } from './world.ts'

describeStory('three communities share a post and take it back', (open) => {
  it('on small phones with scripts, in Spanish, Swedish and Indonesian', { timeout: 300_000 }, async () => {
    const world = await createWorld('phone', open, { width: 360, height: 740, javaScript: true })
    try {
      await Promise.all([world.bolivia, world.sweden, world.indonesia].map(arrive))
      await walk(world)
    } finally {
      await world.stop()
    }
  })
})
