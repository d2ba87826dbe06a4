import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoCommunities } from '../../src/platform/demo/communities.ts'
import { describeStory, type StoryPage } from '../support/browser.ts'
import { adminOf, signIn } from './arrival.ts'
import { type RunningCommunities, startCommunities } from './communities.ts'
import { createPerson, type Person } from './person.ts'

const [plan] = demoCommunities
const withAndWithout = [
  { script: 'with', javaScript: true },
  { script: 'without', javaScript: false },
] as const

describeStory('leaving in a hurry', (open) => {
  let running: RunningCommunities
  let origin: string
  beforeAll(async () => {
    running = await startCommunities([plan], { seed: true })
    origin = running.communities[0]?.origin ?? ''
  })
  afterAll(() => running?.stop())

  it.each(withAndWithout)(
    'ends the session $script the script, and nothing closed comes back',
    async ({ javaScript }) => {
      const person = await signedIn({ javaScript })
      const { page, story } = person
      const session = await sessionOf(story)
      await openPost(person)
      const post = page.url()
      await leave(person)
      expect(await page.locator('p').allTextContents()).toEqual([person.t('auth.away.text')])
      expect(await page.locator('body *').count()).toBe(1)
      expect(await page.title()).toBe(person.t('auth.away.text'))
      expect(await page.content()).not.toContain(plan.name)
      expect(await sessionOf(story)).toBeUndefined()
      const asHerAgain = await fetch(post, { headers: { cookie: `${session?.name}=${session?.value}` } })
      expect(asHerAgain.status).toBe(404)
      for (const again of [() => page.goBack(), () => page.goBack(), () => page.goto(post)]) {
        await again()
        await person.sees(person.t('auth.signIn.title'))
        expect(await page.content()).not.toContain(adminOf(plan).displayName)
      }
    },
  )

  it('P12 blanks the page before the network answers, and forgets what the tab kept', async () => {
    const person = await signedIn({ javaScript: true })
    const { page } = person
    await openPost(person)
    const said: string[] = []
    page.on('console', (message) => void said.push(message.text()))
    await page.evaluate(`
      sessionStorage.setItem('draft', 'half a sentence')
      new MutationObserver(() => {
        console.info(document.documentElement.childNodes.length + ' left, ' + sessionStorage.length + ' kept')
      }).observe(document.documentElement, { childList: true })
    `)
    await leave(person)
    expect(said).toContain('0 left, 0 kept')
  })

  it('takes three quick presses of Shift, and not two', async () => {
    const person = await signedIn({ javaScript: true })
    const { page } = person
    await openPost(person)
    const post = page.url()
    for (const key of ['Shift', 'Shift', 'a', 'Shift', 'Shift']) await page.keyboard.press(key)
    await person.sees(person.t('comment.thread.title'))
    expect(page.url()).toBe(post)
    await page.keyboard.press('Shift')
    await page.waitForURL('**/away')
    expect(await sessionOf(person.story)).toBeUndefined()
  })

  it('keeps the session in one cookie that no script can read and no other site can send', async () => {
    const { page, story } = await signedIn({ javaScript: true })
    expect(await sessionOf(story)).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
    expect(await story.context.cookies()).toHaveLength(1)
    expect(await page.evaluate(() => [document.cookie, localStorage.length])).toEqual(['', 0])
  })

  it('is on top of every page of the door, none of which loads htmx', async () => {
    const { page, story, t } = await stranger({ javaScript: true })
    story.allow(/status of 404/)
    const asked: string[] = []
    page.on('request', (request) => void asked.push(new URL(request.url()).pathname))
    for (const path of [
      '/',
      '/join',
      '/join/status',
      '/about',
      '/about/data',
      '/withdraw',
      '/home',
      '/c/boletin',
    ]) {
      await page.goto(`${origin}${path}`)
      const leaveNow = page.getByRole('link', { name: t('shell.leaveNow') })
      expect((await leaveNow.boundingBox())?.y, path).toBeLessThan(48)
    }
    expect(asked.filter((path) => path.includes('htmx'))).toEqual([])
    expect(asked.some((path) => path.startsWith('/assets/'))).toBe(true)
  })

  it('shows by colour and by the missing menu that something is about to leave', async () => {
    const person = await signedIn({ javaScript: true })
    const { page, t } = person
    await openPost(person)
    const inside = await looksOf(person)
    expect(inside).toMatchObject({ place: 'inside', translate: 'no', tabs: 1 })
    await person.unfold(t('post.more'))
    await person.follow(t('post.share'))
    const leaving = await looksOf(person)
    expect(leaving).toMatchObject({ place: 'leaving', translate: 'no', tabs: 0 })
    expect(leaving.canvas).not.toBe(inside.canvas)
    expect(leaving.band).not.toBe(inside.band)
    await expect(page.getByText(t('shell.place.leaving')).isVisible()).resolves.toBe(true)
    expect(await page.title()).toBe(t('shell.title'))
  })

  async function stranger(options: { readonly javaScript: boolean }): Promise<Person> {
    const story = await open({ ...options, locale: plan.locale })
    const ignore = async (): Promise<void> => {}
    return createPerson(story, { origin, locale: plan.locale, look: ignore, sent: () => {} })
  }

  async function signedIn(options: { readonly javaScript: boolean }): Promise<Person> {
    const person = await stranger(options)
    await signIn(person, adminOf(plan))
    return person
  }

  /** A post of her own, on her way from the home page, so that there is something to go back to. */
  async function openPost(person: Person): Promise<void> {
    const { page } = person
    await person.goTo('/groups')
    await person.follow(plan.groups[0]?.name ?? '')
    const own = page.getByRole('article').filter({ hasText: adminOf(plan).displayName })
    await own.locator('a[href^="/posts/"]').first().click()
    await page.waitForURL('**/posts/*')
  }

  async function leave({ page, t }: Person): Promise<void> {
    await page.getByRole('link', { name: t('shell.leaveNow') }).click()
    await page.waitForURL('**/away')
  }
})

const sessionOf = async ({ context }: StoryPage) =>
  (await context.cookies()).find(({ name }) => name.startsWith('session') || name.includes('session'))

const looksOf = async ({ page }: Person) => ({
  place: await page.locator('html').getAttribute('data-place'),
  translate: await page.locator('html').getAttribute('translate'),
  tabs: await page.locator('nav.tab-bar').count(),
  canvas: await page.locator('html').evaluate((root) => getComputedStyle(root).backgroundColor),
  band: await page.locator('.place-band').evaluate((band) => getComputedStyle(band).backgroundColor),
})
