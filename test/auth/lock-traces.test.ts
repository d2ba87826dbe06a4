import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { purgeExpired } from '../../src/community/purge-expired.ts'
import { createTestApp, type TestApp } from '../support/app.ts'

const passphrase = 'four woven words together'
const pin = '2580'
const minute = 1 / (24 * 60)

type Values = Readonly<Record<string, string>>

let app: TestApp
let memberId: string
let cookie: string

beforeAll(async () => {
  app = await createTestApp()
  // Sessions end by the machine’s own clock.
  app.clock.moveDays((Date.now() - app.clock.now().getTime()) / 86_400_000)
})
afterAll(async () => {
  await app.close()
  expect(app.faults).toEqual([])
})

const get = (path: string, headers: Values = {}) => app.request(path, { headers: { cookie, ...headers } })
const post = (path: string, fields: Values = {}, headers: Values = {}) =>
  app.request(path, {
    method: 'POST',
    headers: { cookie, origin: app.origin, ...headers },
    body: new URLSearchParams(fields),
  })

const away = (minutes: number) => app.clock.moveDays(minutes * minute)
const leadsTo = (response: Response) => [response.status, response.headers.get('location')]
const session = () =>
  app.db
    .selectFrom('sessions')
    .select(['lockDueAt', 'kept'])
    .where('memberId', '=', memberId)
    .executeTakeFirstOrThrow()
const open = () => post('/lock/open', { pin })

beforeEach(async () => {
  memberId = (await app.member({ joinedAt: new Date('2020-01-01') })).id
  const passphraseHash = await app.system().hasher.hash(passphrase)
  await app.db.updateTable('credentials').set({ passphraseHash }).where('memberId', '=', memberId).execute()
  cookie = await app.signIn(memberId)
  await post('/me/lock', { minutes: '5', pin, again: pin, passphrase })
})

describe('P6, P10: when a session was used last', () => {
  it('is forgotten by housekeeping once it has locked, though no request comes', async () => {
    const due = (await session()).lockDueAt
    await purgeExpired(app.system())
    expect((await session()).lockDueAt).toEqual(due)
    away(7)
    await purgeExpired(app.system())
    expect(await session()).toEqual({ lockDueAt: new Date(0), kept: null })
  })

  it('is not needed to bring her back to where she asks to go', async () => {
    away(7)
    await purgeExpired(app.system())
    expect(leadsTo(await get('/help'))).toEqual([303, '/lock'])
    await get('/groups')
    expect(leadsTo(await open())).toEqual([303, '/help'])
  })

  it('is not known of somebody without a PIN', async () => {
    await post('/me/lock/off', { offPassphrase: passphrase })
    await purgeExpired(app.system())
    expect((await session()).lockDueAt).toBeNull()
  })
})

describe('what a locked session kept', () => {
  const message = () => ({ text: 'Canary for the moderators', submission: app.random.id() })

  it('is gone as soon as it went on', async () => {
    away(7)
    await get('/help')
    expect((await session()).kept).not.toBeNull()
    expect((await post('/lock/open', { pin: '1470' })).status).toBe(422)
    expect((await session()).kept).not.toBeNull()
    await open()
    expect((await session()).kept).toBeNull()
  })

  it('is gone when its message was sent, and not before', async () => {
    const fields = message()
    away(7)
    await post('/contact', fields)
    expect(leadsTo(await open())).toEqual([303, '/lock/unsent'])
    expect((await post('/contact', { ...fields, text: '' })).status).toBe(422)
    expect((await post('/contact', { text: 'Another', submission: app.random.id() })).status).toBe(303)
    expect(await (await get('/lock/unsent')).text()).toContain(fields.text)
    expect((await post('/contact', fields)).status).toBe(303)
    expect(leadsTo(await get('/lock/unsent'))).toEqual([303, '/home'])
    expect((await session()).kept).toBeNull()
  })

  it('is gone when she throws it away', async () => {
    away(7)
    await post('/contact', message(), { Referer: `${app.origin}/help` })
    expect(leadsTo(await post('/lock/unsent/discard'))).toEqual([303, '/lock'])
    await open()
    expect(await (await get('/lock/unsent')).text()).toContain('Canary')
    expect(leadsTo(await post('/lock/unsent/discard'))).toEqual([303, '/help'])
    expect((await session()).kept).toBeNull()
  })

  it('stays when the pages lock again before she has sent it', async () => {
    away(7)
    await post('/contact', message())
    await open()
    away(7)
    await get('/help')
    expect(leadsTo(await open())).toEqual([303, '/lock/unsent'])
    expect(await (await get('/lock/unsent')).text()).toContain('Canary')
  })
})

describe('a form that a script sends to a locked session', () => {
  const byScript = { Prefer: 'return=minimal', 'Sec-Fetch-Mode': 'cors' }

  it('is told to go to the lock, and whether its words are kept', async () => {
    away(7)
    const said = async (answer: Response) => [...leadsTo(answer), answer.headers.get('words')]
    const fields = { text: 'Canary', submission: app.random.id() }
    expect(await said(await post('/contact', fields, byScript))).toEqual([204, '/lock', 'kept'])
    expect(await said(await post('/freeze', { text: 'x' }, byScript))).toEqual([204, '/lock', null])
    await open()
    const given = { ...fields, lockedForm: '/contact' }
    expect(await said(await post('/lock', given, byScript))).toEqual([204, '/lock', 'kept'])
    expect((await get('/help', byScript)).status).toBe(423)
  })
})

describe('a long form that comes to a session with a PIN', () => {
  const sendLong = () => {
    const form = new FormData()
    form.append('text', 'Soup')
    form.append('pictures', new File([new Uint8Array(500_000)], 'x.png'))
    return app.request('/drafts', { method: 'POST', headers: { cookie, origin: app.origin }, body: form })
  }

  it('is read where a member’s pages have locked, but of nobody who is suspended or expelled', async () => {
    away(7)
    expect(leadsTo(await sendLong())).toEqual([303, '/lock'])
    for (const status of ['suspended', 'expelled'] as const) {
      await app.db.updateTable('members').set({ status }).where('id', '=', memberId).execute()
      expect((await sendLong()).status).toBe(413)
      await open()
      expect((await sendLong()).status).toBe(413)
      await post('/lock')
    }
  })
})

describe('a page that tells neither who she is nor that she left', () => {
  it('says so to the script, which then takes nothing away', async () => {
    const broken = await createTestApp()
    await sql`alter table community rename to elsewhere`.execute(broken.db)
    const answer = await broken.request('/home')
    expect([answer.status, await answer.text()]).toEqual([500, expect.stringContaining('data-keep=""')])
    await broken.close()
    await post('/lock')
    expect(await (await get('/lock')).text()).toContain('data-keep="lock"')
  })
})
