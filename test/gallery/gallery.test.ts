import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Exhibit } from './exhibit.ts'
import { adviceOn, type Exhibits, listExhibits } from './exhibits.ts'
import { createLooker, type Looker } from './look.ts'
import { pageRoutes } from './routes.ts'
import { createWorld, type World } from './world.ts'

/** The neutral page says nothing at all. */
const withoutHeading = ['/away']

describe('the gallery', () => {
  let world: World
  let looker: Looker
  let found: Exhibits

  beforeAll(async () => {
    world = await createWorld()
    looker = createLooker(world)
    found = await listExhibits(world, looker)
  })
  afterAll(() => world.close())

  const nameOf = ({ route, state, as, path }: Exhibit): string => `${route} (${state}, ${as}): ${path}`

  it('shows every page that the router knows', () => {
    expect(pageRoutes(world.houses.full.app).length).toBeGreaterThan(100)
    expect(found.missing, adviceOn(found.missing)).toEqual([])
  })

  it('shows each page in each state once', () => {
    const names = found.exhibits.map(nameOf)
    expect(names.filter((name, at) => names.indexOf(name) !== at && !name.includes('/status'))).toEqual([])
  })

  it.each(['filled', 'empty', 'first time', 'next page', 'sent empty', 'done', 'refused'])(
    'shows pages in the state "%s"',
    (state) => {
      expect(found.exhibits.some((exhibit) => exhibit.state === state)).toBe(true)
    },
  )

  it('shows pages that answer as they should, with a heading, without a fault', async () => {
    const wrong: string[] = []
    for (const exhibit of found.exhibits.filter(({ send }) => send === undefined)) {
      const { status, html } = await looker.look(exhibit.house, exhibit.as, exhibit.path)
      const hasHeading = withoutHeading.includes(exhibit.route) || /<h1\b/.test(html)
      if (status !== (exhibit.status ?? 200) || !hasHeading)
        wrong.push(`${nameOf(exhibit)} answered ${status}`)
    }
    expect(wrong).toEqual([])
    for (const { app } of Object.values(world.houses)) expect(app.faults).toEqual([])
  })
})
