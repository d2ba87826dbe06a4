import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { judgeTexts } from '../../src/community/rules.ts'
import type { MemberCtx } from '../../src/context.ts'
import { createTranslator } from '../../src/i18n/translator.ts'
import { createPost } from '../../src/posts/create-post.ts'
import { judgePoll } from '../../src/posts/kinds.ts'
import { judgePost } from '../../src/posts/rules.ts'
import { createTestApp, type TestApp } from '../support/app.ts'

let app: TestApp
let cookie: string
let postId: string
let othersId: string
const refusal = createTranslator('en')('form.errors.encoding')

beforeAll(async () => {
  app = await createTestApp()
  const member = await app.member()
  cookie = await app.signIn(member.id)
  postId = await write(member.ctx)
  othersId = await write((await app.member()).ctx)
})
afterAll(() => app.close())

async function write(ctx: MemberCtx): Promise<string> {
  const post = { groupId: app.groups.general, submission: app.random.id(), text: 'Soup', language: 'en' }
  const result = await createPost(ctx, { ...post, pictures: [] })
  if (!result.ok) throw new Error('no post')
  return result.value.postId
}

const send = (path: string, body: string) =>
  app.request(path, {
    method: 'POST',
    headers: { Origin: app.origin, Cookie: cookie, 'Content-Type': 'application/x-www-form-urlencoded' },
    body,
  })

describe('what is sent in another encoding than UTF-8', () => {
  it.each([
    ['a post', () => `/groups/${app.groups.general}/posts`],
    ['a comment', () => `/posts/${postId}/comments`],
    ['a changed post', () => `/posts/${postId}/edit`],
    ['a flag', () => `/flag/post/${othersId}`],
    ['a message', () => '/contact'],
  ])('is refused beside the field, and never kept: %s', async (_, path) => {
    const words = ['text', 'note'].map((name) => `${name}=caf%E9%FF`).join('&')
    const common = `language=en&version=first&category=other&submission=${app.random.id()}`
    const answer = await send(path(), `${words}&${common}`)
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(refusal)
  })

  it('is refused in descriptions, answers and texts of the community too', () => {
    const broken = { field: expect.any(String), message: 'form.errors.encoding' }
    expect(judgePost({ text: 'a', pictures: [{ alt: 'caf\ufffd' }] })).toMatchObject([broken])
    expect(judgePoll({ options: ['a', 'caf\ufffd'], several: false, secret: false, days: 7 })).toMatchObject([
      broken,
    ])
    const texts = {
      communityName: 'a',
      welcome: '',
      rules: 'a',
      questions: 'caf\ufffd',
      defaultLocale: 'en',
      offered: [],
    }
    expect(judgeTexts(texts)).toMatchObject([broken])
  })
})
