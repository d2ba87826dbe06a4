import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { dropHelper, nameHelper } from '../../src/auth/name-helper.ts'
import { purgeExpired } from '../../src/community/purge-expired.ts'
import type { MemberCtx } from '../../src/context.ts'
import { codeOn, createFrontDoor, type FrontDoor, openCommunity, passphrase } from '../members/front-door.ts'
import type { Visitor } from '../support/http-client.ts'

const hours = (count: number) => door.clock.moveDays(count / 24)
const fresh = 'a wholly different passphrase'

let door: FrontDoor
let luz: MemberCtx
let friend: Visitor
let moderator: Visitor
let other: Visitor

const signedIn = async (signInName: string) => {
  const visitor = door.visit()
  await visitor.submit('/sign-in', { signInName, passphrase })
  return visitor
}

beforeAll(async () => {
  door = await createFrontDoor()
  await openCommunity(door)
  luz = await door.settle('Luz', 'quiet harbour')
  await door.settle('Marisol', 'marisol door')
  await door.settle('Mila', 'mila door', ['moderator'])
  await door.settle('Nadia', 'nadia door', ['moderator'])
  await nameHelper(luz, { displayName: 'marisol', passphrase })
})
beforeEach(async () => {
  for (const table of ['throttles', 'recoveries', 'notifications'] as const) {
    await door.db.deleteFrom(table).execute()
  }
  await door.db
    .updateTable('credentials')
    .set({ passphraseHash: await luz.hasher.hash(passphrase) })
    .where('memberId', '=', luz.actor.memberId)
    .execute()
  friend = await signedIn('marisol door')
  moderator = await signedIn('mila door')
  other = await signedIn('nadia door')
})
afterAll(() => door.close())

const ask = async (signInName = 'quiet harbour') => {
  const visitor = door.visit()
  const form = (await visitor.get('/recover/ask')).form('/recover/ask')
  const page = await visitor.submit(form, { signInName })
  const { id } = await door.db
    .selectFrom('recoveries')
    .select('id')
    .orderBy('askedAt', 'desc')
    .executeTakeFirstOrThrow()
  return { visitor, code: codeOn(page), id }
}

const look = async (code: string) => {
  const visitor = door.visit()
  return visitor.submit((await visitor.get('/recover/status')).form('/recover/status'), { code })
}

const asModerator = (visitor: Visitor, id: string, act: string) =>
  visitor.submit(`/queue/recoveries/${id}/${act}`, {})
const asHelper = (id: string, act: string) => friend.submit(`/recoveries/${id}/${act}`, {})

const agreed = async () => {
  const asked = await ask()
  await asModerator(moderator, asked.id, 'agree')
  await asHelper(asked.id, 'agree')
  return asked
}

describe('recovery with a moderator and the one she named', () => {
  it('is told to the one she named, who sees a name and nothing else', async () => {
    const { id } = await ask()
    const me = await friend.get('/me')
    expect(me.words).toContain('Somebody who lost her passphrase asks for your word')
    const list = await friend.get('/recoveries')
    expect(list.links().map(({ href }) => href)).toContain(`${door.origin}/recoveries/${id}`)
    const page = await friend.get(`/recoveries/${id}`)
    expect(page.words).toContain('Is it Luz?')
    expect(page.text).not.toContain('quiet')
    const told = await door.db.selectFrom('notifications').select('kind').execute()
    expect(told).toEqual([{ kind: 'recovery-asked' }])
  })

  it('opens 24 hours after both said yes, and lets her in with a new passphrase', async () => {
    const { code, id } = await ask()
    expect((await look(code)).words).toContain('Not everybody has said yes yet')
    expect((await asModerator(moderator, id, 'agree')).words).toContain('Your yes is noted')
    expect((await look(code)).words).toContain('Not everybody has said yes yet')
    expect((await asHelper(id, 'agree')).words).toContain('It opens at')
    expect((await look(code)).words).toContain('They have said yes')
    hours(23.9)
    expect((await look(code)).words).toContain('They have said yes')
    hours(0.2)
    const open = await look(code)
    const visitor = door.visit()
    const home = await visitor.submit(open.form('/recover/finish'), {
      passphraseFrom: 'own',
      passphrase: fresh,
    })
    expect(new URL(home.url).pathname).toBe('/home')
    const again = await door.visit().submit('/sign-in', { signInName: 'quiet harbour', passphrase: fresh })
    expect(new URL(again.url).pathname).toBe('/home')
    expect((await look(code)).words).toContain('This code was used')
  })

  it('tells her open sessions, and lets them stop it', async () => {
    const her = await signedIn('quiet harbour')
    const { code } = await agreed()
    expect((await her.get('/me')).words).toContain('Somebody asks for a new passphrase for your account')
    const page = await her.get('/me/recovery')
    const stopped = await her.submit(page.form('/me/recovery/stop'))
    expect(stopped.words).toContain('It is stopped.')
    expect(stopped.words).not.toContain('Somebody asks for a new passphrase')
    hours(25)
    expect((await look(code)).words).toContain('It was stopped')
    const forced = await door.visit().submit('/recover/finish', { code, passphrase: fresh })
    expect(forced.status).toBe(422)
    expect(new URL((await her.get('/home')).url).pathname).toBe('/home')
  })

  it('tells her open sessions from the first yes on, never at the asking alone', async () => {
    const her = await signedIn('quiet harbour')
    const told = () =>
      door.db.selectFrom('notifications').select('kind').where('memberId', '=', luz.actor.memberId).execute()
    const { id } = await ask()
    expect((await her.get('/me')).words).not.toContain('Somebody asks for a new passphrase')
    expect((await her.get('/me/recovery')).words).toContain('Nobody can choose a new passphrase')
    expect(await told()).toEqual([])
    await asHelper(id, 'agree')
    await asHelper(id, 'agree')
    expect(await told()).toEqual([{ kind: 'recovery-started' }])
    expect((await her.get('/me')).words).toContain('Somebody asks for a new passphrase for your account')
    const page = await her.get('/me/recovery')
    expect(page.words).toContain('One woman has said yes, another has not answered yet.')
    expect(page.words).toMatch(/It was asked for at .+ UTC/)
    await her.submit(page.form('/me/recovery/stop'))
    expect((await asModerator(moderator, id, 'agree')).status).toBe(409)
  })

  it('tells her again at the last yes, and takes it from her page when every yes is taken back', async () => {
    const her = await signedIn('quiet harbour')
    const { id } = await agreed()
    expect((await her.get('/me/recovery')).words).toContain('Those you trust have said yes')
    const started = door.db.selectFrom('notifications').select('id').where('kind', '=', 'recovery-started')
    expect(await started.execute()).toHaveLength(2)
    await asHelper(id, 'withdraw')
    expect((await her.get('/me/recovery')).words).toContain('One woman has said yes')
    await asModerator(moderator, id, 'withdraw')
    expect((await her.get('/me/recovery')).words).toContain('Nobody can choose a new passphrase')
  })

  it('ends every session of hers once the new passphrase is chosen', async () => {
    const her = await signedIn('quiet harbour')
    const { code } = await agreed()
    hours(25)
    await door.visit().submit('/recover/finish', { code, passphrase: fresh })
    expect((await her.get('/me')).status).toBe(404)
  })

  it('takes a yes back until it is open, and waits for another', async () => {
    const { code, id } = await agreed()
    expect((await asHelper(id, 'withdraw')).words).toContain('You took your yes back.')
    expect((await look(code)).words).toContain('Not everybody has said yes yet')
    hours(30)
    expect((await look(code)).words).toContain('Not everybody has said yes yet')
    await asHelper(id, 'agree')
    expect((await look(code)).words).toContain('They have said yes')
    hours(25)
    const late = await asModerator(moderator, id, 'withdraw')
    expect([late.status, late.words.includes('It is open already')]).toEqual([409, true])
    await asModerator(moderator, id, 'refuse')
    expect((await look(code)).words).toContain('It was stopped')
  })

  it('is over after 30 days', async () => {
    const { code } = await agreed()
    door.clock.moveDays(31)
    expect((await look(code)).words).toContain('We know no such code')
    expect((await door.visit().submit('/recover/finish', { code, passphrase: fresh })).status).toBe(422)
    await purgeExpired(door.system())
    expect(await door.db.selectFrom('recoveries').select('id').execute()).toEqual([])
    door.clock.moveDays(-31)
  })

  it('needs two moderators where she named nobody, never the same one twice', async () => {
    await dropHelper(luz)
    const { code, id } = await ask()
    expect((await moderator.get(`/queue/recoveries/${id}`)).words).toContain('She named nobody')
    await asModerator(moderator, id, 'agree')
    await asModerator(moderator, id, 'agree')
    expect((await look(code)).words).toContain('Not everybody has said yes yet')
    await asModerator(other, id, 'agree')
    expect((await look(code)).words).toContain('They have said yes')
    await asModerator(moderator, id, 'withdraw')
    const row = await door.db.selectFrom('recoveries').selectAll().executeTakeFirstOrThrow()
    expect([row.moderatorId === null, row.secondModeratorId, row.opensAt]).toEqual([false, null, null])
    await nameHelper(luz, { displayName: 'Marisol', passphrase })
  })

  it('counts a moderator whom she named as that one only', async () => {
    await nameHelper(luz, { displayName: 'Mila', passphrase })
    const { id } = await ask()
    const page = await moderator.get(`/queue/recoveries/${id}`)
    expect(page.words).toContain('another moderator answers here')
    expect((await asModerator(moderator, id, 'agree')).status).toBe(403)
    await nameHelper(luz, { displayName: 'Marisol', passphrase })
  })

  it('says so to the only moderator of a community, where she named nobody', async () => {
    await dropHelper(luz)
    await door.db
      .deleteFrom('memberRoles')
      .where('memberId', '<>', await idOf('Mila'))
      .execute()
    const { id } = await ask()
    const page = await moderator.get(`/queue/recoveries/${id}`)
    expect(page.words).toContain('this way is closed to her')
    const nadia = await idOf('Nadia')
    await door.db.insertInto('memberRoles').values({ memberId: nadia, role: 'moderator' }).execute()
    await nameHelper(luz, { displayName: 'Marisol', passphrase })
  })

  it('does not exist for anybody else', async () => {
    const { id } = await ask()
    const stranger = await door.settle(`S ${id.slice(0, 8)}`, `door ${id.slice(0, 8)}`)
    const visitor = await signedIn(`door ${id.slice(0, 8)}`)
    expect(stranger.actor.roles).toEqual([])
    for (const path of [`/recoveries/${id}`, `/queue/recoveries/${id}`, '/queue/recoveries']) {
      expect((await visitor.get(path)).status).toBe(404)
    }
    for (const act of ['agree', 'refuse', 'withdraw']) {
      expect((await visitor.submit(`/recoveries/${id}/${act}`, {})).status).toBe(404)
      expect((await visitor.submit(`/queue/recoveries/${id}/${act}`, {})).status).toBe(404)
    }
  })

  it('is recorded for moderators, never with more than what was done', async () => {
    const before = await door.db.selectFrom('moderationActs').select('act').execute()
    const { id } = await ask()
    for (const act of ['agree', 'withdraw', 'agree', 'refuse']) await asModerator(moderator, id, act)
    const acts = await door.db.selectFrom('moderationActs').select('act').orderBy('sequence').execute()
    expect(acts.slice(before.length).map(({ act }) => act)).toEqual([
      'recovery-agreed',
      'recovery-withdrawn',
      'recovery-agreed',
      'recovery-refused',
    ])
  })
})

const idOf = async (displayName: string): Promise<string> =>
  (
    await door.db
      .selectFrom('members')
      .select('id')
      .where('displayName', '=', displayName)
      .executeTakeFirstOrThrow()
  ).id
