import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeStory } from '../support/browser.ts'
import { openQueued } from './arrival.ts'
import { expectPressed } from './forms-of-the-app.ts'
import { createHouse, type House, housePassphrase, type Resident } from './house.ts'
import type { Person } from './person.ts'

describeStory('coming back without the passphrase, with the help of two', (open) => {
  let house: House
  beforeAll(async () => {
    house = await createHouse('recovery', open, { locale: 'id' })
  })
  afterAll(() => house?.close())

  it('takes the woman she named, a moderator and 24 hours, and ends her other sessions', {
    timeout: 90_000,
  }, async () => {
    const [sari, dewi, ratna] = await people()
    const { t } = sari
    await nameHelper(sari)
    const guest = await house.guest()
    await ask(guest)
    await agreeAsHelper(dewi)
    await agreeAsModerator(ratna)
    await guest.press(t('recovery.status.refresh'))
    await guest.sees(t('recovery.status.agreed'))
    house.app.clock.moveDays(0.9)
    await guest.press(t('recovery.status.refresh'))
    await guest.sees(t('recovery.status.agreed'))
    house.app.clock.moveDays(0.2)
    await guest.press(t('recovery.status.refresh'))
    await guest.sees(t('recovery.status.open'))
    const first = await guest.code()
    await guest.press(t('auth.passphrase.others'))
    expect(await guest.code()).not.toBe(first)
    await guest.press(t('recovery.finish.submit'))
    expect(new URL(guest.page.url()).pathname).toBe('/home')
    expect((await sari.page.reload())?.status()).toBe(404)
    await sari.sees(t('auth.signIn.title'))
  })

  it('is stopped from a session that is still open', { timeout: 90_000 }, async () => {
    const [sari, dewi, ratna] = await people()
    const { t } = sari
    const guest = await house.guest()
    await ask(guest)
    await agreeAsHelper(dewi)
    await agreeAsModerator(ratna)
    await sari.goTo('/notifications')
    await sari.sees(t('notifications.line.recoveryStarted'))
    await sari.press(t('notifications.seeAll'))
    await sari.goTo('/me')
    await sari.sees(t('members.me.recovery'))
    await sari.follow(t('members.me.recovery.look'))
    await sari.press(t('recovery.own.stop'))
    await sari.sees(t('recovery.own.stopped'))
    await guest.press(t('recovery.status.refresh'))
    await guest.sees(t('recovery.status.stopped'))
    await guest.follow(t('recovery.status.again'))
    house.app.clock.moveDays(2)
    const late = await house.guest()
    await late.goTo('/recover/status')
    await late.pressInVain(t('recovery.status.look'))
  })

  it('is over when the one she named, or a moderator, says that it is not her', async () => {
    const [sari, dewi, ratna] = await people()
    const { t } = sari
    const guest = await house.guest()
    await ask(guest)
    await openAsHelper(dewi)
    await dewi.press(t('recovery.answer.no'))
    await dewi.sees(t('recovery.answer.refused'))
    // Whoever tries names learns nothing from a no (P14).
    await guest.press(t('recovery.status.refresh'))
    await guest.sees(t('recovery.status.waiting'))
    await ask(guest)
    await agreeAsHelper(dewi)
    await agreeAsModerator(ratna)
    await ratna.goTo('/queue')
    await ratna.follow(t('recovery.queue.all'))
    await ratna.follow('Sari')
    await ratna.unfold(t('queue.verb.no'))
    await ratna.press(t('recovery.answer.no'))
    await ratna.sees(t('queue.done.recoveryRefused'))
    await guest.press(t('recovery.status.refresh'))
    await guest.sees(t('recovery.status.stopped'))
    await sari.goTo('/me/helper')
    await sari.press(t('members.helper.remove'))
    await sari.sees(t('members.helper.removed'))
  })

  it('presses every form that it names', () => expectPressed('recovery', house.sent))

  /** She, the one she names, and a moderator. */
  const people = async (): Promise<[Resident, Resident, Resident]> => [
    await house.member('Sari'),
    await house.member('Dewi'),
    await house.member('Ratna', ['moderator']),
  ]

  async function nameHelper(member: Resident): Promise<void> {
    const { t } = member
    await member.goTo('/me')
    await member.follow(t('members.me.helper'))
    await member.fill(t('auth.passphrase.label'), housePassphrase)
    await member.fill(t('members.helper.field'), 'Siapa')
    await member.pressInVain(t('members.helper.submit'))
    await member.fill(t('auth.passphrase.label'), housePassphrase)
    await member.fill(t('members.helper.field'), 'Dewi')
    await member.press(t('members.helper.submit'))
    await member.sees(t('members.helper.now', { name: 'Dewi' }))
  }

  /** Leaves her on the page that says what became of it. */
  async function ask(person: Person): Promise<void> {
    const { t } = person
    await person.goTo('/')
    await person.follow(t('auth.signIn.lost'))
    await person.follow(t('recovery.byHelp'))
    await person.pressInVain(t('recovery.ask.submit'))
    await person.fill(t('auth.signInName.label'), 'Sari-door')
    await person.press(t('recovery.ask.submit'))
    const code = await person.code()
    await person.follow(t('recovery.asked.done'))
    await person.fill(t('recovery.asked.label'), code)
    await person.press(t('recovery.status.look'))
    await person.sees(t('recovery.status.waiting'))
  }

  async function openAsHelper(helper: Resident): Promise<void> {
    const { t } = helper
    await helper.goTo('/me')
    await helper.follow(t('members.me.asked', { count: 1 }))
    await helper.follow(t('recovery.answer.title', { name: 'Sari' }))
  }

  /** Says yes, doubts, and says yes again. */
  async function agreeAsHelper(helper: Resident): Promise<void> {
    const { t } = helper
    await openAsHelper(helper)
    await helper.press(t('recovery.answer.yes'))
    await helper.sees(t('recovery.answer.thanks'))
    await helper.press(t('recovery.answer.withdraw'))
    await helper.sees(t('recovery.answer.withdrawn'))
    await helper.press(t('recovery.answer.yes'))
  }

  async function agreeAsModerator(moderator: Resident): Promise<void> {
    const { t } = moderator
    await openQueued(moderator, 'Sari')
    await sayYes(moderator)
    await moderator.sees(t('queue.done.recoveryAgreed'))
    await moderator.follow(t('queue.see'))
    await moderator.press(t('recovery.answer.withdraw'))
    await moderator.sees(t('recovery.answer.withdrawn'))
    await sayYes(moderator)
  }

  /** What follows from a yes is said before it. */
  async function sayYes(moderator: Resident): Promise<void> {
    const { t } = moderator
    await moderator.unfold(t('queue.verb.yes'))
    await moderator.sees(t('recovery.queue.yesFinal'))
    await moderator.press(t('recovery.answer.yes'))
  }
})
