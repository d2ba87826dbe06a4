import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPost } from '../../src/posts/create-post.ts'
import { createTestApp, type TestApp } from '../support/app.ts'

describe('a comment that htmx sends', () => {
  let app: TestApp
  let cookie: string
  let path: string

  beforeAll(async () => {
    app = await createTestApp()
    const member = await app.member()
    cookie = await app.signIn(member.id)
    const input = { groupId: app.groups.general, text: 'Soup at noon', language: 'en', pictures: [] }
    const post = await createPost(member.ctx, { ...input, submission: app.random.id() })
    if (!post.ok) throw new Error('no post')
    path = `/posts/${post.value.postId}/comments`
  })
  afterAll(() => app.close())

  const send = (text: string, headers: Record<string, string> = {}) =>
    app.request(path, {
      method: 'POST',
      headers: { Origin: app.origin, Cookie: cookie, ...headers },
      body: new URLSearchParams({ text, language: 'en', submission: app.random.id() }),
    })

  it('brings back the comments alone, with the new one and an empty form', async () => {
    const response = await send('I bring bread', { 'HX-Request': 'true' })
    const text = await response.text()
    expect(response.status).toBe(200)
    expect(response.headers.get('Vary')).toContain('HX-Request')
    expect(text).not.toContain('<html')
    expect(text).toContain('id="comments"')
    expect(text).toContain('I bring bread')
    expect(text).toContain('<use href="/assets/s.svg#')
    expect(text).toMatch(/<textarea[^>]*><\/textarea>/)
  })

  it('is refused in place, with what she typed', async () => {
    const response = await send('', { 'HX-Request': 'true' })
    const text = await response.text()
    expect(response.status).toBe(422)
    expect(text).toContain('id="error-summary"')
    const long = await send('x'.repeat(5_001), { 'HX-Request': 'true' })
    expect(long.status).toBe(422)
    expect(await long.text()).toContain('x'.repeat(5_001))
  })

  it('leads everybody else to the whole page', async () => {
    const response = await send('Me too')
    expect(response.status).toBe(303)
    expect(response.headers.get('Location')).toMatch(/^\/posts\/[0-9a-z]{24}#[0-9a-z]{24}$/)
  })

  it('shows nothing of a thread to whoever is signed out', async () => {
    const response = await send('Let me in', { 'HX-Request': 'true', Cookie: '' })
    expect(response.status).toBe(404)
    expect(await response.text()).not.toContain('Soup')
  })
})
