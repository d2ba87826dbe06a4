import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../support/app.ts'
import { createVisitor, type Page, type Visitor } from '../support/http-client.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const visit = (cookie?: string): Visitor =>
  createVisitor(app.origin, (url, init) => {
    const headers = new Headers(init.headers)
    if (cookie !== undefined) headers.set('cookie', cookie)
    return app.app.request(url, { ...init, headers })
  })

const pathOf = (page: Page): string => new URL(page.url).pathname

it('an evening with twenty phones: all scan one code at once, and each is at home under her own name', async () => {
  const moderator = await app.member({ name: 'Host', roles: ['moderator'] })
  const host = visit(await app.signIn(moderator.id))
  const shown = await host.submit((await host.get('/arrivals')).form('/arrivals'), { places: '20' })
  const code = /\/arrive\/[0-9a-z-]{14}/.exec(shown.text)?.[0] ?? ''
  const names = Array.from({ length: 20 }, (_, n) => `Guest ${n + 1}`)
  const homes = await Promise.all(
    names.map(async (displayName) => {
      const phone = visit()
      const page = await phone.get(code)
      const home = await phone.submit(page.form(code), { displayName })
      return { status: home.status, path: pathOf(home), greets: home.words.includes(displayName) }
    }),
  )
  expect(homes).toEqual(names.map(() => ({ status: 200, path: '/home', greets: true })))
  expect((await host.submit(shown.form('/arrivals'))).words).toContain('20 women came in with it.')
  expect((await visit().get(code)).status).toBe(404)
  expect(app.faults).toEqual([])
})

it('an invite, from a member to the newcomer’s first page inside', async () => {
  const moderator = await app.member({ name: 'Keeper', roles: ['moderator'] })
  const friend = await app.member({ name: 'Friend' })
  await app.db.updateTable('community').set({ invitePolicy: 'members', doorOpen: false }).execute()
  const inviting = visit(await app.signIn(friend.id))
  const made = await inviting.submit((await inviting.get('/invites')).form('/invites'))
  const link = /\/invite\/[0-9a-z]{32}/.exec(made.text)?.[0] ?? ''
  const guest = visit()
  let page = await guest.submit((await guest.get(link)).form('/join/start'))
  page = await guest.submit(page.form('/join/questions'))
  const names = { signInName: 'paper lamp', displayName: 'Newcomer', voucher: 'Friend' }
  page = await guest.submit(page.form('/join/questions'), names)
  page = await guest.submit(page.form('/join/questions'), {}, 'Continue')
  page = await guest.submit(page.form('/join'))
  const status = /<code[^>]*>([^<]+)<\/code>/.exec(page.text)?.[1] ?? ''
  const asked = (await inviting.get('/vouches')).links().find(({ text }) => text === 'Newcomer')
  const vouch = await inviting.get(new URL(asked?.href ?? '').pathname)
  await inviting.submit(vouch.form(pathOf(vouch)), { answer: 'yes' })
  const deciding = visit(await app.signIn(moderator.id))
  const list = await deciding.get('/queue/applications')
  expect(list.words).toContain('Invited by Friend. Friend was asked: says yes, she knows her.')
  const open = await deciding.get(pathOf(vouch).replace('/vouches/', '/queue/applications/'))
  await deciding.submit(open.form(`${pathOf(open)}/approve`))
  const welcome = await guest.submit('/join/status', { code: status })
  const settle = await guest.submit(welcome.form('/join/enter'))
  const inside = await guest.submit(settle.form('/welcome'))
  expect([inside.status, pathOf(inside)]).toEqual([200, '/help'])
  expect(app.faults).toEqual([])
})
