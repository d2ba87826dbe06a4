import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPost } from '../../src/posts/create-post.ts'
import { createTestApp, type TestApp } from '../support/app.ts'

let app: TestApp
let cookie: string
beforeAll(async () => {
  app = await createTestApp()
  const member = await app.member()
  cookie = await app.signIn(member.id)
  const made = await createPost(member.ctx, {
    groupId: app.groups.general,
    submission: app.random.id(),
    text: 'A <b>teapot</b> & a cup',
    language: 'en',
    pictures: [],
  })
  if (!made.ok) throw new Error('no post')
})
afterAll(() => app.close())

const ask = (fields: Record<string, string>) =>
  app.request('/search', {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { cookie, origin: app.origin },
  })

describe('the search page', () => {
  it('P11: takes words by POST and never repeats them in an address', async () => {
    const response = await ask({ words: 'teapot' })
    const html = await response.text()
    expect(response.status).toBe(200)
    expect(html).toContain('<mark>teapot</mark>')
    expect(html).not.toMatch(/(href|action)="[^"]*teapot/)
    const byAddress = await app.request('/search?words=teapot', { headers: { cookie } })
    expect(await byAddress.text()).not.toContain('teapot')
  })

  it('shows what was written as text, never as markup', async () => {
    const html = await (await ask({ words: 'teapot "cup"' })).text()
    expect(html).toContain('<mark>cup</mark>')
    expect(html).not.toContain('<b>')
  })

  it('keeps what she typed and says beside the field what is missing', async () => {
    const response = await ask({ words: ' ?! ', kind: 'poll' })
    const html = await response.text()
    expect(response.status).toBe(422)
    expect(html).toContain('Write a word to look for.')
    expect(html).toContain('value="?!"')
    expect((await ask({ words: 'x'.repeat(201) })).status).toBe(422)
  })

  it('says so when nothing is found', async () => {
    expect(await (await ask({ words: 'zeppelin' })).text()).toContain('Nothing found')
  })
})

describe('a search that htmx sends', () => {
  const askHere = async (fields: Record<string, string>) => {
    const response = await app.request('/search', {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { cookie, origin: app.origin, 'HX-Request': 'true' },
    })
    return { status: response.status, text: await response.text() }
  }

  it('brings the form and what was found, with the focus on the first of it', async () => {
    const { status, text } = await askHere({ words: 'teapot' })
    expect([status, text.includes('<html')]).toEqual([200, false])
    expect(text).toMatch(/id="search".*<li class="finding"[^>]* autofocus/s)
    expect((await askHere({ words: 'unicorn' })).text).toMatch(
      /<hx-partial hx-target="#said".*Nothing found/s,
    )
  })

  it('is refused in place', async () => {
    const { status, text } = await askHere({ words: '?!' })
    expect([status, text.includes('id="error-summary"')]).toEqual([422, true])
  })
})
