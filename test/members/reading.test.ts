import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chooseLanguages } from '../../src/members/choose-languages.ts'
import { eraseMember } from '../../src/members/erase-member.ts'
import { createTestApp, type TestApp } from '../support/app.ts'

let app: TestApp
let cookie: string
let memberId: string
beforeEach(async () => {
  app = await createTestApp()
  const { id } = await app.member({ name: 'Luz' })
  memberId = id
  cookie = await app.signIn(id)
})
afterEach(async () => {
  await app.close()
  expect(app.faults).toEqual([])
})

const get = async (path: string, headers: Record<string, string> = {}) =>
  (await app.request(path, { headers })).text()

const send = (path: string, fields: [string, string][], headers: Record<string, string> = {}) =>
  app.request(path, {
    method: 'POST',
    headers: { origin: app.origin, ...headers },
    body: new URLSearchParams(fields),
  })

const languages = async () => {
  const row = await app.db
    .selectFrom('members')
    .select('languages')
    .where('id', '=', memberId)
    .executeTakeFirst()
  return row?.languages
}

describe('how a device shows pages', () => {
  it('P6 is kept on the device alone, for guests too', async () => {
    const response = await send('/reading', [
      ['textSize', 'largest'],
      ['pictures', 'tap'],
    ])
    expect(response.headers.get('location')).toBe('/reading?done=device')
    const kept = response.headers.get('set-cookie') ?? ''
    expect(kept).toMatch(/^reading-4000=tap\.largest; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax$/)
    const [pair = ''] = kept.split(';')
    expect(await get('/', { cookie: pair })).toContain('data-text="largest"')
    expect(await get('/reading', { cookie: pair })).toMatch(/value="tap" checked/)
    expect(await get('/')).not.toContain('data-text')
  })

  it('means nothing when it is nonsense', async () => {
    const page = await get('/reading', { cookie: 'reading-4000=%22%3E.huge' })
    expect(page).not.toContain('data-text')
    expect(page).toMatch(/value="always" checked/)
  })

  it('follows the browser’s wish to save data until somebody chose', async () => {
    const asked = { 'save-data': 'on' }
    expect(await get('/reading', asked)).toMatch(/value="tap" checked/)
    expect(await get('/reading', { ...asked, cookie: 'reading-4000=always.normal' })).toMatch(
      /value="always" checked/,
    )
  })

  it('is reachable from the door, and asks a guest for no languages', async () => {
    expect(await get('/')).toContain('href="/reading"')
    expect(await get('/reading')).not.toContain('/reading/languages')
  })
})

describe('the languages a member reads', () => {
  it('are kept with her account, the one she reads best first', async () => {
    expect(await get('/reading', { cookie })).toContain('action="/reading/languages"')
    const response = await send(
      '/reading/languages',
      [
        ['languages', 'en'],
        ['languages', 'ru'],
        ['languages', 'sv'],
        ['languages', 'nonsense'],
        ['first', 'ru'],
      ],
      { cookie },
    )
    expect(response.status).toBe(303)
    expect(await languages()).toEqual(['ru', 'sv', 'en'])
  })

  it('are at least one', async () => {
    const response = await send('/reading/languages', [['languages', 'xx']], { cookie })
    expect(response.status).toBe(422)
    expect(await response.text()).toContain('Choose one language at least')
    expect(await languages()).toEqual([])
  })

  it('are not asked of a guest', async () => {
    expect((await send('/reading/languages', [['first', 'ru']])).status).toBe(404)
  })

  it('go with her account', async () => {
    await chooseLanguages(app.as(memberId), { languages: [], first: 'ru' })
    await app.db.transaction().execute((db) => eraseMember({ ...app.system(), db }, memberId))
    expect(await languages()).toBeUndefined()
  })
})
