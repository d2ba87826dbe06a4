import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import { openPages } from './pages.ts'

let community: TestCommunity
let pages: ReturnType<typeof openPages>
let luz: MemberCtx
let moderator: MemberCtx
const posts = { short: '', long: '' }

beforeAll(async () => {
  community = await createTestCommunity()
  pages = openPages(community)
  luz = (await community.member({ name: 'Luz' })).ctx
  moderator = (await community.member({ name: 'Mar', roles: ['moderator'] })).ctx
  posts.short = await writeThread(3)
  posts.long = await writeThread(300)
})
afterAll(() => community.close())

/** A thread in which everybody answers somebody, reacts and calls. */
async function writeThread(comments: number): Promise<string> {
  const { db, random, clock, groups } = community
  const [postId, memberId] = [random.id(), luz.actor.memberId]
  const at = (seconds: number) => new Date(clock.now().getTime() + seconds * 1_000)
  await db
    .insertInto('posts')
    .values({
      id: postId,
      groupId: groups.general,
      kind: 'question',
      body: 'Soup?',
      language: 'en',
      createdAt: at(0),
    })
    .execute()
  await db.insertInto('postAuthors').values({ postId, memberId }).execute()
  const ids = Array.from({ length: comments }, () => random.id())
  const rows = ids.map((id, index) => ({
    ...{ id, postId, body: `@Luz *${index}*`, language: 'en', createdAt: at(index) },
    parentId: index % 3 === 0 ? null : (ids[index - 1] ?? null),
  }))
  await db.insertInto('comments').values(rows).execute()
  await db
    .insertInto('commentAuthors')
    .values(ids.map((commentId) => ({ commentId, memberId })))
    .execute()
  await db
    .insertInto('commentMentions')
    .values(ids.map((commentId) => ({ commentId, memberId })))
    .execute()
  await db
    .insertInto('commentReactions')
    .values(ids.map((commentId) => ({ commentId, memberId, kind: 'hug' as const })))
    .execute()
  const [first = ''] = ids
  await db.updateTable('posts').set({ acceptedCommentId: first }).where('id', '=', postId).execute()
  return postId
}

async function counted(ctx: MemberCtx, path: string) {
  const visitor = await pages.visitorOf(ctx.actor.memberId)
  const before = { ...pages.counter }
  const page = await visitor.get(path)
  expect(page.status).toBe(200)
  const { statements, waves } = pages.counter
  return { statements: statements - before.statements, waves: waves - before.waves, text: page.text }
}

describe('round trips to the database', () => {
  it('a thread waits at most four times, for moderators too', async () => {
    for (const ctx of [luz, moderator]) {
      const { waves } = await counted(ctx, `/posts/${posts.long}`)
      expect(waves).toBeLessThanOrEqual(4)
    }
  })

  it('a thread asks as much with 300 comments as with 3, read for the first time and again', async () => {
    for (const ctx of [luz, moderator]) {
      const first = await counted(ctx, `/posts/${posts.short}`)
      const { statements, text } = await counted(ctx, `/posts/${posts.long}`)
      expect(text.match(/class="comment"/g)?.length).toBeGreaterThan(150)
      expect(statements).toBe(first.statements)
      expect((await counted(ctx, `/posts/${posts.short}`)).statements).toBe(first.statements)
    }
  })

  it('does the same work for a thread that is hidden and for one that never was', async () => {
    const { db, random, clock, groups } = community
    const hidden = random.id()
    await db
      .insertInto('posts')
      .values({
        ...{ id: hidden, groupId: groups.moderators, kind: 'discussion', body: 'x' },
        language: 'en',
        createdAt: clock.now(),
      })
      .execute()
    const visitor = await pages.visitorOf(luz.actor.memberId)
    const work: number[] = []
    for (const id of [hidden, random.id()]) {
      const before = pages.counter.statements
      expect((await visitor.get(`/posts/${id}`)).status).toBe(404)
      work.push(pages.counter.statements - before)
    }
    expect(work[0]).toBe(work[1])
  })

  it('home, a group and what she saved ask as much when there is more', async () => {
    const paths = ['/home', `/groups/${community.groups.general}`, '/saved']
    const before: Record<string, number> = {}
    for (const path of paths) before[path] = (await counted(luz, path)).statements
    const more: string[] = []
    for (let number = 0; number < 12; number += 1) more.push(await writeThread(2))
    await community.db
      .insertInto('savedPosts')
      .values(more.map((postId) => ({ postId, memberId: luz.actor.memberId })))
      .execute()
    for (const path of paths) {
      const { statements, waves } = await counted(luz, path)
      expect({ path, statements }).toEqual({ path, statements: before[path] })
      expect(waves).toBeLessThanOrEqual(4)
    }
  })
})
