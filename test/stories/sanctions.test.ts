import { expect, it } from 'vitest'
import { describeStory } from '../support/browser.ts'
import { openQueued } from './arrival.ts'
import { expectPressed } from './forms-of-the-app.ts'
import { createHouse, type House, housePassphrase, type Resident } from './house.ts'
import { penOf } from './waiting.ts'

const words = {
  warning: 'Sin insultos, por favor.',
  mute: 'Descansa un día.',
  suspension: 'Otra vez insultos.',
  appeal: 'Me provocaron, y pido disculpas.',
  answer: 'Gracias. Vuelve.',
  expulsion: 'Vendió datos de otras.',
  note: 'Hablar con ella en persona.',
  post: 'Buenos días a todas',
} as const

describeStory('what moderators decide about a member', (open) => {
  let house: House
  let killa: Resident
  let wara: Resident
  let sami: Resident
  let yana: Resident

  it('is read by her, appealed, lifted; and roles come and go', { timeout: 170_000 }, async () => {
    house = await createHouse('sanctions', open, { locale: 'es' })
    try {
      killa = await house.member('Killa', ['admin', 'moderator'])
      wara = await house.member('Wara', ['moderator'])
      sami = await house.member('Sami')
      yana = await house.member('Yana')
      await lookHerUp()
      await warn()
      await mute()
      await suspend()
      await expel()
      await giveAndTakeRoles()
      expectPressed('sanctions', house.sent)
    } finally {
      await house.close()
    }
  })

  /** By her exact name alone; what moderators note, and what she is allowed, she does not see. */
  async function lookHerUp(): Promise<void> {
    const { t, page } = wara
    await wara.goTo('/people')
    await wara.fill(t('standing.people.name'), 'Sam')
    await wara.pressInVain(t('standing.people.open'))
    await wara.fill(t('standing.people.name'), 'sami')
    await wara.press(t('standing.people.open'))
    await wara.sees(t('standing.people.noDecisions'))
    await wara.unfold(t('standing.notes.add'))
    await wara.pressInVain(t('standing.notes.save'))
    await wara.fill(t('standing.notes.text'), words.note)
    await wara.choose(t('standing.days', { count: 90 }))
    await wara.press(t('standing.notes.save'))
    await wara.sees(t('standing.done.note'))
    await wara.sees(words.note)
    await wara.choose(t('standing.grants.outreach'))
    await wara.press(t('common.save'))
    expect(await page.getByLabel(t('standing.grants.outreach'), { exact: true }).isChecked()).toBe(true)
    await wara.press(t('standing.sleep.sleep'))
    await wara.sees(t('standing.status.asleep'))
    await wara.press(t('standing.sleep.wake'))
    await wara.sees(t('standing.done.awake'))
    await sami.page.context().clearCookies()
    await signInAs(sami, 'Sami')
    await sami.goTo('/standing')
    await sami.seesNot(words.note)
  }

  async function signInAs(person: Resident, name: string): Promise<void> {
    const { t } = person
    await person.goTo('/')
    await person.fill(t('auth.signInName.label'), `${name}-door`)
    await person.fill(t('auth.passphrase.label'), housePassphrase)
    await person.press(t('auth.signIn.submit'))
  }

  async function decide(
    moderator: Resident,
    measure: 'warn' | 'mute-1' | 'suspend-7' | 'expel',
    reason: string,
  ) {
    const { t } = moderator
    house.app.clock.moveDays(1 / 1_440)
    await moderator.goTo(`/people/${sami.memberId}`)
    await moderator.follow(t('standing.sanction.title'))
    await moderator.pressInVain(t('standing.sanction.do'))
    await moderator.choose(t(`standing.measure.${measure}`))
    await moderator.fill(t('standing.sanction.reasonLabel'), reason)
    await moderator.press(t('standing.sanction.do'))
    if (measure === 'expel') {
      await moderator.sees(t('standing.expel.title', { name: 'Sami' }))
      await moderator.press(t('standing.expel.do', { name: 'Sami' }))
    }
    await moderator.sees(t('standing.done.sanctioned'))
    await moderator.sees(reason)
  }

  /** She is told; nothing else changes. */
  async function warn(): Promise<void> {
    const { t } = sami
    await decide(wara, 'warn', words.warning)
    await sami.goTo('/notifications')
    await sami.follow(t('notifications.line.sanction'))
    await sami.sees(words.warning)
    expect(await sami.page.content()).not.toContain('Wara')
  }

  /** What she writes is refused with her words kept; the moderators she can reach. Then it is lifted before its time. */
  async function mute(): Promise<void> {
    const { t, page } = sami
    await decide(wara, 'mute-1', words.mute)
    const { id } = await penOf(house.app, 'es').post(yana, words.post)
    sami.story.allow(/status of 403/)
    await sami.goTo(`/posts/${id}`)
    await sami.fill(t('composer.comment'), 'Buenos días')
    await sami.click(page.getByRole('button', { name: t('composer.commentIn', { group: 'General' }) }), 403)
    expect(await page.getByLabel(t('composer.comment')).inputValue()).toBe('Buenos días')
    await sami.goTo('/contact')
    await sami.fill(t('contact.text'), '¿Por qué?')
    await sami.press(t('contact.submit'))
    await sami.sees('¿Por qué?')
    await wara.goTo(`/people/${sami.memberId}`)
    const running = wara.page.locator('article.queue-item').filter({ hasText: words.mute })
    await wara.click(running.getByRole('link', { name: wara.t('standing.lift.title') }))
    await wara.pressInVain(wara.t('standing.lift.do'))
    await wara.fill(wara.t('standing.lift.answer'), words.answer)
    await wara.press(wara.t('standing.lift.do'))
    await wara.sees(wara.t('standing.done.lifted'))
    await sami.goTo(`/posts/${id}`)
    await sami.fill(t('composer.comment'), 'Buenos días')
    await sami.press(t('composer.commentIn', { group: 'General' }))
  }

  /** Wherever she goes she reads why, and can ask once; another moderator than the first answers, and she is back. */
  async function suspend(): Promise<void> {
    const { t } = sami
    await decide(wara, 'suspend-7', words.suspension)
    await sami.goTo('/home')
    await sami.sees(t('standing.own.suspended.title'))
    await sami.sees(words.suspension)
    const latest = sami.page.locator('article.queue-item').filter({ hasText: words.suspension })
    await sami.click(latest.getByRole('link', { name: t('standing.appeal.title') }))
    await sami.pressInVain(t('standing.appeal.send'))
    await sami.fill(t('standing.appeal.label'), words.appeal)
    await sami.press(t('standing.appeal.send'))
    await sami.sees(t('standing.done.appealed'))
    await openQueued(killa, 'Sami')
    await killa.sees(words.appeal)
    await killa.fill(killa.t('standing.decide.answer'), words.answer)
    await killa.press(killa.t('standing.decide.lift'))
    await sami.goTo('/home')
    await sami.sees(t('home.title', { name: 'Sami' }))
  }

  /** She comes no further than the reason; her words stay. */
  async function expel(): Promise<void> {
    const { t } = sami
    await decide(killa, 'expel', words.expulsion)
    await sami.goTo('/groups')
    await sami.sees(t('standing.own.expelled.title'))
    await sami.sees(words.expulsion)
    await sami.press(t('members.me.signOut'))
    await signInAs(sami, 'Sami')
    await sami.sees(t('standing.own.expelled.title'))
  }

  /** Given and taken by an admin: she has to sign in again each time; the last admin stays one. */
  async function giveAndTakeRoles(): Promise<void> {
    const { t, page } = killa
    await yana.goTo('/home')
    for (const isGiven of [true, false]) {
      await killa.goTo(`/people/${yana.memberId}`)
      await killa.follow(t('standing.roles.title'))
      await page.getByText(t('members.role.moderator'), { exact: true }).click()
      await killa.press(t('common.save'))
      await killa.sees(t('standing.done.roles'))
      expect((await yana.page.goto(new URL('/queue', page.url()).href))?.status()).toBe(404)
      await yana.sees(yana.t('auth.signIn.title'))
      await signInAs(yana, 'Yana')
      expect((await yana.page.goto(new URL('/queue', page.url()).href))?.status()).toBe(isGiven ? 200 : 404)
    }
    await killa.goTo(`/people/${killa.memberId}/roles`)
    await page.getByText(t('members.role.admin'), { exact: true }).click()
    killa.story.allow(/status of 409/)
    await killa.click(page.getByRole('button', { name: t('common.save') }), 409)
    await killa.sees(t('standing.errors.last.admin'))
    await killa.goTo('/roles')
    await killa.sees(t('roles.title'))
  }
})
