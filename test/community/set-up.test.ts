import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prepareCommunity } from '../../src/community/prepare-community.ts'
import { createFrontDoor, type FrontDoor, passphrase } from '../members/front-door.ts'

let door: FrontDoor
beforeAll(async () => {
  door = await createFrontDoor()
})
afterAll(() => door.close())

const prepare = async (): Promise<string> => {
  const prepared = await prepareCommunity(door.system())
  if (!prepared.ok || prepared.value.setUpToken === undefined) throw new Error('no set-up link')
  return prepared.value.setUpToken
}

const answers = {
  communityName: 'Breakfast',
  defaultLocale: 'en',
  offered: ['en', 'es'],
  rules: 'What is said here stays here.\nNobody is judged.',
  questions: 'How did you hear of us?\n\nWhat would help you?',
  signInName: 'night owl',
  displayName: 'Wara',
  passphraseFrom: 'own',
  passphrase,
}

describe('the first start', () => {
  it('makes one community when several processes start at once', async () => {
    const prepared = await Promise.all([1, 2, 3].map(() => prepareCommunity(door.system())))
    expect(prepared.map(({ ok }) => ok)).toEqual([true, true, true])
    const rows = await door.db.selectFrom('community').selectAll().execute()
    expect(rows).toMatchObject([{ origin: door.origin, setUpAt: null, name: '' }])
    expect([145, 235, 285, 335]).toContain(rows[0]?.hue)
  })

  it('hands out a new link at each start, and only the newest works', async () => {
    const old = await prepare()
    const newest = await prepare()
    const visitor = door.visit()
    expect((await visitor.get(`/set-up/${old}`)).status).toBe(404)
    expect((await visitor.get(`/set-up/${newest}`)).status).toBe(200)
    const stored = await door.db.selectFrom('community').select('setupTokenHash').executeTakeFirst()
    expect(stored?.setupTokenHash).not.toContain(newest)
  })

  it('P1: gives nobody the name that the community speaks under outside', async () => {
    const visitor = door.visit()
    const path = `/set-up/${await prepare()}`
    const shown = await visitor.submit(path, { ...answers, displayName: 'Break-Fast' })
    expect([shown.status, shown.words.includes('Somebody here has this name')]).toEqual([422, true])
    const hidden = await visitor.submit(path, { ...answers, signInName: 'BREAKFAST' })
    expect([hidden.status, hidden.words.includes('This sign-in name cannot be used')]).toEqual([422, true])
  })

  it('refuses another origin than the one it began with, and says how to mend it', async () => {
    const moved = await prepareCommunity({ ...door.system(), origin: 'https://elsewhere.example' })
    expect(moved).toMatchObject({
      ok: false,
      refusals: [
        {
          kind: 'conflict',
          message: 'community.errors.otherOrigin',
          params: { pinned: door.origin, given: 'https://elsewhere.example' },
        },
      ],
    })
  })

  it('is only for the program itself', async () => {
    expect(await prepareCommunity(door.guest())).toMatchObject({
      ok: false,
      refusals: [{ kind: 'forbidden' }],
    })
  })
})

describe('the set-up page', () => {
  it('lets nobody ask to join before there is anybody to decide', async () => {
    const page = await door.visit().get('/join')
    expect(page.words).toContain('The door is closed')
  })

  it('says what is wrong, keeps what was typed and never sends a passphrase back', async () => {
    const path = `/set-up/${await prepare()}`
    const visitor = door.visit()
    const form = (await visitor.get(path)).form(path)
    const page = await visitor.submit(form, { ...answers, communityName: '', passphrase: 'too short' })
    expect(page.status).toBe(422)
    expect(page.words).toContain('Give the community a name.')
    expect(page.words).toContain('The passphrase is too short.')
    expect(page.form(path).defaults).toContainEqual(['signInName', 'night owl'])
    expect(page.text).not.toContain('too short"')
    expect(await door.db.selectFrom('members').selectAll().execute()).toEqual([])
  })

  it('makes the first admin, the texts and the two groups, and signs her in', async () => {
    const path = `/set-up/${await prepare()}`
    const visitor = door.visit()
    const home = await visitor.submit((await visitor.get(path)).form(path), answers)
    expect([home.status, new URL(home.url).pathname]).toEqual([200, '/home'])
    expect(home.words).toContain('Hello, Wara')
    const admin = await door.db
      .selectFrom('members')
      .innerJoin('memberRoles', 'memberRoles.memberId', 'members.id')
      .select(['members.id', 'displayName', 'displayNameSettled', 'role'])
      .orderBy('role')
      .execute()
    expect(admin).toMatchObject([
      { displayName: 'Wara', displayNameSettled: true, role: 'admin' },
      { displayName: 'Wara', displayNameSettled: true, role: 'moderator' },
    ])
    expect(
      await door.db.selectFrom('groups').select(['key', 'name', 'access']).orderBy('key').execute(),
    ).toEqual([
      { key: 'general', name: 'General', access: 'members' },
      { key: 'moderators', name: 'Moderators', access: 'approval' },
    ])
    expect(await door.db.selectFrom('groupMembers').select('memberId').execute()).toEqual([
      { memberId: admin[0]?.id },
    ])
    const questions = await door.db
      .selectFrom('joinQuestions')
      .innerJoin('joinQuestionTexts', 'questionId', 'id')
      .select(['prompt', 'required', 'locale'])
      .orderBy('position')
      .execute()
    expect(questions).toEqual([
      { prompt: 'How did you hear of us?', required: true, locale: 'en' },
      { prompt: 'What would help you?', required: true, locale: 'en' },
    ])
    expect(await door.db.selectFrom('community').select(['name', 'locales']).executeTakeFirst()).toEqual({
      name: 'Breakfast',
      locales: ['en', 'es'],
    })
  })

  it('is a page like any other that does not exist once it was used', async () => {
    expect(await prepareCommunity(door.system())).toEqual({ ok: true, value: {} })
    const visitor = door.visit()
    const [used, never, other] = await Promise.all(
      [`/set-up/${door.random.token()}`, '/set-up/x', '/nothing'].map((path) => visitor.get(path)),
    )
    expect([used?.status, used?.text]).toEqual([404, other?.text])
    expect(never?.text).toBe(other?.text)
    const posted = await visitor.submit(`/set-up/${door.random.token()}`, answers)
    expect([posted.status, posted.text]).toEqual([404, other?.text])
  })
})

describe('setting up twice at once', () => {
  it('makes one admin', async () => {
    const other = await createFrontDoor()
    try {
      const prepared = await prepareCommunity(other.system())
      const token = prepared.ok ? (prepared.value.setUpToken ?? '') : ''
      const pages = await Promise.all(
        ['Wara', 'Dewi'].map((displayName) =>
          other.visit().submit(`/set-up/${token}`, { ...answers, displayName }),
        ),
      )
      expect(pages.map(({ status }) => status).sort()).toEqual([200, 404])
      const { length } = await other.db.selectFrom('members').select('id').execute()
      expect(length).toBe(1)
    } finally {
      await other.close()
    }
  })
})
