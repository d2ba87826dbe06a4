import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Role } from '../../src/context.ts'
import { createComment } from '../../src/posts/create-comment.ts'
import { createPost } from '../../src/posts/create-post.ts'
import { everythingStored } from '../members/everything-stored.ts'
import { createTestApp, type TestApp } from '../support/app.ts'
import { textOf } from '../support/live.ts'

let app: TestApp
const ids: Record<string, string> = {}
const cookies: Record<string, string> = {}
let author: { id: string; name: string }

beforeAll(async () => {
  app = await createTestApp()
  const member = await app.member({ name: 'Lark of the reeds' })
  author = { id: member.id, name: 'Lark of the reeds' }
  const place = { groupId: app.groups.general, submission: app.random.id() }
  const post = await createPost(member.ctx, { ...place, text: 'Soup', language: 'en', pictures: [] })
  if (!post.ok) throw new Error('no post')
  const { postId } = post.value
  const words = { submission: app.random.id(), text: 'Yes', language: 'en' }
  const comment = await createComment(member.ctx, { target: { postId }, ...words })
  if (!comment.ok) throw new Error('no comment')
  Object.assign(ids, { ...place, postId, commentId: comment.value.commentId, memberId: author.id })
  const everyRole: readonly Role[] = ['moderator', 'caseworker', 'admin']
  cookies['author'] = await app.signIn(author.id)
  cookies['reader'] = await app.signIn((await app.member()).id)
  cookies['keeper'] = await app.signIn((await app.member({ roles: everyRole })).id)
})
afterAll(() => app.close())

const pathsOf = (method: string): string[] => {
  const routes = app.app.routes.filter((route) => route.method === method && !route.path.includes('*'))
  return [...new Set(routes.map(({ path }) => path))].map((path) =>
    path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? 'zzzzzzzzzzzzzzzzzzzzzzzz'),
  )
}

it('P1: no page shows anybody the name with which another member signs in', async () => {
  const signInName = `${author.name}-door`
  const shown: string[] = []
  const seen = { name: 0, pages: 0 }
  for (const path of pathsOf('GET').filter((one) => one !== '/leave')) {
    for (const who of [undefined, 'reader', 'keeper'] as const) {
      const cookie = who === undefined ? undefined : cookies[who]
      const response = await app.request(path, { headers: cookie ? { Cookie: cookie } : {} })
      const body = await textOf(response)
      seen.pages += 1
      if (body.includes(author.name)) seen.name += 1
      if (body.toLowerCase().includes(signInName.toLowerCase())) shown.push(`${path} to ${who ?? 'guests'}`)
    }
  }
  expect(shown).toEqual([])
  // Were her other name on no page either, the pages were not the right ones.
  expect(seen.name).toBeGreaterThan(3)
  expect(seen.pages).toBeGreaterThan(300)
})

it('P6: no form keeps where it was sent from: neither address, nor program, nor the page before', async () => {
  const traces = {
    'User-Agent': 'canary-program/7',
    Referer: `${app.origin}/canary-page`,
    'X-Forwarded-For': '203.0.113.77',
    Forwarded: 'for=203.0.113.77',
    'X-Real-IP': '203.0.113.77',
    'Accept-Language': 'en, x-canary',
  }
  const form = 'application/x-www-form-urlencoded'
  for (const path of pathsOf('POST').filter((path) => !/^\/(sign-out|me\/sessions\/end)/.test(path))) {
    for (const who of [undefined, 'author', 'keeper'] as const) {
      const cookie = who === undefined ? undefined : cookies[who]
      const headers = {
        ...traces,
        Origin: app.origin,
        'Content-Type': form,
        ...(cookie && { Cookie: cookie }),
      }
      await app.request(path, { method: 'POST', headers, body: 'text=Soup&reason=Soup&name=Reed&days=7' })
    }
  }
  const stored = await everythingStored(app.db)
  for (const canary of ['canary', '203.0.113.77', '192.0.2.1']) expect(stored).not.toContain(canary)
  expect(stored).toContain(author.name)
})
