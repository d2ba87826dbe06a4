import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { readComment } from '../../src/posts/comment-queries.ts'
import { react } from '../../src/posts/react.ts'
import { readThreadPost } from '../../src/posts/thread-queries.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import type { Visitor } from '../support/http-client.ts'
import { openPages } from './pages.ts'
import { threadsIn } from './threads.ts'

let community: TestCommunity
let threads: ReturnType<typeof threadsIn>
let pages: ReturnType<typeof openPages>
let luz: MemberCtx
let ana: MemberCtx
let quiet: MemberCtx
let moderator: MemberCtx
let anaVisits: Visitor
let postId: string
let commentId: string
const missing = { ok: false, refusals: [{ kind: 'missing' }] }

beforeAll(async () => {
  community = await createTestCommunity()
  threads = threadsIn(community)
  pages = openPages(community)
  luz = (await community.member({ name: 'Luz' })).ctx
  ana = (await community.member({ name: 'Ana' })).ctx
  quiet = (await community.member({ name: 'Quiet One' })).ctx
  moderator = (await community.member({ name: 'Mar', roles: ['moderator'] })).ctx
  anaVisits = await pages.visitorOf(ana.actor.memberId)
})
afterAll(() => community.close())

beforeEach(async () => {
  postId = await threads.post(luz)
  commentId = await threads.say(luz, postId, 'A comment')
})

describe('a reaction', () => {
  it('is one for each member: another replaces it, the same again takes it away', async () => {
    const target = { postId }
    await react(luz, { target, kind: 'hug' })
    expect(await react(ana, { target, kind: 'hug' })).toEqual({
      ok: true,
      value: { thread: { postId }, reactions: { hug: 2 }, myReaction: 'hug' },
    })
    await react(ana, { target, kind: 'with-you' })
    expect(await readThreadPost(luz, postId)).toMatchObject({
      reactions: { hug: 1, 'with-you': 1 },
      myReaction: 'hug',
    })
    await react(ana, { target, kind: 'with-you' })
    expect(await readThreadPost(ana, postId)).toMatchObject({ reactions: { hug: 1 }, myReaction: null })
  })

  it('can be given to comments, too, and tells nobody', async () => {
    await threads.notices({})
    expect(await react(ana, { target: { commentId }, kind: 'heart' })).toMatchObject({ ok: true })
    expect(await readComment(luz, commentId)).toMatchObject({ reactions: { heart: 1 }, myReaction: null })
    expect(await threads.notices({ luz, ana })).toEqual([])
  })

  it('is refused for what she cannot see, what is gone, and kinds that there are not', async () => {
    const hidden = await threads.post(moderator, { groupId: community.groups.moderators })
    for (const id of [hidden, community.random.id(), 'x', '\0']) {
      expect(await react(ana, { target: { postId: id }, kind: 'hug' })).toMatchObject(missing)
      expect(await react(ana, { target: { commentId: id }, kind: 'hug' })).toMatchObject(missing)
    }
    for (const values of [{ removedAt: community.clock.now() }, { heldAt: community.clock.now() }]) {
      const gone = await threads.say(luz, postId, 'Gone')
      await threads.change('comments', gone, values)
      expect(await react(ana, { target: { commentId: gone }, kind: 'hug' })).toMatchObject(missing)
    }
    expect(await react(ana, { target: { postId }, kind: 'angry' })).toMatchObject({
      ok: false,
      refusals: [{ kind: 'invalid', field: 'kind' }],
    })
    expect(await readThreadPost(ana, postId)).toMatchObject({ reactions: {} })
  })

  it('P8 shows how many, never who: no page of the thread holds a name that only reacted', async () => {
    expect(await react(quiet, { target: { postId }, kind: 'strength' })).toMatchObject({ ok: true })
    await react(quiet, { target: { commentId }, kind: 'strength' })
    for (const ctx of [ana, moderator]) {
      const page = await (await pages.visitorOf(ctx.actor.memberId)).get(`/posts/${postId}`)
      expect(page.words).toContain('Strength 1')
      expect(page.text).not.toContain('Quiet One')
      expect(page.text).not.toContain(quiet.actor.memberId)
    }
  })

  it('is a form that leads back to what it is about, and with the script a part of the page', async () => {
    const path = `/comments/${commentId}/reactions`
    const pressed = await anaVisits.submit(path, { kind: 'thanks' })
    expect(pressed.url).toBe(`${community.origin}/posts/${postId}?comment=${commentId}#${commentId}`)
    expect(pressed.text).toMatch(/aria-pressed="true"[^>]*>🙏 Thanks 1/)
    const cookie = await pages.cookieOf(ana.actor.memberId)
    const fragment = await pages.request(`/posts/${postId}/reactions`, {
      method: 'POST',
      headers: { Cookie: cookie, 'HX-Request': 'true', 'Sec-Fetch-Site': 'same-origin' },
      body: new URLSearchParams({ kind: 'heart' }),
    })
    const text = await fragment.text()
    expect([fragment.status, text.includes('<html'), text.includes('Heart 1')]).toEqual([200, false, true])
  })
})
