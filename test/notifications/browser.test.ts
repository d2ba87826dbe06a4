import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readBuiltAssets } from '../../src/platform/assets.ts'
import { buildPublic } from '../../src/platform/tools/build.ts'
import { createTestApp, type TestApp } from '../support/app.ts'
import { describeStory, type StoryPage } from '../support/browser.ts'

const settings = '/notifications/settings'

describeStory('signs on a phone', (open) => {
  let app: TestApp
  let server: Server
  let origin: string
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ayni-public-'))
    await buildPublic(folder)
    app = await createTestApp({ ...(await readBuiltAssets(folder)), mailFrom: 'reminder@letters.example' })
    server = createServer(getRequestListener(app.app.fetch))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    origin = `http://localhost:${typeof address === 'object' && address ? address.port : ''}`
  })
  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await app.close()
    await rm(folder, { recursive: true })
  })

  const signedIn = async (options: { readonly javaScript?: boolean } = {}): Promise<StoryPage> => {
    const story = await open(options)
    const member = await app.member()
    const [name = '', value = ''] = (await app.signIn(member.id)).split('=')
    await story.context.addCookies([{ name, value, url: origin }])
    await story.context.grantPermissions(['notifications'], { origin })
    return story
  }

  it('say the neutral words of the catalogue under one and the same tag, and nothing else (P12)', async () => {
    const { page, context } = await signedIn()
    await page.goto(`${origin}${settings}`)
    await page.evaluate(async () => {
      await navigator.serviceWorker.register('/worker.js?language=en')
      await navigator.serviceWorker.ready
    })
    const [worker] = context.serviceWorkers()
    if (!worker) throw new Error('no service worker')
    // A browser without a screen shows nothing: what it is asked to show is kept.
    await worker.evaluate(() => {
      const asked: unknown[] = []
      Object.assign(globalThis, { asked })
      Object.assign(ServiceWorkerRegistration.prototype, {
        showNotification: async (...shown: unknown[]) => void asked.push(shown),
      })
    })
    const devtools = await context.newCDPSession(page)
    const registered = new Promise<string>((resolve) => {
      devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const [registration] = registrations
        if (registration) resolve(registration.registrationId)
      })
    })
    await devtools.send('ServiceWorker.enable')
    const registrationId = await registered
    for (let count = 0; count < 2; count += 1)
      await devtools.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: '' })
    const icon = expect.stringMatching(/^\/assets\/icon-[0-9a-f]{10}\.svg$/)
    const sign = ['Reminder', { body: 'Something new', icon, lang: 'en', tag: 'reminder' }]
    await expect.poll(() => worker.evaluate(() => Reflect.get(globalThis, 'asked'))).toEqual([sign, sign])
  })

  it('are switched on by one press, and off by another', async () => {
    const { page } = await signedIn()
    // A push service is beyond this machine: the browser's part of it is played here.
    await page.addInitScript(() => {
      const subscription = { endpoint: 'https://push.example/phone', unsubscribe: async () => true }
      const kept = () => (sessionStorage.getItem('subscribed') ? subscription : null)
      Object.assign(PushManager.prototype, {
        getSubscription: async () => kept(),
        subscribe: async ({ applicationServerKey }: PushSubscriptionOptionsInit) => {
          sessionStorage.setItem('subscribed', String(applicationServerKey))
          return subscription
        },
      })
    })
    await page.goto(`${origin}${settings}`)
    await page.getByRole('button', { name: 'Switch on for this phone' }).click()
    await page.getByText('This phone gets signs now.').waitFor()
    expect(await page.evaluate(() => sessionStorage.getItem('subscribed'))).toMatch(/^[\w-]{87}$/)
    const rows = await app.db.selectFrom('pushSubscriptions').select('endpoint').execute()
    expect(rows).toEqual([{ endpoint: 'https://push.example/phone' }])
    await page.getByRole('button', { name: 'Switch off for this phone' }).click()
    await page.getByText('Switched off.').waitFor()
    expect(await app.db.selectFrom('pushSubscriptions').select('id').execute()).toEqual([])
  })

  it('say without the script that they need one', async () => {
    const { page } = await signedIn({ javaScript: false })
    await page.goto(`${origin}${settings}`)
    expect(await page.getByText('Signs need JavaScript').isVisible()).toBe(true)
    expect(await page.getByRole('button', { name: /Switch on/ }).count()).toBe(0)
  })
})
