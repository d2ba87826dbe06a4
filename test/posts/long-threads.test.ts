import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import {
  type CommentTarget,
  commentPageSize,
  pageOfComment,
  readComments,
} from '../../src/posts/comment-queries.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import { openPages } from './pages.ts'
import { threadsIn } from './threads.ts'

let community: TestCommunity
let luz: MemberCtx
let ana: MemberCtx
let target: CommentTarget & { readonly postId: string }
const ids: string[] = []

beforeAll(async () => {
  community = await createTestCommunity()
  luz = (await community.member()).ctx
  ana = (await community.member()).ctx
  target = { postId: await threadsIn(community).post(luz) }
  const { db, random, clock } = community
  // Two at each moment, so that the id decides between them.
  const rows = Array.from({ length: 2 * commentPageSize + 50 }, (_, index) => ({
    ...{ id: random.id(), postId: target.postId, body: `Comment ${index}`, language: 'en' },
    createdAt: new Date(clock.now().getTime() + Math.floor(index / 2)),
  })).toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1))
  await db.insertInto('comments').values(rows).execute()
  ids.push(...rows.map(({ id }) => id))
  await db
    .insertInto('commentAuthors')
    .values(ids.map((commentId) => ({ commentId, memberId: luz.actor.memberId })))
    .execute()
})
afterAll(() => community.close())

it('a comment is found on the page that holds it, wherever in a long thread it stands', async () => {
  const edge = ids.length - commentPageSize
  for (const index of [0, 49, 50, edge - 1, edge, edge + 1, ids.length - 1]) {
    const id = ids[index] ?? ''
    const before = await pageOfComment(luz, target, id)
    const { comments } = await readComments(luz, target, { before })
    expect({ index, found: comments.some((comment) => comment.id === id) }).toEqual({ index, found: true })
    expect({ index, isNewest: before === undefined }).toEqual({ index, isNewest: index >= edge })
  }
})

it('what stands elsewhere, or nowhere, opens the newest page', async () => {
  const elsewhere = await threadsIn(community).post(luz)
  expect(await pageOfComment(luz, { postId: elsewhere }, ids[0] ?? '')).toBeUndefined()
  for (const id of ['', 'x', '\0', community.random.id()]) {
    expect(await pageOfComment(luz, target, id)).toBeUndefined()
  }
})

it('an address with a comment shows it, and pages lead on from there', async () => {
  const visitor = await openPages(community).visitorOf(luz.actor.memberId)
  const page = await visitor.get(`/posts/${target.postId}?comment=${ids[0]}`)
  expect(page.text).toContain(`id="${ids[0]}"`)
  expect(page.text).not.toContain(`id="${ids.at(-1)}"`)
  const newest = await visitor.get(`/posts/${target.postId}?comment=${ids.at(-1)}`)
  expect(newest.text).toContain(`id="${ids.at(-1)}"`)
})

it('leads to the first new comment also when that is pages away', async () => {
  const [first = '', second = ''] = ids
  const { db } = community
  const read = { memberId: ana.actor.memberId, postId: target.postId, lastCommentId: first }
  await db.insertInto('threadReads').values(read).execute()
  const visitor = await openPages(community).visitorOf(ana.actor.memberId)
  const page = await visitor.get(`/posts/${target.postId}`)
  const link = page.links().find(({ href }) => href.includes(`comment=${second}#${second}`))
  expect(link?.text).toContain(String(ids.length - 1))
})
