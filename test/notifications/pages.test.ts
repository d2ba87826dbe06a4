import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { giveAddress } from '../../src/notifications/email-address.ts'
import { createTestApp, type TestApp } from '../support/app.ts'
import { comment, device, everyKind, forget, group, jobsOf, post, tell } from './support.ts'

let app: TestApp
let withMail: TestApp
let luz: Awaited<ReturnType<TestApp['member']>>
let cookie: string

beforeAll(async () => {
  app = await createTestApp()
  withMail = await createTestApp({ mailFrom: 'reminder@letters.example' })
  luz = await app.member({ name: 'Luz' })
  cookie = await app.signIn(luz.id)
})
beforeEach(() => forget(app))
afterAll(async () => {
  expect(app.faults).toEqual([])
  expect(withMail.faults).toEqual([])
  await app.close()
  await withMail.close()
})

const get = async (path: string, by = { app, cookie }) => {
  const response = await by.app.request(path, { headers: { Cookie: by.cookie } })
  return { status: response.status, location: response.headers.get('location'), text: await response.text() }
}
const send = async (path: string, fields: string | Record<string, string>, by = { app, cookie }) => {
  const response = await by.app.request(path, {
    method: 'POST',
    headers: { Cookie: by.cookie, Origin: by.app.origin },
    body: new URLSearchParams(fields),
  })
  return { status: response.status, location: response.headers.get('location'), text: await response.text() }
}

describe('the page of what is new', () => {
  it('shows each notice in words, and marks it as seen on the way to the thing', async () => {
    const postId = await post(app, app.groups.general, { by: luz.id })
    const commentId = await comment(app, postId)
    await tell(app, { kind: 'comment', memberIds: [luz.id], commentId })
    const { text } = await get('/notifications')
    expect(text).toContain('New answer in a thread of yours in General')
    const [, href = ''] = /href="(\/notifications\/[0-9a-f]{24})"/.exec(text) ?? []
    expect(await get(href)).toMatchObject({
      status: 303,
      location: `/posts/${postId}?comment=${commentId}#${commentId}`,
    })
    const after = await get('/notifications')
    expect(after.text).not.toContain('Mark all as seen')
    expect(after.text).toContain(href)
  })

  it('is empty at first, and says what will stand there', async () => {
    const { status, text } = await get('/notifications')
    expect(status).toBe(200)
    expect(text).toContain('Nothing new')
  })

  it('marks everything it shows as seen with one button', async () => {
    for (let count = 0; count < 3; count += 1) await tell(app, { kind: 'message', memberIds: [luz.id] })
    const { text } = await get('/notifications')
    const [, newest = ''] = /name="newest" value="([^"]+)"/.exec(text) ?? []
    expect(await send('/notifications/seen', { newest })).toMatchObject({
      status: 303,
      location: '/notifications',
    })
    expect((await get('/notifications')).text).not.toContain('Mark all as seen')
  })

  it('with the script stays where it is: its marks go, and older ones come below', async () => {
    for (let count = 0; count < 31; count += 1) await tell(app, { kind: 'message', memberIds: [luz.id] })
    const { text } = await get('/notifications')
    const [, newest = ''] = /name="newest" value="([^"]+)"/.exec(text) ?? []
    const [, older = ''] = /hx-get="(\/notifications\?before=[^"]+)"/.exec(text) ?? []
    const headers = { Cookie: cookie, Origin: app.origin, 'HX-Request': 'true' }
    const next = await (await app.request(older, { headers })).text()
    expect(next).toMatch(/^<ul class="link-list"><li[^>]* autofocus/)
    const body = new URLSearchParams({ newest })
    const seen = await app.request('/notifications/seen', { method: 'POST', headers, body })
    expect(seen.status).toBe(200)
    expect(await seen.text()).toContain('hx-target="[data-unseen]" hx-swap="delete"')
  })

  it('says messages of one conversation in one line, and counts them until she has looked', async () => {
    for (let count = 0; count < 3; count += 1) await tell(app, { kind: 'message', memberIds: [luz.id] })
    const { text } = await get('/notifications')
    expect(text).toContain('3 new messages for you')
    expect(text).not.toContain('New message for you')
    const hrefs = text.match(/"\/notifications\/[0-9a-f]{24}"/g) ?? []
    expect(hrefs).toHaveLength(1)
    expect((await get((hrefs[0] ?? '').slice(1, -1))).location).toBe('/contact')
    expect((await get('/notifications')).text).not.toContain('Mark all as seen')
    await tell(app, { kind: 'message', memberIds: [luz.id] })
    const next = await get('/notifications')
    expect(next.text).toContain('New message for you')
    expect(next.text).toContain('3 new messages for you')
  })

  it('goes on to older pages', async () => {
    for (let count = 0; count < 31; count += 1) await tell(app, { kind: 'message', memberIds: [luz.id] })
    const { text } = await get('/notifications')
    const [, older = ''] = /href="(\/notifications\?before=[^"]+)"/.exec(text) ?? []
    expect((await get(older)).text.match(/New message for you/g)).toHaveLength(1)
  })

  it.each(everyKind)('leads from %s to a page that exists, or nowhere', async (kind) => {
    const own = await group(app, 'Breakfast', 'approval', [luz.id])
    const postId = await post(app, own, { by: luz.id })
    const paths = app.app.routes.filter(({ method }) => method === 'GET').map(({ path }) => path)
    const about = [{}, { groupId: own }, { postId }, { commentId: await comment(app, postId) }]
    for (const subject of about) {
      await forget(app)
      await tell(app, { kind, memberIds: [luz.id], ...subject })
      const [, href] = /href="(\/notifications\/[0-9a-f]{24})"/.exec((await get('/notifications')).text) ?? []
      if (href === undefined) continue
      const { location } = await get(href)
      const path = location?.replace(/[?#].*/, '').replace(/[0-9a-hj-km-np-tv-z]{24}/g, ':id')
      expect(paths.map((known) => known.replace(/:\w+/g, ':id'))).toContain(path)
    }
  })
})

describe('the count in the frame', () => {
  it('stands beside Me on every page, on Home as a way there, and says no more than 9+', async () => {
    expect((await get('/me')).text).not.toContain('tab-bar__count')
    for (let count = 0; count < 3; count += 1) await tell(app, { kind: 'message', memberIds: [luz.id] })
    expect((await get('/groups')).text).toMatch(/tab-bar__count"><span aria-hidden="true">3</)
    for (let count = 0; count < 8; count += 1) await tell(app, { kind: 'message', memberIds: [luz.id] })
    const home = (await get('/home')).text
    expect(home).toMatch(/tab-bar__count"><span aria-hidden="true">9\+</)
    expect(home).toContain('9+ new things for you')
  })
})

describe('the page of choices', () => {
  it('offers the app alone at first, keeps what she ticks, and shows it', async () => {
    const { text } = await get('/notifications/settings')
    expect(text.match(/value="app" checked/g)).toHaveLength(6)
    expect(text).not.toMatch(/value="(push|email)"/)
    expect(text).not.toContain('name="address"')
    expect(await send('/notifications/settings', { mentions: 'app' })).toMatchObject({ status: 303 })
    expect((await get('/notifications/settings')).text.match(/value="app" checked/g)).toHaveLength(1)
  })

  it('offers signs once a device is there, and leaves alone what it does not offer', async () => {
    await device(app, luz.id, 'https://push.example/luz')
    expect((await get('/notifications/settings')).text.match(/value="push"/g)).toHaveLength(6)
    await send('/notifications/settings', 'alerts=app&alerts=push&threads=push')
    const rows = await app.db.selectFrom('notificationChoices').selectAll().orderBy('topic').execute()
    expect(rows.filter(({ push }) => push)).toMatchObject([
      { topic: 'alerts', inApp: true },
      { topic: 'threads', inApp: true },
    ])
    await app.db.deleteFrom('pushSubscriptions').execute()
    await send('/notifications/settings', 'alerts=app')
    const after = await app.db
      .selectFrom('notificationChoices')
      .selectAll()
      .where('push', '=', true)
      .execute()
    expect(after).toHaveLength(2)
  })

  it('P11 works without the script, which is loaded here alone and comes from here', async () => {
    const { text } = await get('/notifications/settings')
    expect(text).toContain('<script src="/assets/p.js" defer')
    expect(text).toContain('Signs need JavaScript, which is off here.')
    for (const path of ['/home', '/me', '/notifications'])
      expect((await get(path)).text).not.toContain('/assets/p.js')
    expect(text).toMatch(/learns that this phone gets messages from localhost:4000/)
  })
})

describe('a device', () => {
  it('is registered with the session that she uses on it, and gone when she signs out', async () => {
    const phone = await app.signIn(luz.id)
    const by = { app, cookie: phone }
    const on = await send('/notifications/devices', { endpoint: 'https://push.example/luz' }, by)
    expect(on).toMatchObject({ status: 303, location: '/notifications/settings?done=deviceOn' })
    expect((await get('/notifications/settings')).text).toContain('One phone of yours gets signs')
    await send('/sign-out', {}, by)
    expect(await app.db.selectFrom('pushSubscriptions').select('id').execute()).toEqual([])
  })

  it('is refused with words when its address is none', async () => {
    const answer = await send('/notifications/devices', { endpoint: 'nonsense' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Your browser named no service')
    expect(await app.db.selectFrom('pushSubscriptions').select('id').execute()).toEqual([])
  })
})

describe('the service worker', () => {
  it.each(['en', 'es', 'xx', ''])(
    'in "%s" is the same for everybody and says nothing of this place',
    async (language) => {
      const path = `/worker.js?language=${language}`
      const response = await app.request(path)
      const text = await response.text()
      expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
      expect(response.headers.get('cache-control')).toBe('no-cache')
      expect(response.headers.get('content-security-policy')).toContain("script-src 'self'")
      expect(text).toContain('importScripts("/assets/w.js")')
      expect(text).not.toMatch(/Harbour|ayni|Luz/i)
      expect((await get(path)).text).toBe(text)
    },
  )
})

describe('the page of choices where there is a mail server', () => {
  it('takes an address, then the code, and keeps what she typed where it was wrong', async () => {
    const ana = await withMail.member()
    const by = { app: withMail, cookie: await withMail.signIn(ana.id) }
    const wrong = await send('/notifications/email', { address: 'ana at box', everyDays: '7' }, by)
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('value="ana at box"')
    expect(wrong.text).toMatch(/value="7" checked/)
    expect(wrong.text).toContain('This does not look like an e-mail address.')
    expect((await send('/notifications/email', { address: 'ana@box.example' }, by)).status).toBe(303)
    expect(await jobsOf(withMail)).toMatchObject([{ kind: 'mail', payload: { memberId: ana.id } }])
    const page = await get('/notifications/settings?done=email', by)
    expect(page.text).toContain('We are sending it to ana@box.example')
    const code = await send('/notifications/email/code', { code: 'wrong one' }, by)
    expect(code.status).toBe(422)
    expect(code.text).toContain('value="wrong one"')
    expect((await send('/notifications/email/end', {}, by)).status).toBe(303)
    expect(await withMail.db.selectFrom('emailAddresses').selectAll().execute()).toEqual([])
  })

  it('says so when she asks for too many codes', async () => {
    const eva = await withMail.member()
    const by = { app: withMail, cookie: await withMail.signIn(eva.id) }
    for (let count = 0; count < 3; count += 1)
      await giveAddress(eva.ctx, { address: 'eva@box.example', everyDays: 1 })
    const busy = await send('/notifications/email', { address: 'eva@box.example' }, by)
    expect(busy.status).toBe(429)
    expect(busy.text).toContain('value="eva@box.example"')
  })
})

describe('where there is no mail server', () => {
  it('P6 nobody is asked for an address, and one that stands there still can be taken away', async () => {
    expect((await send('/notifications/email', { address: 'luz@box.example' })).status).toBe(404)
    await app.db
      .insertInto('emailAddresses')
      .values({ memberId: luz.id, address: 'luz@box.example', nextAt: app.clock.now() })
      .execute()
    expect((await get('/notifications/settings')).text).not.toContain('name="address"')
    expect((await send('/notifications/email/end', {})).status).toBe(303)
    expect(await app.db.selectFrom('emailAddresses').selectAll().execute()).toEqual([])
  })
})
