import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sha256 } from '../../src/hashing.ts'
import { createFrontDoor, type FrontDoor, openCommunity, passphrase } from '../members/front-door.ts'

let door: FrontDoor
beforeAll(async () => {
  door = await createFrontDoor()
  await openCommunity(door)
  await door.settle('Luz', 'quiet harbour')
  const suspended = await door.settle('Marta', 'paper boat')
  await door.db
    .updateTable('members')
    .set({ status: 'frozen' })
    .where('id', '=', suspended.actor.memberId)
    .execute()
})
beforeEach(() => door.db.deleteFrom('throttles').execute())
afterAll(() => door.close())

const signIn = async (signInName: string, secret = passphrase) => {
  const visitor = door.visit()
  const page = await visitor.submit((await visitor.get('/')).form('/sign-in'), {
    signInName,
    passphrase: secret,
  })
  return { visitor, page }
}

describe('signing in', () => {
  it('takes her home, however she writes her sign-in name', async () => {
    const { page, visitor } = await signIn('Quiet  HARBOUR')
    expect(page.words).toContain('Hello, Luz')
    expect((await visitor.get('/')).redirectedFrom).toHaveLength(1)
  })

  it('keeps only a hash of the session', async () => {
    await door.db.deleteFrom('sessions').execute()
    const body = new URLSearchParams({ signInName: 'quiet harbour', passphrase })
    const headers = { 'sec-fetch-site': 'same-origin' }
    const answer = await door.app.request('/sign-in', { method: 'POST', body, headers })
    const cookie = answer.headers.get('Set-Cookie') ?? ''
    expect(cookie).toMatch(/^session-4000=[0-9a-z]{32};.*HttpOnly.*SameSite=Lax/i)
    const token = /=([0-9a-z]{32});/.exec(cookie)?.[1] ?? ''
    expect(await door.db.selectFrom('sessions').select('idHash').execute()).toEqual([
      { idHash: await sha256(token) },
    ])
  })

  it('P14: an unknown name, a wrong passphrase and a frozen account get the same answer by the same work', async () => {
    const attempt = async (signInName: string, secret: string) => {
      const fields = { signInName, passphrase: secret }
      const measured = await door.measure(() => door.visit().submit('/sign-in', fields))
      const { status, text } = measured.value
      return { status, text: text.replace(signInName, ''), work: measured.work }
    }
    const unknown = await attempt('nobody at all', passphrase)
    expect(unknown).toMatchObject({ status: 422, work: { hashings: 0, verifications: 1 } })
    expect(await attempt('quiet harbour', 'another passphrase')).toEqual(unknown)
    expect(await attempt('paper boat', passphrase)).toEqual(unknown)
    expect(await attempt('', '')).toEqual({ ...unknown, text: (await attempt('', '')).text })
  })

  it('keeps the name she typed and never the passphrase', async () => {
    const { page } = await signIn('quiet harbour', 'wrong horse battery')
    expect(page.form('/sign-in').defaults).toContainEqual(['signInName', 'quiet harbour'])
    expect(page.text).not.toContain('wrong horse battery')
  })

  it('stops after ten tries an hour for one name, and opens again in the next hour', async () => {
    for (let n = 0; n < 10; n += 1) await signIn('quiet harbour', 'wrong passphrase')
    const { page } = await signIn('quiet harbour')
    expect([page.status, page.words.includes('Too many tries')]).toEqual([429, true])
    const other = await signIn('nobody at all')
    expect(other.page.status).toBe(422)
    door.clock.moveDays(1 / 24)
    expect((await signIn('quiet harbour')).page.status).toBe(200)
  })

  it('ends with signing out, on this device or on all of them', async () => {
    const one = await signIn('quiet harbour')
    const two = await signIn('quiet harbour')
    const out = await one.visitor.submit((await one.visitor.get('/me')).form('/sign-out'))
    expect(out.words).toContain('Come in')
    expect((await one.visitor.get('/me')).status).toBe(404)
    const three = await signIn('quiet harbour')
    await three.visitor.submit((await three.visitor.get('/me')).form('/me/sessions/end'))
    expect((await two.visitor.get('/me')).status).toBe(404)
    expect((await three.visitor.get('/me')).status).toBe(404)
  })

  it('refuses a form that another site sent', async () => {
    const body = new URLSearchParams({ signInName: 'quiet harbour', passphrase })
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' }
    const answer = await door.app.request('/sign-in', { method: 'POST', body, headers })
    expect([answer.status, answer.headers.get('Set-Cookie')]).toEqual([403, null])
  })
})

describe('the door', () => {
  it('P2: is the same page with 404 for whatever a guest asks for', async () => {
    const visitor = door.visit()
    const pages = await Promise.all(
      ['/home', '/me', '/help', '/queue', '/queue/applications/x', '/welcome', '/nothing'].map((path) =>
        visitor.get(path),
      ),
    )
    expect(new Set(pages.map(({ status, text }) => `${status} ${text}`))).toHaveLength(1)
    expect(pages[0]?.status).toBe(404)
    expect(pages[0]?.form('/sign-in').method).toBe('post')
  })
})

describe('Leave now', () => {
  it('ends the session without JavaScript and shows a page with nothing of this place', async () => {
    await door.db.deleteFrom('sessions').execute()
    const { visitor, page } = await signIn('quiet harbour')
    const link = page.links().find(({ text }) => text === 'Leave now')
    expect(link?.href).toBe(`${door.origin}/leave`)
    const away = await visitor.get('/leave')
    expect([away.status, away.url, away.words]).toEqual([200, `${door.origin}/away`, 'Done.'])
    expect(away.text).not.toMatch(/Breakfast|Ayni|<svg|stylesheet|<a /i)
    expect(away.links()).toEqual([])
    expect((await visitor.get('/home')).status).toBe(404)
    expect(await door.db.selectFrom('sessions').selectAll().execute()).toEqual([])
  })

  it('asks the browser to forget everything', async () => {
    const answer = await door.app.request('/leave')
    expect(answer.status).toBe(303)
    expect(answer.headers.get('Clear-Site-Data')).toBe('"cache", "cookies", "storage"')
    expect(answer.headers.get('Set-Cookie')).toMatch(/^session-4000=;/)
  })

  it.each([{ 'sec-fetch-site': 'cross-site' }, { 'sec-purpose': 'prefetch' }])(
    'signs nobody out who did not press it (%o)',
    async (headers) => {
      const { visitor } = await signIn('quiet harbour')
      await visitor.get('/leave', headers as Record<string, string>)
      expect((await visitor.get('/home')).status).toBe(200)
    },
  )
})

describe('choosing a language', () => {
  it('keeps it on this device and with her account', async () => {
    const { visitor } = await signIn('quiet harbour')
    const me = await visitor.get('/me')
    const back = await visitor.submit(me.form('/language'), {}, 'Español')
    expect([back.url, /<html lang="es"/.test(back.text)]).toEqual([`${door.origin}/me`, true])
    const stored = await door.db
      .selectFrom('members')
      .select('locale')
      .where('displayName', '=', 'Luz')
      .executeTakeFirst()
    expect(stored).toEqual({ locale: 'es' })
  })

  it.each(['//elsewhere.example', '/\\elsewhere.example', 'https://elsewhere.example', 'me', ''])(
    'never leads to another site (%s)',
    async (returnTo) => {
      const body = new URLSearchParams({ locale: 'sv', returnTo })
      const headers = { 'sec-fetch-site': 'same-origin' }
      const answer = await door.app.request('/language', { method: 'POST', body, headers })
      expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/'])
      expect(answer.headers.get('Set-Cookie')).toMatch(
        /^language-4000=sv; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax/,
      )
    },
  )

  it('ignores a language it does not speak', async () => {
    const body = new URLSearchParams({ locale: 'xx', returnTo: '/about' })
    const headers = { 'sec-fetch-site': 'same-origin' }
    const answer = await door.app.request('/language', { method: 'POST', body, headers })
    expect([answer.headers.get('Location'), answer.headers.get('Set-Cookie')]).toEqual(['/about', null])
  })
})
