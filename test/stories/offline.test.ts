import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeStory } from '../support/browser.ts'
import { createHouse, type House, type Resident } from './house.ts'

describeStory('a phone that loses its connection', (open) => {
  let house: House
  beforeAll(async () => {
    house = await createHouse('offline', open, { locale: 'es', page: { javaScript: true } })
  })
  afterAll(() => house.close())

  /** A member whose browser has put the page for a lost connection aside. */
  const arrive = async (name: string): Promise<Resident> => {
    const member = await house.member(name)
    member.story.allow(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/)
    await member.goTo('/home')
    await member.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    return member
  }

  const kept = ({ page }: Pick<Resident, 'page'>) =>
    page.evaluate(async () => {
      const paths: string[] = []
      for (const name of await caches.keys())
        for (const { url } of await (await caches.open(name)).keys()) paths.push(new URL(url).pathname)
      const workers = await navigator.serviceWorker.getRegistrations()
      return { paths, workers: workers.length, words: sessionStorage.length + localStorage.length }
    })

  it('shows a page without a name in her language, and the one she wanted when she tries again', async () => {
    const member = await arrive('Sami')
    const { page, story, t } = member
    const wanted = new URL('/help', page.url()).href
    await page.goto(wanted)
    const heading = page.getByRole('heading', { level: 1 })
    const words = (await heading.textContent()) ?? ''
    await page.goto(new URL('/home', wanted).href)
    await story.context.setOffline(true)
    await page.goto(wanted)
    expect(await heading.textContent()).toBe(t('offline.title'))
    expect(await page.title()).toBe(t('shell.title'))
    expect(await page.getByText(t('offline.words')).count()).toBe(1)
    expect(await page.content()).not.toContain('Tejedoras')
    expect(await page.getByRole('link', { name: t('shell.leaveNow') }).count()).toBe(1)
    expect(page.url()).toBe(wanted)
    await story.context.setOffline(false)
    await page.getByText(t('shell.online')).waitFor()
    await page.getByRole('link', { name: t('offline.again') }).click()
    await heading.filter({ hasText: words }).waitFor()
  })

  it('P12 keeps that page and built files, and nothing that she read', async () => {
    const member = await arrive('Rosa')
    await member.goTo('/groups')
    await member.goTo('/help')
    const { paths, workers, words } = await kept(member)
    expect(paths).toContain('/offline')
    expect(paths.filter((path) => path !== '/offline' && !path.startsWith('/assets/'))).toEqual([])
    expect({ workers, words }).toEqual({ workers: 1, words: 0 })
  })

  it('P12 keeps nothing at all once she has left', async () => {
    const member = await arrive('Elena')
    const { page, t } = member
    await page.evaluate(() => sessionStorage.setItem('unsent group:x', '[["text","x"]]'))
    await page.getByRole('link', { name: t('shell.leaveNow') }).click()
    await page.waitForURL('**/away')
    await expect.poll(() => kept(member)).toEqual({ paths: [], workers: 0, words: 0 })
  })

  it('keeps nothing at all once she has signed out', async () => {
    const member = await arrive('Marta')
    await member.page.evaluate(() => sessionStorage.setItem('unsent group:x', '[["text","x"]]'))
    await member.page.goto(new URL('/me', member.page.url()).href)
    await member.page.getByRole('button', { name: member.t('members.me.signOut') }).click()
    await member.page.waitForURL((url) => url.pathname === '/')
    await expect.poll(() => kept(member)).toEqual({ paths: [], workers: 0, words: 0 })
  })

  it('shows an empty page when she leaves without a connection, and signs her out when it is back', async () => {
    const member = await arrive('Luz')
    const { page, story, t } = member
    await story.context.setOffline(true)
    await page.getByRole('link', { name: t('shell.leaveNow') }).click()
    expect(await page.locator('body').count()).toBe(0)
    expect(new URL(page.url()).pathname).toBe('/away')
    await story.context.setOffline(false)
    await page.getByText(t('auth.away.text')).waitFor()
    expect((await story.context.cookies()).filter(({ name }) => name.includes('session'))).toEqual([])
  })

  it('is told by a small page that is the same for everybody', async () => {
    const { memberId } = await house.member('Sami')
    const cookie = await house.app.signIn(memberId)
    const hers = await house.app.request('/offline?language=es', { headers: { Cookie: cookie } })
    const anyone = await house.app.request('/offline?language=es')
    const text = await anyone.text()
    expect(await hers.text()).toBe(text)
    expect(text.length).toBeLessThan(20_000)
    expect(anyone.headers.get('Set-Cookie')).toBeNull()
  })
})
