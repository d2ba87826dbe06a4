import { afterAll, beforeAll, expect, it } from 'vitest'
import { sha256 } from '../../src/hashing.ts'
import { languageNames } from '../../views/components/language-switch.tsx'
import { describeStory } from '../support/browser.ts'
import { expectPressed } from './forms-of-the-app.ts'
import { createHouse, type House, housePassphrase, type Resident } from './house.ts'
import type { Person } from './person.ts'

const own = 'cinnamon rope under seven bridges'

describeStory('what a member does about her own account', (open) => {
  let house: House
  beforeAll(async () => {
    house = await createHouse('accounts', open, { locale: 'id', mailFrom: 'reminder@letters.example' })
  })
  afterAll(() => house?.close())

  it('changes her passphrase, which ends her other sessions', async () => {
    const sari = await house.member('Sari')
    const other = await house.browserOf(sari.memberId)
    await other.goTo('/home')
    const { t } = sari
    await openOwn(sari, 'members.me.passphrase')
    await sari.fill(t('members.passphrase.old'), own)
    await sari.pressInVain(t('members.passphrase.submit'))
    await sari.sees(t('auth.passphrase.wrong'))
    const first = await sari.code()
    await sari.press(t('auth.passphrase.others'))
    const words = await sari.code()
    expect(words).not.toBe(first)
    await sari.fill(t('members.passphrase.old'), housePassphrase)
    await sari.press(t('members.passphrase.submit'))
    await sari.sees(t('members.passphrase.done'))
    await expectSignedOut(other)
    const again = await house.guest()
    await signInWith(again, 'Sari-door', housePassphrase, 'in vain')
    await signInWith(again, 'Sari-door', words)
    await again.openTab(t('shell.tab.me'))
    await again.press(t('members.me.signOut'))
    await signInWith(again, 'Sari-door', words)
  })

  it('makes codes to print, and comes back with one of them once', async () => {
    const ratna = await house.member('Ratna')
    const { t, page } = ratna
    await openOwn(ratna, 'members.me.codes')
    await ratna.fill(t('auth.passphrase.label'), own)
    await ratna.pressInVain(t('members.codes.submit'))
    await ratna.fill(t('auth.passphrase.label'), housePassphrase)
    await ratna.press(t('members.codes.submit'))
    const codes = await page.locator('main ol code').allTextContents()
    expect(new Set(codes).size).toBe(8)
    await expectPrintedNeutrally(ratna, codes)
    await ratna.follow(t('members.codes.done'))
    await ratna.sees(t('members.me.codes.text', { count: 8 }))

    const lost = await house.guest()
    await lost.goTo('/')
    await lost.follow(t('auth.signIn.lost'))
    await lost.follow(t('recovery.byCode'))
    await lost.pressInVain(t('recovery.code.submit'))
    await lost.fill(t('auth.signInName.label'), 'Ratna-door')
    await lost.fill(t('recovery.code.label'), (codes[2] ?? '').toUpperCase())
    await lost.choose(t('auth.passphrase.own'))
    await lost.fill(t('auth.passphrase.choose'), 'kurang')
    await lost.pressInVain(t('recovery.code.submit'))
    await lost.fill(t('auth.passphrase.choose'), own)
    await lost.press(t('recovery.code.submit'))
    expect(new URL(lost.page.url()).pathname).toBe('/home')
    await expectSignedOut(ratna)
    await lost.openTab(t('shell.tab.me'))
    await lost.sees(t('members.me.codes.text', { count: 7 }))

    const second = await house.guest()
    await second.goTo('/recover/code')
    await second.fill(t('auth.signInName.label'), 'Ratna-door')
    await second.fill(t('recovery.code.label'), codes[2] ?? '')
    await second.pressInVain(t('recovery.code.submit'))
    await second.sees(t('recovery.code.unknown'))
    await signInWith(second, 'Ratna-door', own)
  })

  it('ends all her sessions, and reads in another language', async () => {
    const wayan = await house.member('Wayan')
    const other = await house.browserOf(wayan.memberId)
    const { t, page } = wayan
    await wayan.goTo('/home')
    await wayan.openTab(t('shell.tab.me'))
    await wayan.press(languageNames.en)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await other.goTo('/me')
    expect(await other.page.locator('html').getAttribute('lang')).toBe('en')
    await wayan.press(languageNames.id)
    await wayan.sees(t('members.me.devices.text', { count: 2 }))
    await wayan.press(t('members.me.signOutEverywhere'))
    await wayan.sees(t('auth.signIn.title'))
    await expectSignedOut(other)
  })

  it('chooses what she hears of, on which phones, and by mail', async () => {
    const indah = await house.member('Indah')
    const { t } = indah
    await addDevice(indah)
    await openOwn(indah, 'members.me.notifications')
    const threads = t('notifications.topic.threads')
    await indah.choose(t('notifications.way.push'), threads)
    await indah.untick(t('notifications.way.app'), t('notifications.topic.groups'))
    await indah.press(t('common.save'), '/notifications/settings')
    await indah.sees(t('notifications.done.saved'))
    await indah.choose(t('notifications.way.app'), threads)
    await indah.press(t('notifications.push.offEverywhere'))
    await indah.sees(t('notifications.done.deviceOff'))

    await indah.fill(t('notifications.email.address'), 'indah')
    await indah.pressInVain(t('common.save'), '/notifications/email')
    await indah.fill(t('notifications.email.address'), 'indah@box.example')
    await indah.choose(t('notifications.email.weekly'))
    await indah.press(t('common.save'), '/notifications/email')
    await sendCode(indah, 'abcd2345')
    await indah.fill(t('notifications.email.code'), 'zzzz zzzz')
    await indah.pressInVain(t('notifications.email.confirm'))
    await indah.fill(t('notifications.email.code'), 'ABCD 2345')
    await indah.press(t('notifications.email.confirm'))
    await indah.choose(t('notifications.way.email'), threads)
    await indah.press(t('common.save'), '/notifications/settings')
    await indah.press(t('notifications.email.remove'))
    await indah.sees(t('notifications.done.emailRemoved'))
  })

  it('presses every form that it names', () => expectPressed('accounts', house.sent))

  /** A line of the list on her own page. */
  async function openOwn(
    member: Resident,
    line: 'members.me.passphrase' | 'members.me.codes' | 'members.me.notifications',
  ): Promise<void> {
    await member.goTo('/me')
    await member.follow(member.t(line))
  }

  async function signInWith(
    person: Person,
    signInName: string,
    passphrase: string,
    how?: 'in vain',
  ): Promise<void> {
    const { t, page } = person
    await person.goTo('/')
    await person.fill(t('auth.signInName.label'), signInName)
    await person.fill(t('auth.passphrase.label'), passphrase)
    if (how === 'in vain') return person.pressInVain(t('auth.signIn.submit'))
    await person.press(t('auth.signIn.submit'))
    expect(new URL(page.url()).pathname).toBe('/home')
  }

  async function expectSignedOut({ page, sees, t }: Person): Promise<void> {
    expect((await page.goto(new URL('/home', page.url()).href))?.status()).toBe(404)
    await sees(t('auth.signIn.title'))
  }

  /** On paper stands nothing but numbers and codes. */
  async function expectPrintedNeutrally({ page }: Resident, codes: readonly string[]): Promise<void> {
    await page.emulateMedia({ media: 'print' })
    const printed = (await page.locator('body').innerText()).split(/\n+/).map((line) => line.trim())
    expect(printed.filter((line) => line !== '' && !codes.includes(line))).toEqual([])
    await page.emulateMedia({ media: 'screen' })
  }

  async function addDevice({ memberId }: Resident): Promise<void> {
    const { db, random } = house.app
    await db
      .insertInto('pushSubscriptions')
      .values({ id: random.id(), memberId, endpoint: 'https://push.example/1', createdOn: '2030-05-20' })
      .execute()
  }

  /** What the letter says that a worker would send. */
  async function sendCode({ memberId }: Resident, code: string): Promise<void> {
    await house.app.db
      .updateTable('emailAddresses')
      .set({ codeHash: await sha256(code) })
      .where('memberId', '=', memberId)
      .execute()
  }
})
