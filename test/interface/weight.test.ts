import { describe, expect, it } from 'vitest'
import type { Exhibit } from '../gallery/exhibit.ts'
import { costOf, type PageCost, sumOf } from './cost.ts'
import { nameOf, useExhibition } from './exhibition.ts'

const kilobyte = 1_000
/** Members' pictures apart (DESIGN 6). */
const allowed = { guest: 20, first: 30, later: 12 } as const
const requestsOfFirst = 5

/** Where somebody begins who is signed in; what these pages ask for is there for all others. */
const first = '/home'

describe('every page, for those who pay by the megabyte', () => {
  const exhibition = useExhibition()

  const weigh = async ({ house, as, path }: Exhibit): Promise<PageCost> => {
    const { world, looker } = exhibition()
    const cookie = await looker.cookieOf(house, as)
    const { app } = world.houses[house]
    return costOf((asked, headers) => app.request(asked, { headers }), path, {
      ...(cookie === undefined ? {} : { Cookie: cookie }),
    })
  }
  const opened = () => exhibition().exhibits.filter(({ send }) => send === undefined)
  const tell = ({ page, blocking, rest }: PageCost): string =>
    [page, ...blocking, ...rest].map(({ path, bytes }) => `${path} ${bytes}`).join(', ')

  it('is at most 20 KB for somebody who comes for the first time', async () => {
    const guests = opened().filter(({ as }) => as === 'guest')
    expect(guests.length).toBeGreaterThan(15)
    const heavy: string[] = []
    for (const exhibit of guests) {
      const cost = await weigh(exhibit)
      const bytes = cost.page.bytes + sumOf(cost.blocking) + sumOf(cost.rest)
      expect(bytes, nameOf(exhibit)).toBeGreaterThan(kilobyte / 10)
      if (bytes > allowed.guest * kilobyte) heavy.push(`${nameOf(exhibit)}: ${bytes}: ${tell(cost)}`)
    }
    expect(heavy).toEqual([])
  })

  it('is at most 30 KB in 5 requests where she begins, signed in', async () => {
    const begins = opened().filter(({ path, as }) => path === first && as !== 'guest')
    expect(begins.length).toBeGreaterThan(2)
    const heavy: string[] = []
    for (const exhibit of begins) {
      const cost = await weigh(exhibit)
      const bytes = cost.page.bytes + sumOf(cost.blocking) + sumOf(cost.rest)
      const requests =
        1 + cost.blocking.length + cost.rest.filter(({ path }) => !path.includes('icon')).length
      if (bytes > allowed.first * kilobyte || requests > requestsOfFirst)
        heavy.push(`${nameOf(exhibit)}: ${bytes} in ${requests}: ${tell(cost)}`)
    }
    expect(heavy).toEqual([])
  })

  it('is at most 12 KB for every page after it, with what only that page asks for', async () => {
    const heavy: string[] = []
    const kept = new Map<string, Set<string>>()
    for (const exhibit of opened().filter(({ as }) => as !== 'guest')) {
      const { house, as } = exhibit
      const known = kept.get(house) ?? (await assetsOf({ ...exhibit, path: first, as: firstAs(as) }))
      kept.set(house, known)
      const cost = await weigh(exhibit)
      const fresh = [...cost.blocking, ...cost.rest].filter(({ path }) => !known.has(path))
      const bytes = cost.page.bytes + sumOf(fresh)
      if (bytes > allowed.later * kilobyte)
        heavy.push(`${nameOf(exhibit)}: ${bytes}: ${tell({ ...cost, blocking: [], rest: fresh })}`)
    }
    expect(heavy).toEqual([])
  })

  const firstAs = (as: Exhibit['as']): Exhibit['as'] => (as === 'unnamed' ? 'member' : as)
  const assetsOf = async (exhibit: Exhibit): Promise<Set<string>> => {
    const { blocking, rest } = await weigh(exhibit)
    return new Set([...blocking, ...rest].map(({ path }) => path))
  }
})
