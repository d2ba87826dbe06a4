import { describe, expect, it } from 'vitest'
import { costOf, secondsToFirstText } from './cost.ts'
import { nameOf, useExhibition } from './exhibition.ts'

/** Seconds. */
const bar = 2

describe('the first words on a slow line, with nothing kept from before', () => {
  const exhibition = useExhibition()

  it('are there within two seconds on every page', async () => {
    const { exhibits, looker, world } = exhibition()
    const late: string[] = []
    const routes = new Set<string>()
    for (const exhibit of exhibits.filter(({ send }) => send === undefined)) {
      const { house, as, path } = exhibit
      const cookie = await looker.cookieOf(house, as)
      const { app } = world.houses[house]
      const cost = await costOf((asked, headers) => app.request(asked, { headers }), path, {
        ...(cookie === undefined ? {} : { Cookie: cookie }),
      })
      routes.add(exhibit.route)
      const seconds = secondsToFirstText(cost)
      expect(seconds, nameOf(exhibit)).toBeGreaterThan(1)
      if (seconds > bar) late.push(`${nameOf(exhibit)}: ${seconds.toFixed(2)} s`)
    }
    expect([...routes]).toEqual(
      expect.arrayContaining(['/', '/join', '/home', '/groups/:groupId', '/posts/:postId', '/c/:slug']),
    )
    expect(late).toEqual([])
  })
})
