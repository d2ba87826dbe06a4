import { serve } from '@hono/node-server'
import type { Page } from 'playwright-core'
import { compress } from '../../src/platform/compress.ts'
import { createLooker } from '../gallery/look.ts'
import { type Browser, speak } from '../gallery/shoot.ts'
import { createWorld, type Viewer, type World } from '../gallery/world.ts'
import { launchBrowser } from '../support/browser.ts'
import { useTestDatabaseServer } from '../support/database.ts'
import { startTestDatabaseServer } from '../support/global-setup.ts'

/** Seconds until the first words may be drawn. */
const bar = 2
const rounds = 3
/** 400 kbit/s, with 400 ms there and back. */
const line = { latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 }
/** The browser holds back requests only: what opens the connection and its encryption (TLS 1.3) comes on top. */
const opening = (2 * line.latency) / 1_000

interface Shown {
  readonly name: string
  readonly as: Viewer
  readonly path: string
}

const pagesOf = ({ groups, threads }: World): readonly Shown[] => [
  { name: 'join', as: 'guest', path: '/join' },
  { name: 'sign in', as: 'guest', path: '/' },
  { name: 'home', as: 'member', path: '/home' },
  { name: 'feed', as: 'member', path: `/groups/${groups.breakfast}` },
  { name: 'thread', as: 'member', path: `/posts/${threads.pictures}` },
  { name: 'channel', as: 'guest', path: '/c/boletin' },
]

/** Measures first contentful paint on a slow line, nothing kept from before. Gives whether all pages keep the bar. */
async function measure(world: World, browser: Browser): Promise<boolean> {
  const { app } = world.houses.full
  const looker = createLooker(world)
  const { server, origin } = await new Promise<{ server: ReturnType<typeof serve>; origin: string }>(
    (resolve) => {
      const fetch = async (request: Request) => compress(request, await app.app.fetch(request))
      const server = serve({ port: 0, hostname: '127.0.0.1', fetch }, ({ port }) =>
        resolve({ server, origin: `http://localhost:${port}` }),
      )
    },
  )
  let isQuick = true
  for (const { name, as, path } of pagesOf(world)) {
    const seconds: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const { page, context, close } = await browser.newPage({ locale: 'en' })
      const [cookie = '', value = ''] = (await looker.cookieOf('full', as))?.split('=') ?? []
      if (cookie !== '') await context.addCookies([{ name: cookie, value, url: origin }])
      seconds.push(opening + (await firstText(page, `${origin}${path}`)))
      await close()
    }
    const median = seconds.toSorted((one, other) => one - other)[Math.floor(rounds / 2)] ?? Number.NaN
    if (!(median <= bar)) isQuick = false
    const all = seconds.map((one) => one.toFixed(2)).join(' ')
    process.stdout.write(
      `${name.padEnd(8)} ${median.toFixed(2)} s (${all})${median <= bar ? '' : '  too slow'}\n`,
    )
  }
  server.close()
  return isQuick
}

async function firstText(page: Page, address: string): Promise<number> {
  const tools = await page.context().newCDPSession(page)
  await tools.send('Network.enable')
  await tools.send('Network.setCacheDisabled', { cacheDisabled: true })
  await tools.send('Network.emulateNetworkConditions', { offline: false, ...line })
  const answer = await page.goto(address)
  if (answer?.status() !== 200) throw new Error(`${address} answered ${answer?.status()}`)
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0)
  return page.evaluate(
    () => (performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0) / 1_000,
  )
}

const browser = await launchBrowser()
if (!browser) throw new Error('no browser starts here')
const { stop, ...database } = await startTestDatabaseServer()
useTestDatabaseServer(database)
try {
  const world = await createWorld()
  await speak(world, 'en')
  process.exitCode = (await measure(world, browser)) ? 0 : 1
  await world.close()
} finally {
  await browser.close()
  await stop()
}
