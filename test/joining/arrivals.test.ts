import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { arrive } from '../../src/joining/arrive.ts'
import { openArrival } from '../../src/joining/open-arrival.ts'
import { createFrontDoor, type FrontDoor, openCommunity, passphrase } from '../members/front-door.ts'
import type { Visitor } from '../support/http-client.ts'
import { messagesOf, without } from './applicant.ts'

let door: FrontDoor
let admin: Visitor
let moderator: MemberCtx
let member: MemberCtx
beforeAll(async () => {
  door = await createFrontDoor()
  admin = await openCommunity(door)
  moderator = await door.settle('Moderator', 'moderator at the door', ['moderator'])
  member = await door.settle('Marisol', 'marisol at the door')
})
beforeEach(async () => {
  await door.db.deleteFrom('arrivals').execute()
  await door.db.deleteFrom('throttles').execute()
})
afterAll(() => door.close())

const open = async (places: number): Promise<string> => {
  const opened = await openArrival(moderator, { token: '', places })
  if (!opened.ok) throw new Error(messagesOf(opened).join())
  return opened.value.token
}

let came = 0
const come = (token: string, changes: Partial<Parameters<typeof arrive>[1]> = {}) => {
  came += 1
  return arrive(door.guest(), {
    token,
    submission: door.random.id(),
    displayName: `Arrived ${came}`,
    signInName: `arrived quietly ${came}`,
    passphrase,
    locale: 'en',
    network: `phone ${came}`,
    ...changes,
  })
}

const lastActs = async (count: number) => {
  const acts = await door.db.selectFrom('moderationActs').select('act').orderBy('sequence').execute()
  return acts.slice(-count).map(({ act }) => act)
}

const placesLeft = async () =>
  (await door.db.selectFrom('arrivals').select('placesLeft').executeTakeFirstOrThrow()).placesLeft

describe('opening the door in a room', () => {
  it('shows a big code, the address to type, the places left, and the same again when looked at again', async () => {
    const form = (await admin.get('/arrivals')).form('/arrivals')
    const shown = await admin.submit(form, { places: '15' })
    expect(shown.words).toContain('15 of 15 places left')
    expect(shown.text).toMatch(/<svg viewBox="0 0 (\d+) \1" width="100%"/)
    const address =
      /localhost:4000\/arrive\/([0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4})/.exec(shown.text)?.[1] ?? ''
    expect((await come(address)).ok).toBe(true)
    const again = await admin.submit(shown.form('/arrivals'))
    expect(again.words).toContain('14 of 15 places left')
    expect(again.text).toContain(address)
    expect(await door.db.selectFrom('arrivals').select('id').execute()).toHaveLength(1)
    const list = await admin.get('/arrivals')
    expect(list.text).not.toContain(address)
    expect(list.words).toContain('Opened: ')
    expect(list.words).toContain('cannot be shown again')
    const ended = await admin.submit(again.form(new URL(again.forms()[1]?.action ?? '').pathname))
    expect(ended.words).toContain('The code works no more.')
    expect((await door.visit().get(`/arrive/${address}`)).status).toBe(404)
    expect(await lastActs(3)).toEqual(['arrival-opened', 'member-arrived', 'arrival-ended'])
  })

  it('is for moderators only, and for a number from 1 to 100', async () => {
    expect(await openArrival(member, { token: '', places: 5 })).toMatchObject({
      refusals: [{ kind: 'forbidden' }],
    })
    const form = (await admin.get('/arrivals')).form('/arrivals')
    const refused = await admin.submit(form, { places: '101' })
    expect([refused.status, refused.words.includes('Write a number from 1 to 100.')]).toEqual([422, true])
    expect(refused.form('/arrivals').defaults).toContainEqual(['places', '101'])
    const visitor = door.visit()
    await visitor.submit('/sign-in', { signInName: 'marisol at the door', passphrase })
    const [hidden, absent] = [await visitor.get('/arrivals'), await visitor.get('/none')]
    expect([hidden.status, hidden.text]).toEqual([404, absent.text])
  })
})

describe('coming in face to face', () => {
  it('takes one page: a name, five words made for her, and she is at home', async () => {
    const token = await open(2)
    const visitor = door.visit()
    await visitor.get(`/arrive/${token}`)
    expect(await placesLeft()).toBe(2)
    const page = await visitor.get(`/arrive/${token.toUpperCase()}`)
    const form = page.form(`/arrive/${token.match(/.{4}/g)?.join('-')}`)
    const suggested = Object.fromEntries(form.defaults.map(([name, value]) => [name, String(value)]))
    expect(suggested['signInName']).toMatch(/^[a-z]+ [a-z]+ \d\d$/)
    expect(suggested['suggestion']?.split(' ')).toHaveLength(5)
    expect(page.words).toContain(suggested['suggestion'])
    expect(page.words).toContain('What is said here stays here.')
    const home = await visitor.submit(form, { displayName: 'Ximena' })
    expect([home.status, new URL(home.url).pathname]).toEqual([200, '/home'])
    expect(await placesLeft()).toBe(1)
    const row = await door.db
      .selectFrom('members')
      .select(['displayNameSettled', 'displayNameKey'])
      .where('displayName', '=', 'Ximena')
      .executeTakeFirst()
    expect(row).toEqual({ displayNameSettled: true, displayNameKey: 'ximena' })
    const again = door.visit()
    const { signInName, suggestion } = suggested
    await again.submit('/sign-in', { signInName: signInName ?? '', passphrase: suggestion ?? '' })
    expect(again.hasCookie('session-4000')).toBe(true)
  })

  it('says beside the field that a name is taken, keeps the rest, and takes no place for it', async () => {
    const token = await open(1)
    const visitor = door.visit()
    const action = `/arrive/${token.match(/.{4}/g)?.join('-')}`
    const page = await visitor.get(action)
    const before = Object.fromEntries(page.form(action).defaults)
    const taken = await visitor.submit(page.form(action), {
      displayName: 'Marisol',
      signInName: 'quiet step',
    })
    expect([taken.status, taken.words.includes('Somebody here has this name')]).toEqual([422, true])
    const kept = Object.fromEntries(taken.form(action).defaults)
    expect(kept).toEqual({ ...before, displayName: 'Marisol', signInName: 'quiet step' })
    expect(await placesLeft()).toBe(1)
    const both = await come(token, { displayName: 'MARISOL', signInName: 'Marisol at the door' })
    expect(messagesOf(both)).toEqual(['members.signInName.taken', 'members.displayName.taken'])
    const home = await visitor.submit(taken.form(action), { displayName: 'Marisol Sol' })
    expect(new URL(home.url).pathname).toBe('/home')
  })

  it('takes her own passphrase when she typed one, and refuses a short one without showing it again', async () => {
    const token = await open(2)
    const action = `/arrive/${token.match(/.{4}/g)?.join('-')}`
    const visitor = door.visit()
    const page = await visitor.get(action)
    const fields = { displayName: 'Own Words', signInName: 'own words here', passphraseFrom: 'own' }
    const short = await visitor.submit(page.form(action), { ...fields, passphrase: 'too short' })
    expect([short.status, short.words.includes('The passphrase is too short.')]).toEqual([422, true])
    expect(short.text).not.toContain('too short"')
    await visitor.submit(short.form(action), { ...fields, passphrase: 'mine and only mine' })
    const again = door.visit()
    await again.submit('/sign-in', { signInName: 'own words here', passphrase: 'mine and only mine' })
    expect(again.hasCookie('session-4000')).toBe(true)
  })

  it('lets in exactly fifteen when twenty come at once for fifteen places', async () => {
    const token = await open(15)
    const results = await Promise.all(Array.from({ length: 20 }, () => come(token)))
    expect(results.filter(({ ok }) => ok)).toHaveLength(15)
    expect(new Set(results.flatMap(messagesOf))).toEqual(new Set(['errors.missing']))
    expect(await placesLeft()).toBe(0)
  })

  it('lets her in once when a bad line sends the form twice, and nobody else with her form', async () => {
    const token = await open(1)
    const form = { submission: door.random.id(), displayName: 'Twice', signInName: 'sent twice' }
    const [one, two] = [await come(token, form), await come(token, form)]
    expect(one).toEqual({ ok: true, value: { memberId: form.submission } })
    expect(two).toEqual(one)
    expect(await placesLeft()).toBe(0)
    const other = await come(token, { ...form, passphrase: 'somebody who saw the form' })
    expect(messagesOf(other)).toEqual(['errors.missing'])
    const open2 = await open(1)
    const names = { displayName: 'Forged', signInName: 'forged id', passphrase: 'not the one she has' }
    const forged = { ...names, submission: member.actor.memberId }
    expect(messagesOf(await come(open2, forged))).toEqual(['joining.arrive.sendAgain'])
    door.clock.moveDays(1)
    expect(messagesOf(await come(token, form))).toEqual(['errors.missing'])
  })

  it('P14: a code that is over, ended or full gets the same answer by the same work as one that never was', async () => {
    const over = await open(3)
    door.clock.moveDays(1)
    const full = await open(1)
    await come(full)
    const ended = await open(1)
    await door.db
      .updateTable('arrivals')
      .set({ endedAt: door.clock.now() })
      .where('placesLeft', '=', 1)
      .execute()
    const fields = {
      submission: door.random.id(),
      displayName: 'Nobody',
      signInName: 'nobody yet',
      passphrase,
    }
    const ways: Record<string, (token: string) => Promise<{ status: number; text: string }>> = {
      scanning: (token) => door.visit().get(`/arrive/${token}`),
      sending: (token) => door.visit().submit(`/arrive/${token}`, fields),
    }
    for (const ask of Object.values(ways)) {
      const answered = []
      for (const token of [door.random.token().slice(0, 12), over, full, ended, 'x']) {
        const { value, work } = await door.measure(() => ask(token))
        answered.push({ status: value.status, text: without(value.text, token), work })
      }
      expect(answered[0]).toMatchObject({ status: 404, work: { hashings: 0, verifications: 0 } })
      for (const answer of answered) expect({ ...answer, text: '' }).toEqual({ ...answered[0], text: '' })
      const texts = new Set(answered.slice(0, 4).map(({ text }) => text))
      expect(texts.size).toBe(1)
    }
  })

  it('works no more once whoever opened it looks after nothing here', async () => {
    const token = await open(1)
    await door.db
      .updateTable('members')
      .set({ status: 'suspended' })
      .where('id', '=', moderator.actor.memberId)
      .execute()
    const page = await door.visit().get(`/arrive/${token}`)
    await door.db
      .updateTable('members')
      .set({ status: 'active' })
      .where('id', '=', moderator.actor.memberId)
      .execute()
    expect(page.status).toBe(404)
  })
})
