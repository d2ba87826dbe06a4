import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createComment } from '../../src/posts/create-comment.ts'
import { createPost } from '../../src/posts/create-post.ts'
import { createTestApp, type TestApp } from '../support/app.ts'

/** Pages that whoever is not signed in may see; everything else does not exist for her. */
const publicPages = [
  '/',
  '/about',
  '/reading',
  '/about/data',
  '/arrive/:token',
  '/away',
  '/invite/:token',
  '/join',
  '/join/questions',
  '/join/start',
  '/join/status',
  '/leave',
  '/offline',
  '/recover',
  '/recover/ask',
  '/recover/code',
  '/recover/status',
  '/withdraw',
  '/worker.js',
]

const judgeText = 'ñ'.repeat(300_000)

/** What a broken browser, a bored visitor or an attacker sends. */
const badBodies: readonly { name: string; type?: string; body: BodyInit }[] = [
  { name: 'nothing', type: 'application/x-www-form-urlencoded', body: '' },
  { name: 'no type', body: new Uint8Array([0, 1, 2, 255]) },
  { name: 'JSON', type: 'application/json', body: '{"text":"x"}' },
  {
    name: 'a broken multipart body',
    type: 'multipart/form-data; boundary=x',
    body: '--x\r\nContent-Disposition: form',
  },
  { name: 'multipart without a boundary', type: 'multipart/form-data', body: 'text=x' },
  {
    name: 'NUL and control characters',
    type: 'application/x-www-form-urlencoded',
    body: everyField('%00%01%1F'),
  },
  { name: 'broken UTF-8', type: 'application/x-www-form-urlencoded', body: everyField('%FF%FE%C3%28') },
  { name: 'lone surrogates', type: 'application/x-www-form-urlencoded', body: everyField('%ED%A0%80') },
  {
    name: 'markup',
    type: 'application/x-www-form-urlencoded',
    body: everyField('%3Cscript%3Ealert(1)%3C%2Fscript%3E'),
  },
  { name: 'SQL', type: 'application/x-www-form-urlencoded', body: everyField("'; drop table members; --") },
  {
    name: 'forged ids',
    type: 'application/x-www-form-urlencoded',
    // As a name it would be a good one.
    body: everyField('zzzzzzzzzzzzzzzzzzzzzzzz').replace(/(name|penName|word)=z+/gi, '$1='),
  },
  {
    name: 'a text beyond every limit',
    type: 'application/x-www-form-urlencoded',
    body: `text=${encodeURIComponent(judgeText)}`,
  },
]

function everyField(value: string): string {
  const fields =
    'text title language pictures pictureDescription submission signInName displayName passphrase code name description access names kind slug channel attribution penName agree note reason previewHash address seen locale returnTo version parentId at go answers communityName defaultLocale offered rules questions welcome ticket proof confirm endpoint newest everyDays threads mentions alerts messages groups moderation invite previousCode voucher passphraseFrom suggestion oldPassphrase helper uses days places token reply askAgain answer application body category word postDays prompt required role to measure decision appeal grants roles options several secret lifetime anonymous onBehalf consentNote consentOn document documentName documentConfirmed voice transcript place attachment picture option comment withName'
  return fields
    .split(' ')
    .map((field) => `${field}=${value}`)
    .join('&')
}

describe('every route', () => {
  let app: TestApp
  const cookies: Record<string, string> = {}
  const ids: Record<string, string> = {}

  beforeAll(async () => {
    app = await createTestApp()
    const member = await app.member()
    const moderator = await app.member({ roles: ['moderator', 'admin'] })
    cookies['member'] = await app.signIn(member.id)
    cookies['moderator'] = await app.signIn(moderator.id)
    const groupId = app.groups.general
    const submission = app.random.id()
    const post = await createPost(member.ctx, {
      groupId,
      submission,
      text: 'Soup',
      language: 'en',
      pictures: [],
    })
    if (!post.ok) throw new Error('no post')
    const target = { postId: post.value.postId }
    const comment = await createComment(member.ctx, {
      target,
      submission: app.random.id(),
      text: 'Yes',
      language: 'en',
    })
    if (!comment.ok) throw new Error('no comment')
    Object.assign(ids, { groupId, postId: post.value.postId, commentId: comment.value.commentId })
  })
  afterAll(() => app.close())

  const pathsOf = (method: string): string[] => [
    ...new Set(
      app.app.routes
        .filter((route) => route.method === method && !route.path.includes('*'))
        .map((route) => route.path),
    ),
  ]
  const pages = () => pathsOf('GET').filter((path) => !/^\/(ap|assets|nodeinfo|\.well-known)\b/.test(path))
  const forms = () => pathsOf('POST').filter((path) => !path.startsWith('/ap/'))
  const filled = (path: string, known: Record<string, string>): string =>
    path.replace(/:(\w+)/g, (_, name: string) => known[name] ?? 'zzzzzzzzzzzzzzzzzzzzzzzz')

  it('is known here: a new one is looked at by these tests by itself', () => {
    expect(pages().length).toBeGreaterThan(35)
    expect(forms().length).toBeGreaterThan(30)
  })

  it('P2 answers the same 404, byte for byte, to whoever is signed out and asks for anything closed', async () => {
    const expected = await (await app.request('/no/such/page')).text()
    for (const path of pages().filter((page) => !publicPages.includes(page))) {
      for (const known of [ids, {}]) {
        const response = await app.request(filled(path, known))
        const text = await response.text()
        expect({ path, status: response.status, same: text === expected }).toEqual({
          path,
          status: 404,
          same: true,
        })
      }
    }
  })

  it('P2 tells members nothing of what they may not see: 404, whatever the id looks like', async () => {
    const headers = { Cookie: cookies['member'] ?? '' }
    for (const id of [
      'zzzzzzzzzzzzzzzzzzzzzzzz',
      '%00',
      "'--",
      '..%2f..',
      'x'.repeat(5_000),
      '%ff',
      '%F0%9F%98%80',
    ])
      for (const path of pages().filter((page) => page.includes(':'))) {
        const response = await app.request(path.replace(/:\w+/g, id), { headers })
        expect({ path, id: id.slice(0, 30), status: response.status }).toEqual({
          path,
          id: id.slice(0, 30),
          status: 404,
        })
      }
    expect(app.faults).toEqual([])
  })

  it('is never broken by what comes in the address', async () => {
    const headers = { Cookie: cookies['moderator'] ?? '' }
    for (const path of pages())
      for (const query of [
        '?before=%00',
        '?before=zzz',
        '?done=%F0%9F',
        '?before=9999999999999999zzz',
        '?reply=%00&done[]=x',
      ]) {
        if (path === '/leave') continue
        const response = await app.request(`${filled(path, ids)}${query}`, { headers })
        expect({ path, query, broken: response.status >= 500 }).toEqual({ path, query, broken: false })
      }
    expect(app.faults).toEqual([])
  })

  it('refuses forms that another site sent, and those that do not say where they come from', async () => {
    for (const path of forms())
      for (const headers of [
        {},
        { Origin: 'https://elsewhere.example' },
        { Origin: 'null' },
        { 'Sec-Fetch-Site': 'cross-site', Origin: app.origin },
      ]) {
        const init = {
          method: 'POST',
          headers: { ...headers, Cookie: cookies['moderator'] ?? '' },
          body: new FormData(),
        }
        const response = await app.request(filled(path, ids), init)
        expect({ path, status: response.status }).toEqual({ path, status: 403 })
      }
  })

  it.each(badBodies)('takes $name as a plain refusal, and writes nothing', async ({ type, body }) => {
    const closing = ['/sign-out', '/me/sessions/end']
    for (const who of ['guest', 'member', 'moderator'])
      for (const path of forms().filter((form) => !closing.includes(form))) {
        const before = await rows(app)
        const headers: Record<string, string> = {
          Origin: app.origin,
          ...(type ? { 'Content-Type': type } : {}),
        }
        const cookie = cookies[who]
        if (cookie) headers['Cookie'] = cookie
        const response = await app.request(filled(path, {}), { method: 'POST', headers, body })
        const text = await response.text()
        expect({ who, path, broken: response.status >= 500, status: response.status }).toMatchObject({
          broken: false,
        })
        expect({ path, script: text.includes('<script>alert') }).toEqual({ path, script: false })
        expect({ who, path, written: await rows(app) }).toEqual({ who, path, written: before })
      }
    expect(app.faults).toEqual([])
  })
})

/** How much there is of everything but the counters that count attempts. */
async function rows(app: TestApp): Promise<string> {
  const counted = [
    'members',
    'groups',
    'posts',
    'comments',
    'applications',
    'shares',
    'channels',
    'actors',
    'followed_channels',
    'followers',
    'editions',
    'jobs',
    'moderation_acts',
  ]
  const parts = counted.map((table) => sql`(select count(*) from ${sql.table(table)})`)
  const { rows: found } = await sql<{
    all: string
  }>`select concat_ws(' ', ${sql.join(parts)}) as all`.execute(app.db)
  return found[0]?.all ?? ''
}
