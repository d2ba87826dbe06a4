import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { nameKey } from '../../src/members/names.ts'
import type { Visitor } from '../support/http-client.ts'
import { everythingStored } from './everything-stored.ts'
import {
  askToJoin,
  createFrontDoor,
  type FrontDoor,
  letIn,
  openCommunity,
  passphrase,
  wishes,
} from './front-door.ts'

let door: FrontDoor
let admin: Visitor
let moderator: MemberCtx
beforeAll(async () => {
  door = await createFrontDoor()
  admin = await openCommunity(door)
  moderator = await door.settle('Moderator', 'moderator at the door', ['moderator'])
})
afterAll(() => door.close())

describe('P1: a sign-in name is nobody’s but hers', () => {
  it('stands on no page that anybody else sees', async () => {
    const { memberId } = await letIn(door, moderator, { signInName: 'copper bell', displayName: 'Ayla' })
    await askToJoin(door, { signInName: 'silver thread', displayName: 'Noor' })
    const { id } = await door.db
      .selectFrom('applications')
      .select('id')
      .where('state', '=', 'waiting')
      .executeTakeFirstOrThrow()
    const her = door.visit()
    const welcome = await her.submit('/sign-in', { signInName: 'copper bell', passphrase })
    const paths = ['/home', '/me', '/help', '/queue', `/queue/applications/${id}`, '/about', '/about/data']
    const pages = [
      await her.submit(welcome.form('/welcome')),
      await her.get('/me'),
      ...(await Promise.all(paths.map((path) => admin.get(path)))),
    ]
    for (const { status, text } of pages) {
      expect(status).toBe(200)
      for (const name of ['copper bell', 'silver thread']) {
        expect(text.toLowerCase()).not.toContain(name)
        expect(text).not.toContain(nameKey(name))
      }
    }
    expect(pages.some(({ text }) => text.includes('Noor'))).toBe(true)
    expect(memberId).toMatch(/^[0-9a-z]{24}$/)
  })

  it('stands on no page of her own once she is in, and is stored only folded', async () => {
    const stored = await door.db.selectFrom('credentials').select('signInNameKey').execute()
    expect(stored).toContainEqual({ signInNameKey: 'copperbell' })
    expect(await everythingStored(door.db)).not.toContain('copper bell')
  })
})

describe('P6: nothing tells where anybody came from', () => {
  it('stores and logs no address, no user agent and no referrer', async () => {
    const address = '203.0.113.77'
    const agent = 'Telltale/9.9 (Canary)'
    const referrer = 'https://canary.example/search'
    door.from(address)
    const headers = {
      'sec-fetch-site': 'same-origin',
      'user-agent': agent,
      referer: referrer,
      'x-forwarded-for': address,
    }
    const send = (path: string, fields: Record<string, string>) =>
      door.app.request(path, { method: 'POST', body: new URLSearchParams(fields), headers })
    await send('/sign-in', { signInName: 'night owl', passphrase })
    await send('/sign-in', { signInName: 'night owl', passphrase: 'wrong passphrase' })
    await send('/join/status', { code: 'none' })
    await send('/join', { ...wishes, answers: '', code: door.random.token() })
    await askToJoin(door, { signInName: 'canary asks', displayName: 'Kanaria' })
    await send('/language', { locale: 'sv', returnTo: '/' })
    const stored = await everythingStored(door.db)
    expect(stored).toContain('Kanaria')
    for (const canary of [address, 'Telltale', 'canary.example']) {
      expect(stored).not.toContain(canary)
      expect(door.logged.join('\n')).not.toContain(canary)
    }
  })

  it('counts only in tables that no backup and no write-ahead log holds', async () => {
    const { rows } = await sql<{ relname: string }>`select relname from pg_class
      where relpersistence = 'u' and relkind = 'r' order by relname`.execute(door.db)
    expect(rows.map(({ relname }) => relname)).toEqual(['network_keys', 'throttles'])
  })

  it('keeps counting one network apart from another', async () => {
    await door.db.deleteFrom('throttles').execute()
    door.from('192.0.2.1')
    await door.visit().submit('/join/status', { code: 'one' })
    door.from('192.0.2.2')
    await door.visit().submit('/join/status', { code: 'one' })
    const uses = await door.db.selectFrom('throttles').select('uses').orderBy('uses').execute()
    expect(uses).toEqual([{ uses: 1 }, { uses: 1 }, { uses: 2 }])
  })
})
