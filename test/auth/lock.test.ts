import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { seal, unseal } from '../../src/auth/seal.ts'
import { createPost } from '../../src/posts/create-post.ts'
import { createTestApp, type TestApp } from '../support/app.ts'

const passphrase = 'four woven words together'
const pin = '2580'
const minute = 1 / (24 * 60)

let app: TestApp
let passphraseHash: string
let postId: string

beforeAll(async () => {
  app = await createTestApp()
  // Sessions end by the machine’s own clock.
  app.clock.moveDays((Date.now() - app.clock.now().getTime()) / 86_400_000)
  passphraseHash = await app.system().hasher.hash(passphrase)
  const author = await app.member({ name: 'Sari', joinedAt: new Date('2020-01-01') })
  const post = await createPost(author.ctx, {
    groupId: app.groups.general,
    submission: app.random.id(),
    text: 'Lentil canary',
    language: 'en',
    pictures: [],
  })
  if (!post.ok) throw new Error('no post')
  postId = post.value.postId
})
afterAll(async () => {
  await app.close()
  expect(app.faults).toEqual([])
})

type Headers = Readonly<Record<string, string>>
type Fields = Readonly<Record<string, string>>

/** One browser in which a member is signed in. */
const browserOf = async (memberId: string) => {
  const cookie = await app.signIn(memberId)
  return {
    get: (path: string, headers: Headers = {}) => app.request(path, { headers: { cookie, ...headers } }),
    post: (path: string, fields: Fields = {}, headers: Headers = {}) =>
      app.request(path, {
        method: 'POST',
        headers: { cookie, origin: app.origin, ...headers },
        body: new URLSearchParams(fields),
      }),
  }
}

type Browser = Awaited<ReturnType<typeof browserOf>>

const memberWithPassphrase = async () => {
  const member = await app.member({ joinedAt: new Date('2020-01-01') })
  await app.db.updateTable('credentials').set({ passphraseHash }).where('memberId', '=', member.id).execute()
  return member
}

const switchOn = (browser: Browser, more: Fields = {}) =>
  browser.post('/me/lock', { minutes: '5', pin, again: pin, passphrase, ...more })

const leadsTo = (response: Response) => [response.status, response.headers.get('location')]
const sessionsOf = (memberId: string) =>
  app.db.selectFrom('sessions').selectAll().where('memberId', '=', memberId).execute()

let memberId: string
let phone: Browser
const away = (minutes: number) => app.clock.moveDays(minutes * minute)

describe('setting a PIN', () => {
  beforeEach(async () => {
    memberId = (await memberWithPassphrase()).id
    phone = await browserOf(memberId)
  })

  it('is off until she asks for it', async () => {
    expect(await (await phone.get('/me')).text()).toContain('href="/me/lock"')
    away(600)
    expect((await phone.get('/home')).status).toBe(200)
    expect(leadsTo(await phone.get('/lock'))).toEqual([303, '/me/lock'])
    expect(leadsTo(await phone.post('/lock'))).toEqual([303, '/me/lock'])
    expect(leadsTo(await phone.post('/lock/open', { pin }))).toEqual([303, '/me/lock'])
  })

  it.each([
    ['too short', { pin: '123', again: '123' }],
    ['too long', { pin: '123456789', again: '123456789' }],
    ['no digits', { pin: 'abcd', again: 'abcd' }],
    ['one digit over and over', { pin: '7777', again: '7777' }],
    ['a row upwards', { pin: '23456', again: '23456' }],
    ['a row downwards', { pin: '9876', again: '9876' }],
    ['typed differently', { again: '2581' }],
    ['left empty', { pin: '', again: '' }],
    ['after another time', { minutes: '3' }],
    ['with a wrong passphrase', { passphrase: 'four woven words apart' }],
  ])('refuses one that is %s', async (_, fields) => {
    expect((await switchOn(phone, fields)).status).toBe(422)
    away(600)
    expect((await phone.get('/home')).status).toBe(200)
  })

  it('keeps nothing of it but a hash that is made like that of a passphrase', async () => {
    expect(leadsTo(await switchOn(phone))).toEqual([303, '/me/lock?done=on'])
    const rows = await app.db.selectFrom('idleLocks').selectAll().where('memberId', '=', memberId).execute()
    expect(rows).toEqual([{ memberId, minutes: 5, pinHash: expect.stringMatching(/^\$argon2id\$/) }])
  })

  it('takes digits of other scripts, and gaps between them', async () => {
    expect((await switchOn(phone, { pin: '٢٥٨٠', again: '25 80' })).status).toBe(303)
    await phone.post('/lock')
    expect(leadsTo(await phone.post('/lock/open', { pin: '२५८०' }))).toEqual([303, '/home'])
  })

  it('changes the time alone, the PIN too, and switches off, each with her passphrase', async () => {
    await switchOn(phone)
    expect((await switchOn(phone, { minutes: '1', pin: '', again: '' })).status).toBe(303)
    away(4)
    expect(leadsTo(await phone.get('/home'))).toEqual([303, '/lock'])
    expect(leadsTo(await phone.post('/lock/open', { pin }))).toEqual([303, '/home'])
    await switchOn(phone, { pin: '97531', again: '97531' })
    await phone.post('/lock')
    expect((await phone.post('/lock/open', { pin })).status).toBe(422)
    expect((await phone.post('/lock/open', { pin: '97531' })).status).toBe(303)
    expect((await phone.post('/me/lock/off', { offPassphrase: 'no' })).status).toBe(422)
    expect(leadsTo(await phone.post('/me/lock/off', { offPassphrase: passphrase }))).toEqual([
      303,
      '/me/lock?done=off',
    ])
    away(600)
    expect((await phone.get('/home')).status).toBe(200)
    expect(
      await app.db.selectFrom('idleLocks').select('minutes').where('memberId', '=', memberId).execute(),
    ).toEqual([])
  })

  it('is erased with her', async () => {
    await switchOn(phone)
    await app.db.deleteFrom('members').where('id', '=', memberId).execute()
    expect(
      await app.db.selectFrom('idleLocks').select('minutes').where('memberId', '=', memberId).execute(),
    ).toEqual([])
  })
})

describe('a session with a PIN', () => {
  beforeEach(async () => {
    memberId = (await memberWithPassphrase()).id
    phone = await browserOf(memberId)
    await switchOn(phone)
  })

  it('stays open while she uses it, however long', async () => {
    for (let times = 0; times < 5; times += 1) {
      away(4)
      expect((await phone.get('/home')).status).toBe(200)
    }
    away(4)
    expect((await phone.post('/lock/stay')).status).toBe(204)
    away(4)
    expect((await phone.get('/home')).status).toBe(200)
  })

  it('is not kept open by pictures, nor by what a page listens to', async () => {
    for (const [path, headers] of [
      ['/media/zzzzzzzzzzzzzzzzzzzzzzzz', { 'Sec-Fetch-Dest': 'image' }],
      ['/live/zzz', {}],
    ] as const) {
      await phone.get('/home')
      away(4)
      await phone.get(path, headers)
      away(3)
      expect(leadsTo(await phone.get('/home'))).toEqual([303, '/lock'])
      expect((await phone.post('/lock/open', { pin })).status).toBe(303)
    }
  })

  it('P6 is written at most once a minute, as a whole minute to come', async () => {
    away(0.5)
    await phone.get('/home')
    const [before] = await sessionsOf(memberId)
    expect((before?.lockDueAt?.getTime() ?? 1) % 60_000).toBe(0)
    const untouched = app.statements()
    await phone.get('/home')
    const again = app.statements() - untouched
    app.clock.moveDays(2 * minute)
    const moved = app.statements()
    await phone.get('/home')
    expect(app.statements() - moved).toBe(again + 1)
  })

  it('P12 shows nothing of the community once it is due, whatever is asked for', async () => {
    away(7)
    const paths = [
      '/',
      '/home',
      `/posts/${postId}`,
      '/me',
      '/me/lock',
      '/about',
      '/queue',
      '/no/such/page',
      '/welcome',
    ]
    for (const path of paths) expect([path, ...leadsTo(await phone.get(path))]).toEqual([path, 303, '/lock'])
    const parts = [
      ['/media/x', {}],
      ['/attachments/x', {}],
      ['/live/threads', {}],
      [`/posts/${postId}`, { 'Sec-Fetch-Mode': 'cors' }],
    ] as const
    for (const [path, headers] of parts) {
      const part = await phone.get(path, headers)
      expect([path, part.status, await part.text()]).toEqual([path, 423, ''])
    }
    const page = await (await phone.get('/lock')).text()
    for (const closed of ['Harbour', 'Lentil', 'General', postId, 'tab-bar', 'data-lock-minutes']) {
      expect(page).not.toContain(closed)
    }
    expect(page).toContain('href="/leave"')
    expect(page).toContain('action="/sign-out"')
  })

  it('tells htmx to go to the lock', async () => {
    away(7)
    const part = { 'HX-Request': 'true' }
    for (const answer of [
      await phone.get(`/posts/${postId}`, part),
      await phone.post('/home/read', {}, part),
    ]) {
      expect([answer.status, await answer.text(), answer.headers.get('HX-Redirect')]).toEqual([
        204,
        '',
        '/lock',
      ])
    }
  })

  it('brings her back to where she was, which is in no address and in no readable row', async () => {
    away(7)
    await phone.get(`/posts/${postId}?from=here`)
    await phone.get('/home')
    const [row] = await sessionsOf(memberId)
    expect(row?.kept).toMatch(/^[a-z0-9.]+$/)
    expect(row?.lockDueAt).toEqual(new Date(0))
    expect(await (await phone.get('/lock')).text()).not.toContain(postId)
    expect(leadsTo(await phone.post('/lock/open', { pin }))).toEqual([303, `/posts/${postId}?from=here`])
  })

  it('locks at once when she says so, and only then', async () => {
    const before = { Referer: `${app.origin}/posts/${postId}` }
    expect(leadsTo(await phone.get('/lock', { 'Sec-Fetch-Site': 'cross-site' }))).toEqual([303, '/home'])
    expect(leadsTo(await phone.get('/lock', { 'Sec-Purpose': 'prefetch' }))).toEqual([303, '/home'])
    expect((await phone.get('/home')).status).toBe(200)
    expect((await phone.get('/lock', before)).status).toBe(200)
    expect(leadsTo(await phone.get('/home'))).toEqual([303, '/lock'])
    expect(leadsTo(await phone.post('/lock/open', { pin }))).toEqual([303, `/posts/${postId}`])
    expect(leadsTo(await phone.post('/lock', {}, before))).toEqual([303, '/lock'])
    expect(leadsTo(await phone.post('/lock/open', { pin }))).toEqual([303, `/posts/${postId}`])
  })

  it('never leads off this site', async () => {
    for (const referrer of [
      'https://elsewhere.example//evil.example',
      `${app.origin}/\\evil.example`,
      'junk',
    ]) {
      await phone.get('/lock', { Referer: referrer })
      expect(leadsTo(await phone.post('/lock/open', { pin }))[1]).toMatch(/^\/(?!\/)/)
    }
  })

  it('locks each of her devices by itself, and her own page counts those that are', async () => {
    const other = await browserOf(memberId)
    await other.get('/home')
    await phone.post('/lock')
    expect(leadsTo(await phone.get('/home'))).toEqual([303, '/lock'])
    expect(await (await other.get('/me')).text()).toContain('1 of them is locked.')
  })

  it('still lets her leave and sign out', async () => {
    await phone.post('/lock')
    expect(leadsTo(await phone.get('/leave'))).toEqual([303, '/away'])
    expect(await sessionsOf(memberId)).toEqual([])
    const second = await browserOf(memberId)
    await second.post('/lock')
    expect(leadsTo(await second.post('/sign-out'))).toEqual([303, '/'])
    expect(await sessionsOf(memberId)).toEqual([])
  })

  it('locks somebody who was suspended too', async () => {
    await app.db.updateTable('members').set({ status: 'suspended' }).where('id', '=', memberId).execute()
    away(7)
    expect(leadsTo(await phone.get('/standing'))).toEqual([303, '/lock'])
    expect((await phone.post('/lock/open', { pin })).status).toBe(303)
    expect(leadsTo(await phone.get('/standing'))[1]).not.toBe('/lock')
  })

  it('leads a page without scripts to the lock by itself, unless something can be typed there', async () => {
    const refresh = '<noscript><meta http-equiv="refresh" content="300;url=/lock"></noscript></head>'
    expect(await (await phone.get('/me')).text()).toContain(refresh)
    expect(await (await phone.get(`/posts/${postId}`)).text()).not.toContain('http-equiv')
    expect(await (await phone.get('/me/lock')).text()).not.toContain('http-equiv')
  })
})

describe('the PIN', () => {
  beforeEach(async () => {
    memberId = (await memberWithPassphrase()).id
    phone = await browserOf(memberId)
    await switchOn(phone)
    await phone.post('/lock')
  })

  it('P12 ends the session after three wrong ones, with everything the browser keeps', async () => {
    for (const left of ['2 more tries', '1 more try']) {
      const wrong = await phone.post('/lock/open', { pin: '1470' })
      expect(wrong.status).toBe(422)
      expect(await wrong.text()).toContain(left)
    }
    const last = await phone.post('/lock/open', { pin: '1470' })
    expect(leadsTo(last)).toEqual([303, '/'])
    expect(last.headers.get('Clear-Site-Data')).toBe('"cache", "cookies", "storage"')
    expect(last.headers.get('Set-Cookie')).toContain('Max-Age=0')
    expect(await sessionsOf(memberId)).toEqual([])
    expect((await phone.get('/home')).status).toBe(404)
  })

  it('takes the signs to her phone along', async () => {
    const [session] = await sessionsOf(memberId)
    await app.db
      .insertInto('pushSubscriptions')
      .values({
        id: app.random.id(),
        memberId,
        sessionHash: session?.idHash ?? '',
        endpoint: 'https://push.example/1',
        createdOn: '2030-05-20',
      })
      .execute()
    for (let tries = 0; tries < 3; tries += 1) await phone.post('/lock/open', { pin: '1470' })
    const left = app.db.selectFrom('pushSubscriptions').select('id').where('memberId', '=', memberId)
    expect(await left.execute()).toEqual([])
  })

  it('is judged at most three times, however many come at once', async () => {
    const tries = Array.from({ length: 12 }, (_, index) => String(3_000 + 7 * index))
    const answers = await Promise.all(tries.map((wrong) => phone.post('/lock/open', { pin: wrong })))
    // Her uses within the hour count beside the tries: which of the two ends it first is a matter of chance.
    expect(answers.filter(({ status }) => status === 422).length).toBeLessThanOrEqual(2)
    expect(await sessionsOf(memberId)).toEqual([])
  })

  it('does not open once the tries are over, though it is right', async () => {
    await app.db.updateTable('sessions').set({ pinTries: 3 }).where('memberId', '=', memberId).execute()
    expect(leadsTo(await phone.post('/lock/open', { pin }))).toEqual([303, '/'])
    expect(await sessionsOf(memberId)).toEqual([])
  })

  it('starts over after a right one, and an empty one is no try', async () => {
    for (let times = 0; times < 6; times += 1) {
      for (const wrong of ['1470', '', '3691'])
        expect((await phone.post('/lock/open', { pin: wrong })).status).toBe(422)
      expect((await phone.post('/lock/open', { pin })).status).toBe(303)
      await phone.post('/lock')
    }
  })

  it('is refused after ten wrong ones in an hour, though each came to a new session', async () => {
    for (let tries = 0; tries < 10; tries += 1) {
      const another = await browserOf(memberId)
      await another.post('/lock')
      await another.post('/lock/open', { pin: '1470' })
    }
    expect(leadsTo(await phone.post('/lock/open', { pin }))).toEqual([303, '/'])
  })

  it('P14 answers two wrong ones with the same bytes, by the same work', async () => {
    const second = await browserOf(memberId)
    await second.post('/lock')
    const seen = []
    for (const [browser, wrong] of [
      [phone, '2581'],
      [second, 'not even digits'],
    ] as const) {
      const before = app.statements()
      const answer = await browser.post('/lock/open', { pin: wrong })
      seen.push([answer.status, await answer.text(), app.statements() - before])
    }
    expect(seen[0]).toEqual(seen[1])
  })
})

describe('a form that comes to a locked session', () => {
  beforeEach(async () => {
    memberId = (await memberWithPassphrase()).id
    phone = await browserOf(memberId)
    await switchOn(phone)
    away(7)
  })

  const draftsOf = () =>
    app.db.selectFrom('drafts').select(['place', 'fields']).where('memberId', '=', memberId).execute()
  const comments = () => app.db.selectFrom('comments').select('id').execute()

  it('does nothing but keep the words of a comment with her drafts', async () => {
    const place = `comment:${postId}`
    const fields = { text: 'Bread canary', language: 'en', place, submission: app.random.id() }
    const referrer = { Referer: `${app.origin}/posts/${postId}` }
    expect(leadsTo(await phone.post(`/posts/${postId}/comments`, fields, referrer))).toEqual([303, '/lock'])
    expect(await comments()).toEqual([])
    expect(await draftsOf()).toEqual([{ place, fields: { text: 'Bread canary', language: 'en' } }])
    const page = await (await phone.get('/lock')).text()
    expect(page).toContain('you find it under')
    expect(page).not.toContain('canary')
    expect(leadsTo(await phone.post('/lock/open', { pin }))).toEqual([303, '/drafts?done=saved'])
  })

  it('keeps a post as well, from the form and from what saves it by itself', async () => {
    const place = `group:${app.groups.general}`
    await phone.post(`/groups/${app.groups.general}/posts`, {
      text: 'Soup',
      kind: 'discussion',
      language: 'en',
      place,
    })
    expect((await draftsOf())[0]?.fields).toMatchObject({ text: 'Soup' })
    const saved = await phone.post('/drafts', { text: 'Soup and bread', place }, { 'HX-Request': 'true' })
    expect(saved.status).toBe(204)
    expect((await draftsOf())[0]?.fields).toMatchObject({ text: 'Soup and bread' })
  })

  it('takes no draft from her when it comes without words', async () => {
    const place = `comment:${postId}`
    await phone.post('/drafts', { text: 'Bread', place })
    await phone.post(`/posts/${postId}/comments`, { text: '', place })
    expect(await draftsOf()).toHaveLength(1)
  })

  it('seals a message, which has no draft, and shows it after the PIN', async () => {
    const fields = { text: 'Canary for the moderators', submission: app.random.id() }
    expect(leadsTo(await phone.post('/contact', fields))).toEqual([303, '/lock'])
    const [row] = await sessionsOf(memberId)
    expect(row?.kept).not.toContain('Canary')
    expect(await (await phone.get('/lock')).text()).not.toContain('Canary')
    expect((await phone.post('/lock/open', { pin: '1470' })).status).toBe(422)
    expect(leadsTo(await phone.post('/lock/open', { pin }))).toEqual([303, '/lock/unsent'])
    const page = await (await phone.get('/lock/unsent')).text()
    expect(page).toContain('action="/contact"')
    expect(page).toContain(fields.text)
    expect(page).toContain(fields.submission)
  })

  it('keeps what a page gives up when it locks by itself', async () => {
    await phone.post('/lock/open', { pin })
    const place = `comment:${postId}`
    const fields = { text: 'Half a word', place, lockedForm: `/posts/${postId}/comments` }
    expect(leadsTo(await phone.post('/lock', fields))).toEqual([303, '/lock'])
    expect((await draftsOf())[0]?.fields).toMatchObject({ text: 'Half a word' })
    expect(leadsTo(await phone.get('/home'))).toEqual([303, '/lock'])
  })

  it('keeps nothing of other forms, passphrases least of all', async () => {
    await phone.post('/me/passphrase', { oldPassphrase: passphrase, passphrase: 'x', text: 'x' })
    await phone.post('/freeze', { text: 'x' })
    expect(await draftsOf()).toEqual([])
    expect(leadsTo(await phone.post('/lock/open', { pin }))).toEqual([303, '/home'])
  })
})

describe('what is sealed', () => {
  it('opens under its own token alone, and is never the same twice', async () => {
    const token = app.random.token()
    const [one, two] = [await seal(app, token, '/posts/ñ'), await seal(app, token, '/posts/ñ')]
    expect(one).not.toBe(two)
    expect(await unseal(token, one)).toBe('/posts/ñ')
    expect(await unseal(app.random.token(), one)).toBeUndefined()
    expect(
      await unseal(
        token,
        one.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      ),
    ).toBeUndefined()
    expect(await unseal(token, 'junk')).toBeUndefined()
  })
})
