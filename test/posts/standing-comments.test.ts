import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { createTranslator } from '../../src/i18n/translator.ts'
import { readComment, readComments } from '../../src/posts/comment-queries.ts'
import { createComment } from '../../src/posts/create-comment.ts'
import { editComment } from '../../src/posts/edit-comment.ts'
import { readPost } from '../../src/posts/queries.ts'
import { readHistory } from '../../src/posts/revisions.ts'
import { versionOf } from '../../src/posts/rules.ts'
import { readThreadPost } from '../../src/posts/thread-queries.ts'
import { commentModels } from '../../src/posts/view-models.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import { openPages } from './pages.ts'
import { threadsIn } from './threads.ts'

let community: TestCommunity
let threads: ReturnType<typeof threadsIn>
let luz: MemberCtx
let ana: MemberCtx
let sol: MemberCtx
let moderator: MemberCtx
let postId: string
let commentId: string
const t = createTranslator('en')

beforeAll(async () => {
  community = await createTestCommunity()
  threads = threadsIn(community)
  luz = (await community.member({ name: 'Luz' })).ctx
  ana = (await community.member({ name: 'Ana' })).ctx
  sol = (await community.member({ name: 'Sol' })).ctx
  moderator = (await community.member({ name: 'Mar', roles: ['moderator'] })).ctx
})
afterAll(() => community.close())

beforeEach(async () => {
  postId = await threads.post(luz)
  commentId = await threads.say(ana, postId, 'Said by Ana')
  await threads.say(sol, postId, 'An answer', { parentId: commentId })
})

const [one] = [{ heldAt: new Date('2030-05-20T11:00:00Z') }]
const removed = { removedAt: new Date('2030-05-20T11:00:00Z') }
const seenBy = async (ctx: MemberCtx) => (await readComments(ctx, { postId })).comments[0]
const modelFor = async (ctx: MemberCtx) => commentModels(ctx, t, await readComments(ctx, { postId }))[0]

describe('a comment that waits for a moderator', () => {
  beforeEach(() => threads.change('comments', commentId, one))

  it('looks to others like one that was deleted; its author and moderators read that it waits', async () => {
    for (const ctx of [luz, sol]) {
      expect(await seenBy(ctx)).toMatchObject({ isGone: true, body: '', author: null, heldAt: null })
      expect(await readComment(ctx, commentId)).toBeUndefined()
      expect(await readPost(ctx, postId)).toMatchObject({ comments: 1 })
    }
    for (const ctx of [ana, moderator]) {
      expect(await modelFor(ctx)).toMatchObject({
        author: { name: 'Ana' },
        labels: [{ text: 'Waits for a moderator' }],
      })
      expect(await readPost(ctx, postId)).toMatchObject({ comments: 2 })
    }
  })

  it('lends its author no name in the thread', async () => {
    expect((await readThreadPost(luz, postId))?.names).toEqual(['Sol'])
    const answer = (await readComments(luz, { postId })).comments[1]
    expect(answer).toMatchObject({ parentAuthor: null })
  })

  it('still waits when its author changes its words', async () => {
    const edit = { commentId, version: versionOf(null), text: 'Softer' }
    expect(await editComment(ana, edit)).toMatchObject({ ok: true, value: { isHeld: true } })
    expect(await seenBy(luz)).toMatchObject({ isGone: true })
  })
})

describe('a comment that was removed', () => {
  it('is gone for everybody, and cannot be told from a deleted one', async () => {
    await threads.change('comments', commentId, removed)
    for (const ctx of [luz, ana, sol, moderator]) {
      expect(await seenBy(ctx)).toMatchObject({ isGone: true, body: '', author: null, editedAt: null })
      expect(await modelFor(ctx)).toMatchObject({ author: { name: 'Somebody' } })
    }
  })
})

describe('somebody whose account is frozen', () => {
  it('P12 has no name for anybody, and nobody can tell why', async () => {
    const status = (value: 'frozen' | 'erased' | 'active') =>
      community.db
        .updateTable('members')
        .set({ status: value })
        .where('id', '=', ana.actor.memberId)
        .execute()
    const hers = await threads.post(ana)
    await threads.say(sol, postId, '@Ana thank you')
    const seen: unknown[] = []
    for (const value of ['frozen', 'erased'] as const) {
      await status(value)
      const visitor = await openPages(community).visitorOf(sol.actor.memberId)
      seen.push({
        post: (await readPost(sol, hers))?.author,
        comment: await seenBy(sol),
        names: (await readThreadPost(sol, postId))?.names,
        words: (await visitor.get(`/posts/${postId}`)).words,
      })
    }
    expect(seen[0]).toEqual(seen[1])
    expect(seen[0]).toMatchObject({
      post: null,
      comment: { author: null, body: 'Said by Ana' },
      names: ['Luz'],
    })
    expect(await modelFor(sol)).toMatchObject({ author: { name: 'A member' } })
    await status('active')
  })
})

describe('somebody who is muted', () => {
  it('is refused new words and changed ones, and finds what she typed again', async () => {
    const { db, random, clock } = community
    const now = clock.now()
    const mute = {
      id: random.id(),
      memberId: ana.actor.memberId,
      kind: 'mute' as const,
      reason: 'x',
      createdAt: now,
    }
    await db
      .insertInto('sanctions')
      .values({ ...mute, endsAt: new Date(now.getTime() + 86_400_000) })
      .execute()
    const input = { target: { postId }, submission: random.id(), text: 'Words', language: 'en' }
    const refusal = { ok: false, refusals: [{ kind: 'forbidden', message: 'standing.errors.muted' }] }
    expect(await createComment(ana, input)).toMatchObject(refusal)
    expect(await editComment(ana, { commentId, version: 'first', text: 'Words' })).toMatchObject(refusal)
    const visitor = await openPages(community).visitorOf(ana.actor.memberId)
    for (const path of [
      `/posts/${postId}/comments`,
      `/comments/${commentId}/reply`,
      `/comments/${commentId}/edit`,
    ]) {
      const fields = { text: 'Kept words', language: 'en', submission: random.id(), version: 'first' }
      const page = await visitor.submit(path, fields)
      expect([path, page.status]).toEqual([path, 403])
      expect(page.text).toContain('Kept words</textarea>')
      expect(page.words).toContain('Moderators have muted you until')
    }
    await db.deleteFrom('sanctions').execute()
  })
})

describe('what a comment said before', () => {
  it('is kept for moderators alone, and goes with the comment', async () => {
    await editComment(ana, { commentId, version: versionOf(null), text: 'Better words' })
    const history = { body: 'Better words', thread: { postId }, revisions: [{ body: 'Said by Ana' }] }
    expect(await readHistory(moderator, { commentId })).toMatchObject(history)
    for (const ctx of [luz, ana]) expect(await readHistory(ctx, { commentId })).toBeUndefined()
    const pages = openPages(community)
    const path = `/comments/${commentId}/history`
    expect((await (await pages.visitorOf(moderator.actor.memberId)).get(path)).words).toContain('Said by Ana')
    expect((await (await pages.visitorOf(ana.actor.memberId)).get(path)).status).toBe(404)
    await threads.change('comments', commentId, removed)
    expect(await readHistory(moderator, { commentId })).toBeUndefined()
  })

  it('P8 of a post without a name is read without a name', async () => {
    const unnamed = await threads.post(luz, { anonymous: true, body: 'Now' })
    await community.db
      .insertInto('textRevisions')
      .values({
        id: community.random.id(),
        postId: unnamed,
        body: 'Before',
        replacedAt: community.clock.now(),
      })
      .execute()
    const visitor = await openPages(community).visitorOf(moderator.actor.memberId)
    const page = await visitor.get(`/posts/${unnamed}/history`)
    expect(page.words).toContain('Before')
    expect(page.text).not.toContain('Luz')
  })
})
