import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPost } from '../../src/posts/create-post.ts'
import { longestForm } from '../../src/web/forms.ts'
import { createTestApp, type TestApp } from '../support/app.ts'

let app: TestApp
let cookie: string
let postId: string

beforeAll(async () => {
  app = await createTestApp()
  const member = await app.member()
  cookie = await app.signIn(member.id)
  const submission = app.random.id()
  const post = { groupId: app.groups.general, submission, text: 'Soup', language: 'en', pictures: [] }
  const result = await createPost(member.ctx, post)
  if (!result.ok) throw new Error('no post')
  postId = result.value.postId
})
afterAll(() => app.close())

const multipart = (...fields: readonly (readonly [name: string, value: string])[]): FormData => {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  return form
}

const send = async (path: string, body: BodyInit, who = '') => {
  const headers = { Origin: app.origin, Cookie: who }
  return (await app.request(path, { method: 'POST', headers, body })).status
}

const long = 'x'.repeat(longestForm + 1)

describe('what is sent here', () => {
  it('is small unless a member sends pictures: nobody else keeps the server busy with reading', async () => {
    expect(await send('/sign-in', multipart(['signInName', long]))).toBe(413)
    expect(await send('/join', multipart(['passphrase', long]))).toBe(413)
    expect(await send(`/groups/${app.groups.general}/posts`, multipart(['text', long]))).toBe(413)
    expect(await send(`/posts/${postId}/edit`, multipart(['text', long]), cookie)).toBe(413)
  })

  it('may be a large picture in a post of a member, but never a large text', async () => {
    const form = multipart(['text', 'Soup'], ['language', 'en'], ['submission', app.random.id()])
    form.append('pictures', new File([new Uint8Array(1_000_000)], 'x.png'))
    expect(await send(`/groups/${app.groups.general}/posts`, form, cookie)).toBe(422)
    expect(await send(`/groups/${app.groups.general}/posts`, multipart(['text', long]), cookie)).toBe(413)
  })

  it('has no more fields than any page asks for: looking for one among thousands takes long', async () => {
    const fields = `version=first&language=en&text=Soup&${'picture&'.repeat(30_000)}`
    const type = { 'Content-Type': 'application/x-www-form-urlencoded' }
    const headers = { ...type, Origin: app.origin, Cookie: cookie }
    const answer = await app.request(`/posts/${postId}/edit`, { method: 'POST', headers, body: fields })
    expect(answer.status).toBe(400)
  })

  it('is refused as soon as a body without a length grows too large', async () => {
    let sent = 0
    const body = new ReadableStream({
      pull(controller) {
        sent += 65_536
        controller.enqueue(new Uint8Array(65_536))
      },
    })
    const type = { 'Content-Type': 'application/x-www-form-urlencoded' }
    const init = { method: 'POST', headers: { ...type, Origin: app.origin }, body, duplex: 'half' as const }
    expect((await app.request('/sign-in', init)).status).toBe(413)
    expect(sent).toBeLessThan(4 * longestForm)
  })
})
