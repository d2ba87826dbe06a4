import { expect, it } from 'vitest'
import { describeStory } from '../support/browser.ts'
import { arrive } from './arrival.ts'
import { createWorld } from './world.ts'

describeStory('three communities share a post and take it back', (open) => {
  it.each([
    { name: 'phone', width: 360, height: 740, javaScript: true },
    { name: 'desk', width: 1280, height: 800, javaScript: false },
  ])('on a $name, with script: $javaScript', { timeout: 180_000 }, async ({ name, ...options }) => {
    const world = await createWorld(name, open, options)
    try {
      await Promise.all([world.bolivia, world.sweden, world.indonesia].map(arrive))
      expect(world.sent.size).toBeGreaterThan(0)
    } finally {
      await world.stop()
    }
  })
})
