import { expect, it } from 'vitest'
import { createInvite } from '../../src/joining/create-invite.ts'
import { describeStory } from '../support/browser.ts'
import { openQueued } from './arrival.ts'
import { expectPressed } from './forms-of-the-app.ts'
import { createHouse, type House, housePassphrase, type Resident } from './house.ts'
import type { Person } from './person.ts'
import { done, penOf } from './waiting.ts'

/** A name that stands in no sentence of the pages. */
const name = 'Kemuning'

describeStory('P12 they took her phone', (open) => {
  let house: House
  let her: Resident
  let tablet: Person
  let dewi: Resident
  let bulan: Resident
  let sari: Resident
  let thread: string
  let invite: string

  it('P12 stops everything of her account with one tap, and two people bring it back', {
    timeout: 170_000,
  }, async () => {
    house = await createHouse('phone', open, { locale: 'id' })
    try {
      her = await house.member(name)
      dewi = await house.member('Dewi')
      bulan = await house.member('Bulan', ['moderator'])
      sari = await house.member('Sari', ['moderator'])
      tablet = await house.guest()
      await sheIsHere()
      await freeze()
      await nothingIsLeft()
      await rightIsLikeWrong()
      await bothLift()
      await sheIsBack()
      await helperLifts()
      expectPressed('phone', house.sent)
    } finally {
      await house.close()
    }
  })

  async function signIn(person: Person, passphrase: string): Promise<void> {
    const { t } = person
    await person.goTo('/')
    await person.fill(t('auth.signInName.label'), `${name}-door`)
    await person.fill(t('auth.passphrase.label'), passphrase)
  }

  /** Signed in on two devices; her words and an open invite of hers are there. */
  async function sheIsHere(): Promise<void> {
    const pen = penOf(house.app, 'id')
    const { id } = await pen.post(her, 'Siapa yang masak Jumat ini?')
    await pen.comment(her, id, 'Aku bisa bawa nasi.')
    thread = `/posts/${id}`
    await house.app.db
      .insertInto('memberGrants')
      .values({ memberId: her.memberId, permission: 'invite' })
      .execute()
    const token = house.app.random.token()
    done(await createInvite(her.ctx, { token, uses: 3, days: 7 }))
    invite = `/invite/${token}`
    await her.goTo('/home')
    await signIn(tablet, housePassphrase)
    await tablet.press(tablet.t('auth.signIn.submit'))
    await tablet.sees(name)
    await dewi.goTo(thread)
    await dewi.sees(name)
    const guest = await house.guest()
    await guest.goTo(invite)
  }

  /** Her name, one press; a wrong name says so. */
  async function freeze(): Promise<void> {
    const { t } = bulan
    await bulan.goTo('/queue')
    await bulan.follow(t('standing.freeze.title'))
    await bulan.fill(t('standing.people.name'), 'Kemunting')
    await bulan.pressInVain(t('standing.freeze.do'))
    await bulan.fill(t('standing.people.name'), 'kemuning ')
    await bulan.press(t('standing.freeze.do'))
    await bulan.sees(t('standing.done.frozen'))
    await bulan.sees(t('standing.freeze.isFrozen'))
  }

  /** What a browser is answered, to the byte. */
  async function answerOf({ page }: Person, path: string): Promise<{ status: number; text: string }> {
    const response = await page.goto(new URL(path, dewi.page.url()).href)
    return { status: response?.status() ?? 0, text: (await response?.text()) ?? '' }
  }

  /** Both devices see what a stranger sees; her name is on no page; her invite is like one that never was. */
  async function nothingIsLeft(): Promise<void> {
    const stranger = await house.guest()
    const door = await answerOf(stranger, '/home')
    expect(door.status).toBe(404)
    expect(await answerOf(her, '/home')).toEqual(door)
    expect(await answerOf(tablet, thread)).toEqual(door)
    const { t, page } = dewi
    await dewi.goTo(thread)
    await dewi.sees(t('post.author.nobody'))
    expect(await page.content()).not.toContain(name)
    await dewi.goTo('/search')
    await dewi.fill(t('search.words'), 'nasi')
    await dewi.press(t('search.go'))
    await dewi.sees(t('comment.somebody'))
    expect(await page.content()).not.toContain(name)
    const gone = await answerOf(stranger, invite)
    expect(gone.status).toBe(404)
    expect(gone).toEqual(await answerOf(stranger, `/invite/${house.app.random.token()}`))
  }

  /** P14 Whoever has her phone and even her passphrase learns nothing. */
  async function rightIsLikeWrong(): Promise<void> {
    const answers: string[] = []
    for (const passphrase of ['something else entirely', housePassphrase]) {
      const thief = await house.guest()
      await signIn(thief, passphrase)
      await thief.pressInVain(thief.t('auth.signIn.submit'))
      answers.push(await thief.page.content())
    }
    expect(answers[1]).toBe(answers[0])
  }

  /** One moderator asks, and can only wait then; the other finds it in her queue without a name, and agrees. */
  async function bothLift(): Promise<void> {
    const { t } = bulan
    await bulan.goTo('/people')
    await bulan.fill(t('standing.people.name'), name)
    await bulan.press(t('standing.people.open'))
    await bulan.press(t('standing.freeze.lift'))
    await bulan.sees(t('standing.freeze.askHer'))
    await bulan.unfold(t('standing.freeze.lift'))
    await bulan.press(t('standing.freeze.ask'))
    await bulan.sees(t('standing.freeze.waits'))
    await sari.goTo('/queue')
    expect(await sari.page.getByRole('main').textContent()).not.toContain(name)
    await openQueued(sari, sari.t('queue.somebody'))
    await sari.sees(sari.t('standing.freeze.confirm.text'))
    await sari.unfold(sari.t('standing.freeze.lift'))
    await sari.press(sari.t('standing.freeze.confirm'))
    await sari.sees(sari.t('standing.done.thawed'))
  }

  async function sheIsBack(): Promise<void> {
    expect((await answerOf(tablet, '/home')).status).toBe(404)
    await signIn(her, housePassphrase)
    await her.press(her.t('auth.signIn.submit'))
    await her.sees(her.t('home.title', { name }))
    await her.goTo('/standing')
    await her.sees(her.t('standing.own.nothing'))
    await dewi.goTo(thread)
    await dewi.sees(name)
    const guest = await house.guest()
    expect((await answerOf(guest, invite)).status).toBe(404)
  }

  /** Where only one moderator is left, the woman whom she named confirms: here for the other moderator's account. */
  async function helperLifts(): Promise<void> {
    const { app } = house
    const helper = { memberId: sari.memberId, helperId: dewi.memberId }
    await app.db.insertInto('recoveryHelpers').values(helper).execute()
    const { t } = bulan
    await bulan.goTo(`/people/${sari.memberId}`)
    await bulan.press(t('standing.freeze.theyTook'))
    await bulan.sees(t('standing.done.frozen'))
    await bulan.press(t('standing.freeze.lift'))
    await bulan.sees(t('standing.freeze.helper'))
    await bulan.unfold(t('standing.freeze.lift'))
    await bulan.press(t('standing.freeze.ask'))
    await bulan.sees(t('standing.freeze.waitsForHelper'))
    await dewi.goTo('/standing')
    await dewi.follow(dewi.t('standing.freeze.confirmFor', { name: 'Sari' }))
    await dewi.press(dewi.t('standing.freeze.confirm'))
    await dewi.sees(dewi.t('standing.done.thawed'))
    await bulan.goTo(`/people/${sari.memberId}`)
    await bulan.sees(t('standing.status.active'))
  }
})
