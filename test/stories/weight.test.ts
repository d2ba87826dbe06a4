import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoCommunities } from '../../src/platform/demo/communities.ts'
import { describeStory, type StoryPage } from '../support/browser.ts'
import { adminOf, signIn } from './arrival.ts'
import { type RunningCommunities, startCommunities } from './communities.ts'
import { createPerson } from './person.ts'

const [plan] = demoCommunities
const kilobyte = 1000

/** What DESIGN 6 allows over the wire, headers included, members' pictures apart. */
describeStory('the weight of pages for those who pay by the megabyte', (open) => {
  let running: RunningCommunities
  let origin: string
  beforeAll(async () => {
    running = await startCommunities([plan], { seed: true })
    origin = running.communities[0]?.origin ?? ''
  })
  afterAll(() => running?.stop())

  it.each(['/', '/join', '/join/status', '/about', '/about/data', '/withdraw', '/c/boletin', '/nowhere'])(
    'is at most 20 KB for somebody who comes to %s for the first time',
    async (path) => {
      const story = await open({ locale: plan.locale })
      story.allow(/status of 404/)
      const { bytes } = await weigh(story, `${origin}${path}`)
      expect(bytes).toBeGreaterThan(kilobyte)
      expect(bytes).toBeLessThanOrEqual(20 * kilobyte)
    },
  )

  it('is at most 30 KB in 5 requests for the first page inside, and 12 KB for those after it', async () => {
    const story = await open({ locale: plan.locale })
    const cookies = await sessionCookies()
    await story.context.addCookies(cookies)
    const home = await weigh(story, `${origin}/home`)
    expect(home.requests.filter((request) => request.startsWith('/assets/'))).toHaveLength(4)
    expect(home.requests.length, home.requests.join(' ')).toBeLessThanOrEqual(5)
    expect(home.bytes).toBeLessThanOrEqual(30 * kilobyte)
    const links = await story.page.locator('main a[href^="/groups/"], main a[href^="/posts/"]').all()
    const paths = await Promise.all(links.map((link) => link.getAttribute('href')))
    expect(paths.length).toBeGreaterThan(2)
    for (const path of new Set([...paths, '/groups', '/me', '/help', '/allies', '/queue'])) {
      const later = await weigh(story, `${origin}${path}`)
      expect(later.bytes, `${path}: ${later.requests.join(' ')}`).toBeLessThanOrEqual(12 * kilobyte)
    }
  })

  /** Signed in with another browser, so that this one's cache stays empty. */
  async function sessionCookies() {
    const story = await open({ locale: plan.locale })
    const person = createPerson(story, { origin, locale: plan.locale, look: async () => {}, sent: () => {} })
    await signIn(person, adminOf(plan))
    return story.context.cookies()
  }
})

interface Weight {
  readonly bytes: number
  /** Paths that went over the wire. */
  readonly requests: readonly string[]
}

/** Opens a page and counts what the network carried, as the browser's own protocol tells it. */
async function weigh({ page, context }: StoryPage, url: string): Promise<Weight> {
  const session = await context.newCDPSession(page)
  const paths = new Map<string, string>()
  const kept = new Set<string>()
  const bytes = new Map<string, number>()
  session.on('Network.requestWillBeSent', ({ requestId, request }) => {
    paths.set(requestId, new URL(request.url).pathname)
  })
  session.on('Network.requestServedFromCache', ({ requestId }) => void kept.add(requestId))
  session.on('Network.responseReceived', ({ requestId, response }) => {
    if (response.fromDiskCache) kept.add(requestId)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes.set(requestId, encodedDataLength)
  })
  session.on('Network.loadingFailed', ({ requestId }) => void paths.delete(requestId))
  await session.send('Network.enable')
  await page.goto(url)
  // A stream that a page follows never comes to its end.
  const isUnderWay = ([id, path]: readonly [string, string]) => !bytes.has(id) && !path.startsWith('/live/')
  await expect.poll(() => [...paths].filter(isUnderWay)).toEqual([])
  await session.detach()
  const carried = [...bytes].filter(([id]) => !kept.has(id) && !paths.get(id)?.startsWith('/media/'))
  return {
    bytes: carried.reduce((sum, [, length]) => sum + length, 0),
    requests: carried.map(([id, length]) => `${paths.get(id)} ${length}`),
  }
}
