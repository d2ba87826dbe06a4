import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeStory } from '../support/browser.ts'
import { expectPressed } from './forms-of-the-app.ts'
import { createHouse, type House, type Resident } from './house.ts'
import type { Person } from './person.ts'

const women = 20
const atOnce = 5

/** The week in which forty women come over: a room, a code on a phone that is held up. */
describeStory('an evening with a code and twenty phones', (open) => {
  let house: House
  beforeAll(async () => {
    house = await createHouse('evening', open, { locale: 'es' })
    await house.app.db
      .insertInto('communityTexts')
      .values({ locale: 'es', rules: 'Lo que se cuenta aquí se queda aquí.', welcome: '' })
      .execute()
  })
  afterAll(() => house?.close())

  it('lets everybody in who is in the room, one page each, and nobody waits for a moderator', {
    timeout: 120_000,
  }, async () => {
    const moderator = await house.member('Killa', ['moderator'])
    const { t } = moderator
    const path = await openDoor(moderator)
    const late = await house.guest()
    await late.goTo(path)

    const phones: Phone[] = []
    for (let first = 0; first < women; first += atOnce) {
      const numbers = Array.from({ length: atOnce }, (_, index) => first + index)
      phones.push(...(await Promise.all(numbers.map((number) => comeIn(path, number)))))
      if (first + atOnce === women) break
      await moderator.press(t('joining.arrivals.refresh'))
      await moderator.sees(t('joining.arrivals.left', { left: women - first - atOnce, places: women }))
    }
    expect(new Set(phones.map(({ words }) => words)).size).toBe(women)

    // She had the page open before the last place was taken; the other opens it afterwards.
    await late.fill(t('members.displayName.label'), 'Demasiado tarde')
    await late.pressHere(t('joining.arrive.comeIn'))
    await late.sees(t('joining.arrival.gone.title'))
    await late.sees(t('joining.arrival.gone.lead'))
    expect((await late.page.goto(new URL(path, late.page.url()).href))?.status()).toBe(404)
    await late.sees(t('joining.arrival.gone.title'))

    await moderator.press(t('joining.arrivals.refresh'))
    await moderator.sees(t('joining.arrivals.came', { count: women }))
    await moderator.goTo('/queue')
    await moderator.sees(t('queue.empty'))
    const { db } = house.app
    expect(await db.selectFrom('applications').select('id').execute()).toEqual([])
    expect(await db.selectFrom('members').select('id').where('status', '=', 'active').execute()).toHaveLength(
      women + 1,
    )
    const [first] = phones
    if (first) await comeBack(first)
  })

  it('is over when the moderator says so', async () => {
    const moderator = await house.member('Wara', ['moderator'])
    const { t } = moderator
    const path = await openDoor(moderator)
    await moderator.press(t('joining.arrivals.end'))
    await moderator.sees(t('joining.arrivals.ended'))
    const { page } = await house.guest()
    expect((await page.goto(new URL(path, moderator.page.url()).href))?.status()).toBe(404)
  })

  it('presses every form that it names', () => expectPressed('evening', house.sent))

  /** From her list to the code; gives the path that the code leads to. */
  async function openDoor(moderator: Resident): Promise<string> {
    const { t, page } = moderator
    await moderator.goTo('/queue')
    await moderator.follow(t('joining.arrivals.title'))
    await moderator.fill(t('joining.arrivals.places'), '0')
    await moderator.pressInVain(t('joining.arrivals.open'))
    await moderator.fill(t('joining.arrivals.places'), String(women))
    await moderator.press(t('joining.arrivals.open'))
    await moderator.sees(t('joining.arrivals.left', { left: women, places: women }))
    expect(await page.getByRole('img', { name: t('joining.qr') }).count()).toBe(1)
    return new URL(`http://${await moderator.code()}`).pathname
  }

  interface Phone {
    readonly person: Person
    readonly signInName: string
    /** The five words that were made for her. */
    readonly words: string
  }

  /** A name and one press: she is on the home page. */
  async function comeIn(path: string, number: number): Promise<Phone> {
    const person = await house.guest()
    const { t, page } = person
    await person.goTo(path)
    await person.fill(t('members.displayName.label'), `Hilo ${number}`)
    const signInName = await page.getByLabel(t('auth.signInName.label')).inputValue()
    const words = await person.code()
    expect(words.split(' ')).toHaveLength(5)
    await person.press(t('joining.arrive.comeIn'))
    expect(new URL(page.url()).pathname).toBe('/home')
    return { person, signInName, words }
  }

  /** On another evening, with what the page had made for her. */
  async function comeBack({ signInName, words }: Phone): Promise<void> {
    const person = await house.guest()
    const { t, page } = person
    await person.goTo('/')
    await person.fill(t('auth.signInName.label'), signInName)
    await person.fill(t('auth.passphrase.label'), words)
    await person.press(t('auth.signIn.submit'))
    expect(new URL(page.url()).pathname).toBe('/home')
  }
})
