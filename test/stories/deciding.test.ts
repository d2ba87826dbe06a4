import { afterAll, beforeAll, expect, it } from 'vitest'
import { submitApplication } from '../../src/joining/submit-application.ts'
import { describeStory } from '../support/browser.ts'
import { lookUp, openQueued } from './arrival.ts'
import { expectPressed } from './forms-of-the-app.ts'
import { createHouse, type House, housePassphrase, type Resident } from './house.ts'
import { answerAll, furnish, invite, walkThroughDoor } from './joining-steps.ts'
import type { Person } from './person.ts'

const words = {
  reply: 'Por ahora estamos completas. Escribe otra vez cuando quieras.',
  better: 'Por ahora estamos completas. Escribe otra vez en una semana.',
  own: 'Ahora no podemos recibir a nadie más.',
} as const

describeStory('deciding on those who ask to join', (open) => {
  let house: House
  beforeAll(async () => {
    house = await createHouse('deciding', open, { locale: 'es' })
    await furnish(house)
  })
  afterAll(() => house?.close())

  it('says not now in saved words, and knows her by her old code when she asks again', {
    timeout: 90_000,
  }, async () => {
    const killa = await house.member('Killa', ['moderator'])
    const { t } = killa
    await saveReplies(killa)
    const guest = await house.guest()
    const names = { signInName: 'arena-fina', displayName: 'Tola' }
    await enterByDoor(guest)
    const { code } = await walkThroughDoor(guest, { ...names, answers: ['De oídas', 'Calma'], voucher: '' })
    await openQueued(killa, 'Tola')
    await killa.page.getByRole('link', { name: t('joining.decide.declineInstead'), exact: true }).click()
    await killa.pressInVain(t('joining.decide.decline'))
    await killa.choose('Completas')
    await killa.select(t('joining.decide.askAgain'), t('joining.decide.askAgain.week'))
    await killa.press(t('joining.decide.decline'))
    await killa.sees(t('queue.done.declined'))

    await lookUp(guest, code)
    await guest.sees(words.better)
    await guest.sees(t('joining.status.keepCode'))
    await enterByDoor(guest)
    await guest.unfold(t('joining.again.title'))
    await guest.fill(t('joining.again.label'), code)
    await guest.pressInVain(t('joining.start.agree'))
    house.app.clock.moveDays(8)
    await lookUp(guest, code)
    await guest.press(t('auth.signIn.join'))
    await walkThroughDoor(guest, { ...names, answers: ['Soy yo otra vez', ''], voucher: '' })
    await openQueued(killa, 'Tola')
    await killa.sees(words.better)
  })

  it('decides on several at once, and keeps the door closed', { timeout: 90_000 }, async () => {
    const killa = await house.member('Killa', ['moderator'])
    const wara = await house.member('Wara', ['moderator'])
    const { t } = killa
    for (const name of ['Uno', 'Dos', 'Tres']) await apply(name)
    for (const [moderator, outcome] of [
      [killa, 'needsAnother'],
      [wara, 'approved'],
    ] as const) {
      await moderator.goTo('/queue')
      await moderator.follow(t('joining.bulk.title'))
      await moderator.pressInVain(t('joining.bulk.next'))
      for (const name of ['Uno', 'Dos']) await moderator.choose(name)
      await moderator.press(t('joining.bulk.next'))
      await moderator.press(t('joining.bulk.approve', { count: 2 }))
      await moderator.sees(t(`joining.bulk.outcome.${outcome}`, { count: 2 }))
    }
    await wara.follow(t('joining.bulk.more'))
    for (const name of ['Tola', 'Tres']) await wara.choose(name)
    await wara.press(t('joining.bulk.next'))
    await wara.unfold(t('joining.decide.declineInstead'))
    await wara.pressInVain(t('joining.bulk.decline', { count: 2 }))
    await wara.fill(t('joining.decide.ownWords'), words.own)
    await wara.press(t('joining.bulk.decline', { count: 2 }))
    await wara.sees(t('joining.bulk.outcome.declined', { count: 2 }))
    await wara.follow(t('joining.bulk.more'))
    await wara.sees(t('joining.bulk.empty'))

    await wara.goTo('/settings')
    await wara.follow(t('settings.people.title'))
    await wara.untick(t('settings.doorOpen'))
    await wara.press(t('settings.save'))
    const stranger = await house.guest()
    await stranger.goTo('/join')
    await stranger.sees(t('joining.closed.title'))
    await stranger.goTo(await invite(killa))
    await stranger.press(t('joining.invite.goOn'))
    await stranger.press(t('joining.start.agree'))
    await answerAll(stranger, ['Con un enlace', ''])
  })

  it('presses every form that it names', () => expectPressed('deciding', house.sent))

  async function saveReplies(moderator: Resident): Promise<void> {
    const { t } = moderator
    await moderator.goTo('/queue/applications')
    await moderator.follow(t('joining.replies.title'))
    await moderator.pressInVain(t('joining.replies.add'))
    for (const name of ['Completas', 'De más']) {
      await moderator.fill(t('joining.replies.name'), name)
      await moderator.fill(t('joining.replies.body'), words.reply)
      await moderator.press(t('joining.replies.add'))
    }
    await moderator.follow('Completas')
    await moderator.fill(t('joining.replies.body'), words.better)
    await moderator.press(t('common.save'))
    await moderator.follow('De más')
    await moderator.press(t('common.delete'))
    await moderator.seesNot('De más')
  }

  /** Somebody who came through the pages as others do. */
  async function apply(displayName: string): Promise<void> {
    const { app } = house
    const questions = await app.db.selectFrom('joinQuestions').select('id').execute()
    const result = await submitApplication(app.guest(), {
      code: app.random.token(),
      answers: Object.fromEntries(questions.map(({ id }) => [id, 'Sí'])),
      signInName: `puerta ${displayName}`,
      displayName,
      passphrase: housePassphrase,
      locale: 'es',
      network: displayName,
    })
    expect(result.ok).toBe(true)
  }
})

async function enterByDoor(person: Person): Promise<void> {
  await person.goTo('/')
  await person.follow(person.t('auth.signIn.join'))
}
