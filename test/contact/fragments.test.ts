import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../support/app.ts'

let app: TestApp
let cookie: string

beforeAll(async () => {
  app = await createTestApp()
  cookie = await app.signIn((await app.member({ name: 'Luz' })).id)
})
afterAll(() => app.close())

const send = async (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) => {
  const response = await app.request(path, {
    method: 'POST',
    headers: { Origin: app.origin, Cookie: cookie, 'HX-Request': 'true', ...headers },
    body: new URLSearchParams({ submission: app.random.id(), ...fields }),
  })
  return { status: response.status, text: await response.text() }
}

it('a message that htmx sends comes back in the conversation, with an empty form', async () => {
  const { status, text } = await send('/contact', { text: 'Is somebody there?' })
  expect([status, text.includes('<html')]).toEqual([200, false])
  expect(text).toMatch(/id="conversation".*<article[^>]* autofocus.*Is somebody there\?/s)
  expect(text).toMatch(/<hx-partial hx-target="#write".*<textarea[^>]*><\/textarea>/s)
  expect(text).toContain('You and the moderators read this. So can the server.')
})

it('is refused in its form alone', async () => {
  const { status, text } = await send('/contact', { text: '' })
  expect([status, text.includes('id="conversation"'), text.includes('id="error-summary"')]).toEqual([
    422,
    false,
    true,
  ])
})

it('leads everybody else to the page', async () => {
  expect((await send('/contact', { text: 'Hello' }, { 'HX-Request': '' })).status).toBe(303)
})
