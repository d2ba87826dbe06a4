import { describe, expect, it } from 'vitest'
import { formsByStory, sentByScriptsOnly } from './forms-by-story.ts'
import { formsOfTheApp } from './forms-of-the-app.ts'

describe('the forms of the app', () => {
  const routes = formsOfTheApp()
  const named = new Set(Object.values(formsByStory).flat())

  it('are each pressed in a browser without scripts by a story, but for those that only a script can send', () => {
    expect(routes.length).toBeGreaterThan(100)
    const covered = new Set([...named, ...Object.keys(sentByScriptsOnly)])
    expect(routes.filter((route) => !covered.has(route))).toEqual([])
  })

  it('are named by the stories as the app names them, and only once per story', () => {
    expect([...named, ...Object.keys(sentByScriptsOnly)].filter((route) => !routes.includes(route))).toEqual(
      [],
    )
    for (const [story, forms] of Object.entries(formsByStory))
      expect(new Set(forms).size, story).toBe(forms.length)
  })

  it('are not named as a script’s own where a story presses them without one', () => {
    expect(Object.keys(sentByScriptsOnly).filter((route) => named.has(route))).toEqual([])
  })
})
