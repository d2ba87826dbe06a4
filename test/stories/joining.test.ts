import { afterAll, beforeAll, expect, it } from 'vitest'
import { writerOf } from '../posts/writer.ts'
import { describeStory } from '../support/browser.ts'
import { lookUp, openQueued } from './arrival.ts'
import { expectPressed } from './forms-of-the-app.ts'
import { createHouse, type House, housePassphrase, type Resident } from './house.ts'
import { furnish, invite, type Joining, rules, walkThroughDoor } from './joining-steps.ts'
import type { Person } from './person.ts'

const words = { post: 'Hoy horneamos. ¿Quién trae canela?', comment: 'Yo llevo canela, y ganas.' } as const

describeStory('joining, from an invite to the first comment', (open) => {
  let house: House
  beforeAll(async () => {
    house = await createHouse('joining', open, { locale: 'es' })
    await furnish(house)
  })
  afterAll(() => house?.close())

  it('leads through rules, questions, a voucher and two moderators to a first comment', {
    timeout: 90_000,
  }, async () => {
    const [killa, wara] = [
      await house.member('Killa', ['moderator']),
      await house.member('Wara', ['moderator']),
    ]
    const sami = await house.member('Sami')
    const grant = { memberId: sami.memberId, permission: 'invite' } as const
    await house.app.db.insertInto('memberGrants').values(grant).execute()
    const path = await invite(sami)
    const guest = await house.guest()
    const { t } = guest
    await guest.goTo(path)
    await guest.press(t('joining.invite.goOn'))
    for (const rule of rules) await guest.sees(rule)
    const asked = await walkThroughDoor(guest, {
      answers: ['Por una vecina', ''],
      signInName: 'lluvia-corta',
      displayName: 'Yareta',
      voucher: 'Sami',
    })
    await lookUp(guest, asked.code)
    await guest.sees(t('joining.status.waiting'))
    await guest.press(t('joining.status.refresh'))
    await vouch(sami)

    await openQueued(killa, 'Yareta')
    await killa.sees(t('joining.decide.invitedBy', { name: 'Sami' }))
    await killa.sees(t('joining.decide.voucher.yes', { name: 'Sami' }))
    await killa.press(t('joining.decide.approve'))
    await killa.sees(t('queue.result.approvedOnce'))
    await guest.press(t('joining.status.refresh'))
    await guest.sees(t('joining.status.waiting'))
    await openQueued(wara, 'Yareta')
    await wara.sees(t('joining.decide.approvedByOne'))
    await wara.unfold(t('joining.decide.approve'))
    await wara.sees(t('joining.decide.final'))
    await wara.press(t('joining.decide.approveYes'))
    await wara.sees(t('queue.done.approved'))

    await guest.press(t('joining.status.refresh'))
    await guest.press(t('joining.status.enter'))
    await guest.press(t('members.welcome.submit'))
    await firstComment(guest, killa)
    await signInAgain(asked)
    await revoke(sami, path)
  })

  it('presses every form that it names', () => expectPressed('joining', house.sent))

  async function vouch(member: Resident): Promise<void> {
    const { t } = member
    await member.goTo('/notifications')
    await member.follow(t('notifications.line.vouchAsked'))
    await member.follow('Yareta')
    await member.pressInVain(t('joining.vouch.send'))
    await member.choose(t('joining.vouch.yes'))
    await member.press(t('joining.vouch.send'))
    await member.sees(t('joining.vouch.done'))
  }

  async function firstComment(newcomer: Person, killa: Resident): Promise<void> {
    const { t } = newcomer
    await writerOf(house.app).write(killa.ctx, { text: words.post, language: 'es' })
    await newcomer.goTo('/home')
    await newcomer.sees(words.post)
    await newcomer.follow(t('post.card.comments', { count: 0 }))
    await newcomer.fill(t('composer.comment'), words.comment)
    await newcomer.press(t('composer.commentIn', { group: 'General' }))
    await newcomer.sees(words.comment)
    await newcomer.sees('Yareta')
  }

  /** In another browser, with the words that were made for her. */
  async function signInAgain({ signInName, passphrase }: Joining): Promise<void> {
    const person = await house.guest()
    const { t } = person
    await person.goTo('/')
    await person.fill(t('auth.signInName.label'), signInName)
    await person.fill(t('auth.passphrase.label'), housePassphrase)
    await person.pressInVain(t('auth.signIn.submit'))
    await person.fill(t('auth.passphrase.label'), passphrase)
    await person.press(t('auth.signIn.submit'))
    await person.sees(words.post)
  }

  async function revoke(member: Resident, path: string): Promise<void> {
    const { t, page } = member
    await member.goTo('/invites')
    await member.press(t('joining.invites.revoke'))
    await member.sees(t('joining.invites.revoked'))
    const late = await house.guest()
    expect((await late.page.goto(new URL(path, page.url()).href))?.status()).toBe(404)
    await late.sees(t('joining.invite.gone.title'))
  }
})
