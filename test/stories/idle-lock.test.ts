import { afterAll, beforeAll, expect, it } from 'vitest'
import { createPost } from '../../src/posts/create-post.ts'
import { readDraft } from '../../src/posts/draft-queries.ts'
import { commentPlaceOf } from '../../src/posts/writing-places.ts'
import { describeStory } from '../support/browser.ts'
import { expectPressed } from './forms-of-the-app.ts'
import { createHouse, type House, housePassphrase, type Resident } from './house.ts'
import type { Person } from './person.ts'

const words = {
  post: 'Siapa yang bawa nasi?',
  comment: 'Saya bawa, dan teh juga.',
  message: 'Sampai besok pagi.',
} as const

const minute = 1 / (24 * 60)

/** Her pages lock after some minutes; she comes from her own page. */
async function setPin(person: Person, minutes: number): Promise<void> {
  const { t } = person
  await person.goTo('/me')
  await person.follow(new RegExp(`^${t('members.me.lock')}`))
  await person.choose(t('lock.own.after', { minutes }))
  await person.fill(t('lock.own.pin'), '2580')
  await person.fill(t('lock.own.again'), '2581')
  await person.fill(t('auth.passphrase.label'), housePassphrase)
  await person.pressInVain(t('lock.own.submit'))
  await person.fill(t('lock.own.pin'), '2580')
  await person.fill(t('lock.own.again'), '2580')
  await person.fill(t('auth.passphrase.label'), housePassphrase)
  await person.press(t('lock.own.submit'))
  await person.sees(t('lock.own.on', { minutes }))
}

async function open(person: Person): Promise<void> {
  await person.fill(person.t('lock.pin'), '2580')
  await person.press(person.t('lock.open'))
}

/** Nothing on the page tells whose it is. */
async function seesLock(person: Person): Promise<void> {
  expect(new URL(person.page.url()).pathname).toBe('/lock')
  await person.sees(person.t('lock.title'))
  const all = (await person.page.locator('body').textContent()) ?? ''
  for (const closed of ['Tejedoras', 'Sari', words.post]) expect(all).not.toContain(closed)
}

const pathOf = ({ page }: Person) => new URL(page.url()).pathname

async function writePost(house: House, { ctx }: Resident): Promise<string> {
  const post = await createPost(ctx, {
    groupId: house.app.groups.general,
    submission: house.app.random.id(),
    text: words.post,
    language: house.locale,
    pictures: [],
  })
  if (!post.ok) throw new Error('no post')
  return post.value.postId
}

describeStory('pages that lock while she is away, without scripts', (openPage) => {
  let house: House
  let postId: string
  const away = (minutes: number) => house.app.clock.moveDays(minutes * minute)
  beforeAll(async () => {
    house = await createHouse('idle-lock', openPage, { locale: 'id' })
    await house.app.db.updateTable('community').set({ memberMessages: true }).execute()
    postId = await writePost(house, await house.member('Dewi'))
  })
  afterAll(() => house?.close())

  it('P12 asks for the PIN after a while, and brings her back to the thread', async () => {
    const sari = await house.member('Sari')
    await setPin(sari, 5)
    await sari.goTo(`/posts/${postId}`)
    away(7)
    await sari.goTo(`/posts/${postId}`)
    await seesLock(sari)
    await sari.fill(sari.t('lock.pin'), '1470')
    await sari.pressInVain(sari.t('lock.open'))
    await sari.sees(sari.t('lock.pin.wrong', { left: 2 }))
    await open(sari)
    expect(pathOf(sari)).toBe(`/posts/${postId}`)
    await sari.sees(words.post)
  })

  it('keeps the comment that she was writing', async () => {
    const sari = await house.member('Sari')
    const { t } = sari
    await sari.goTo(`/posts/${postId}`)
    await sari.fill(t('composer.comment'), words.comment)
    away(7)
    await sari.press(t('composer.commentIn', { group: 'General' }))
    await seesLock(sari)
    await sari.sees(t('lock.kept.draft'))
    await open(sari)
    await sari.sees(words.comment)
    await sari.follow(t('drafts.goOn'))
    expect(await sari.page.getByLabel(t('composer.comment')).inputValue()).toBe(words.comment)
    expect(await house.app.db.selectFrom('comments').select('id').execute()).toEqual([])
  })

  it('keeps the message that she was writing, and sends it when she says so', async () => {
    const sari = await house.member('Sari')
    const { t } = sari
    await sari.goTo('/messages/new?to=Dewi')
    await sari.fill(t('contact.text'), 'Halo')
    await sari.press(t('messages.new.submit'))
    const thread = pathOf(sari)
    await sari.fill(t('contact.text'), words.message)
    away(7)
    await sari.press(t('messages.submit', { name: 'Dewi' }))
    await seesLock(sari)
    await open(sari)
    await sari.sees(t('lock.unsent.title'))
    await sari.press(t('lock.unsent.send'))
    expect(pathOf(sari)).toBe(thread)
    await sari.sees(words.message)
  })

  it('lets her throw away the message that she was writing', async () => {
    const sari = await house.member('Sari')
    const { t } = sari
    await sari.goTo('/messages/new?to=Dewi')
    await sari.fill(t('contact.text'), words.message)
    away(7)
    await sari.press(t('messages.new.submit'))
    await open(sari)
    await sari.sees(t('lock.unsent.title'))
    await sari.press(t('lock.unsent.discard'))
    expect(pathOf(sari)).toBe('/messages/new')
    await sari.goTo('/lock/unsent')
    expect(pathOf(sari)).toBe('/home')
  })

  it('locks when she says so, and signs out after three wrong tries', async () => {
    const sari = await house.member('Sari')
    const { t } = sari
    await sari.goTo('/me')
    await sari.press(t('lock.now'))
    await seesLock(sari)
    for (const left of [2, 1]) {
      await sari.fill(t('lock.pin'), '1470')
      await sari.pressInVain(t('lock.open'))
      await sari.sees(t('lock.pin.wrong', { left }))
    }
    await sari.fill(t('lock.pin'), '1470')
    await sari.press(t('lock.open'))
    await sari.sees(t('auth.signIn.title'))
  })

  it('lets her sign out instead, and switch it off', async () => {
    const sari = await house.member('Sari')
    const { t } = sari
    await sari.goTo('/lock')
    await sari.press(t('lock.forgotten'))
    await sari.sees(t('auth.signIn.title'))
    const again = await house.member('Sari')
    await again.goTo('/me/lock')
    await again.fill(t('lock.own.endPassphrase'), housePassphrase)
    await again.press(t('lock.own.end'))
    await again.sees(t('lock.own.off'))
    away(600)
    await again.goTo('/home')
    expect(pathOf(again)).toBe('/home')
  })

  it('leads to the lock by itself where nothing can be typed', async () => {
    const sari = await house.member('Sari')
    await setPin(sari, 1)
    await sari.goTo('/me')
    const refresh = sari.page.locator('head meta[http-equiv="refresh"]')
    expect(await refresh.getAttribute('content')).toBe('60;url=/lock')
    await sari.goTo(`/posts/${postId}`)
    expect(await refresh.count()).toBe(0)
  })

  it('presses every form that it names', () => expectPressed('idle lock', house.sent))
})

describeStory('pages that lock while she is away, with scripts', (openPage) => {
  let house: House
  let postId: string
  beforeAll(async () => {
    house = await createHouse('idle-lock-script', openPage, { locale: 'en', page: { javaScript: true } })
    postId = await writePost(house, await house.member('Dewi'))
  })
  afterAll(() => house?.close())

  /** Sari at a thread, at a clock that stands still until it is moved. */
  async function atThread(): Promise<Resident> {
    const sari = await house.member('Sari')
    await sari.page.clock.install()
    if ((await house.app.db.selectFrom('idleLocks').select('minutes').execute()).length === 0) {
      await setPin(sari, 1)
    }
    await sari.goTo(`/posts/${postId}`)
    return sari
  }

  const warning = ({ page, t }: Person) => page.getByText(t('lock.warning'))

  it('empties the page after a minute without a touch, and says so before', async () => {
    const sari = await atThread()
    // The time that loading takes counts too.
    await sari.page.clock.runFor(35_000)
    expect(await warning(sari).count()).toBe(0)
    await sari.page.clock.runFor(11_000)
    expect(await warning(sari).isVisible()).toBe(true)
    await sari.page.clock.runFor(15_000)
    await sari.page.waitForURL('**/lock')
    await seesLock(sari)
    await open(sari)
    expect(pathOf(sari)).toBe(`/posts/${postId}`)
  })

  it('P12 is not kept open by a page that scrolls without her', async () => {
    const sari = await atThread()
    await sari.page.clock.runFor(35_000)
    await sari.page.evaluate(
      () =>
        new Promise((moved) => {
          document.body.style.paddingBlockEnd = '300vh'
          addEventListener('scroll', moved, { once: true })
          scrollBy(0, 200)
        }),
    )
    await sari.page.clock.runFor(27_000)
    await sari.page.waitForURL('**/lock')
    await seesLock(sari)
  })

  it('stays when she says that she is there, and tells the server', async () => {
    const sari = await atThread()
    await sari.page.clock.runFor(50_000)
    const told = sari.page.waitForResponse((response) => response.url().endsWith('/lock/stay'))
    await sari.page.getByRole('button', { name: sari.t('lock.stay') }).click()
    await sari.page.clock.runFor(1)
    expect((await told).status()).toBe(204)
    expect(await warning(sari).count()).toBe(0)
    await sari.page.clock.runFor(35_000)
    expect(pathOf(sari)).toBe(`/posts/${postId}`)
    await sari.page.clock.runFor(26_000)
    await sari.page.waitForURL('**/lock')
  })

  it('locks a phone that slept before anything on it can be touched', async () => {
    const sari = await atThread()
    await sari.page.clock.setSystemTime(new Date(Date.now() + 600_000))
    await sari.page.keyboard.press('ArrowDown')
    await sari.page.waitForURL('**/lock')
    await seesLock(sari)
  })

  it('takes what she was typing along', async () => {
    const sari = await atThread()
    const { t } = sari
    // Time jumps while her words are being saved.
    sari.story.allow(/htmx:error: timeout/)
    await sari.fill(t('composer.comment'), words.comment)
    await sari.page.clock.runFor(62_000)
    await sari.page.waitForURL('**/lock')
    await sari.sees(t('lock.kept.draft'))
    const draft = await readDraft(house.app.as(sari.memberId), commentPlaceOf(postId))
    expect(draft?.fields['text']).toBe(words.comment)
    expect(await sari.page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0])
    await open(sari)
    await sari.sees(words.comment)
  })

  it('P12 locks her other tabs too, whichever way one came to the lock, with what was typed there', async () => {
    const sari = await atThread()
    const other = await sari.story.context.newPage()
    await other.goto(new URL('/me', sari.page.url()).href)
    await sari.fill(sari.t('composer.comment'), 'Dan kerupuk.')
    await other
      .getByRole('main')
      .getByRole('button', { name: sari.t('lock.now') })
      .click()
    await sari.page.waitForURL('**/lock')
    await seesLock(sari)
    await open(sari)
    await sari.page.goto(new URL(`/posts/${postId}`, sari.page.url()).href)
    expect(await sari.page.getByLabel(sari.t('composer.comment')).inputValue()).toBe('Dan kerupuk.')
    await other.close()
  })

  it('goes to the lock when what a page follows is locked', async () => {
    const sari = await atThread()
    sari.story.allow(/status of 423/)
    await sari.page.route('**/live/**', (route) => route.fulfill({ status: 423 }))
    await sari.page.goto(sari.page.url())
    await sari.page.waitForURL('**/lock')
    await seesLock(sari)
  })

  it('goes to the lock when a form comes to a session that is locked, and keeps its words', async () => {
    const sari = await atThread()
    const { page, t } = sari
    await sari.fill(t('composer.comment'), words.comment)
    await house.app.db
      .updateTable('sessions')
      .set({ lockDueAt: new Date(0) })
      .execute()
    const sent = page.waitForResponse((response) => response.url().endsWith(`/posts/${postId}/comments`))
    const submit = page.getByRole('button', { name: t('composer.commentIn', { group: 'General' }) })
    await submit.click()
    expect((await sent).status()).toBe(204)
    await page.waitForURL('**/lock')
    await sari.sees(t('lock.kept.draft'))
    await expect.poll(() => page.evaluate(() => sessionStorage.length)).toBe(0)
  })

  it('leaves what the browser keeps of her while it is locked', async () => {
    const sari = await atThread()
    const { page } = sari
    const kept = () =>
      page.evaluate(async () => ({
        workers: (await navigator.serviceWorker.getRegistrations()).length,
        files: (await caches.keys()).length,
        words: sessionStorage.getItem('unsent x'),
      }))
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await page.evaluate(() => sessionStorage.setItem('unsent x', '[]'))
    const before = await kept()
    expect(before).toMatchObject({ workers: 1, words: '[]' })
    await sari.goTo('/lock')
    await page.waitForLoadState('networkidle')
    expect(await kept()).toEqual(before)
  })
})
