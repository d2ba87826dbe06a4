import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { deleteComment } from '../../src/posts/delete-comment.ts'
import { readFeed, readPost } from '../../src/posts/queries.ts'
import { muteThread, unmuteThread } from '../../src/reading/keep-thread.ts'
import { markAllRead } from '../../src/reading/mark-all-read.ts'
import { writtenSince } from '../../src/reading/marks.ts'
import { readGroupNews, readThreadNews } from '../../src/reading/queries.ts'
import { visitGroup } from '../../src/reading/visit-group.ts'
import { visitThread } from '../../src/reading/visit-thread.ts'
import { threadsIn } from '../posts/threads.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'

let community: TestCommunity
let threads: ReturnType<typeof threadsIn>
let luz: MemberCtx
let ana: MemberCtx
let moderator: MemberCtx
let postId: string

beforeAll(async () => {
  community = await createTestCommunity()
  threads = threadsIn(community)
  luz = (await community.member({ name: 'Luz' })).ctx
  ana = (await community.member({ name: 'Ana' })).ctx
  moderator = (await community.member({ name: 'Mar', roles: ['moderator'] })).ctx
})
afterAll(() => community.close())

beforeEach(async () => {
  postId = await threads.post(luz)
})

const newPosts = async (ctx: MemberCtx) =>
  Object.fromEntries((await readGroupNews(ctx)).map(({ name, posts }) => [name, posts]))
const newComments = async (ctx: MemberCtx) =>
  (await readThreadNews(ctx)).filter(({ id }) => id === postId).map(({ comments }) => comments)

describe('a group whose last read post is gone from the tables', () => {
  it('counts from when she joined, and never more than a hundred', async () => {
    community.clock.moveDays(0.01)
    const late = (await community.member({ name: 'Nadia' })).ctx
    await visitGroup(late, community.groups.general)
    await community.db
      .updateTable('groupReads')
      .set({ lastPostId: null })
      .where('memberId', '=', late.actor.memberId)
      .execute()
    community.clock.moveDays(60)
    await threads.post(luz)
    expect((await newPosts(late))['General']).toBe(1)
    for (let count = 0; count < 100; count += 1) await threads.post(luz)
    expect((await newPosts(late))['General']).toBe(100)
    await visitGroup(late, community.groups.general)
    expect((await newPosts(late))['General']).toBe(0)
  })
})

describe('a thread', () => {
  it('says what came since she read it, in the feed too, but not what she wrote herself', async () => {
    expect(await visitThread(ana, postId)).toBeUndefined()
    expect(await visitThread(ana, postId)).toBeNull()
    const first = await threads.say(luz, postId, 'One')
    await threads.say(ana, postId, 'Mine')
    await threads.say(luz, postId, 'Two')
    expect(await readPost(ana, postId)).toMatchObject({ comments: 3, unread: 2 })
    expect(await newComments(ana)).toEqual([2])
    expect(await visitThread(ana, postId)).toBeNull()
    expect(await readPost(ana, postId)).toMatchObject({ unread: 0 })
    expect(await newComments(ana)).toEqual([])
    const mark = await visitThread(ana, postId)
    await threads.say(luz, postId, 'Three')
    expect(mark).not.toMatchObject({ id: first })
    expect(
      (await readFeed(ana, community.groups.general)).posts.find(({ id }) => id === postId),
    ).toMatchObject({
      unread: 1,
    })
  })

  it('counts nothing for those who never opened it, and nothing that is gone', async () => {
    const first = await threads.say(luz, postId, 'One')
    expect(await readPost(ana, postId)).toMatchObject({ unread: 0 })
    expect(await newComments(ana)).toEqual([])
    await visitThread(ana, postId)
    const second = await threads.say(luz, postId, 'Two')
    await threads.change('comments', second, { heldAt: community.clock.now() })
    expect(await readPost(ana, postId)).toMatchObject({ unread: 0 })
    await deleteComment(luz, { commentId: first })
    expect(await newComments(ana)).toEqual([])
  })

  it('leaves no mark for whoever cannot see it', async () => {
    const hidden = await threads.post(moderator, { groupId: community.groups.moderators })
    for (const id of [hidden, community.random.id(), 'x', '\0'])
      expect(await visitThread(ana, id)).toBeUndefined()
    const marks = community.db.selectFrom('threadReads').select('postId').where('postId', '=', hidden)
    expect(await marks.execute()).toEqual([])
  })

  it('that she muted is not among the news', async () => {
    await visitThread(ana, postId)
    await threads.say(luz, postId, 'One')
    await muteThread(ana, { postId })
    expect(await newComments(ana)).toEqual([])
    await unmuteThread(ana, { postId })
    expect(await newComments(ana)).toEqual([1])
  })

  it('keeps the last comment of a reading and never a time (P10)', async () => {
    const columns = await community.db.introspection.getTables()
    for (const name of ['thread_reads', 'group_reads']) {
      const table = columns.find((one) => one.name === name)
      expect(table?.columns.filter(({ dataType }) => /time|date/.test(dataType))).toEqual([])
    }
  })
})

describe('a group', () => {
  it('says how many posts of others came since she looked at it', async () => {
    await visitGroup(ana, community.groups.general)
    expect(await newPosts(ana)).toMatchObject({ General: 0 })
    const fresh = await threads.post(luz)
    await threads.post(ana)
    expect(await newPosts(ana)).toMatchObject({ General: 1 })
    expect(await readPost(ana, fresh)).toMatchObject({ isNew: true })
    expect(await readPost(ana, postId)).toMatchObject({ isNew: false })
    await visitGroup(ana, community.groups.general)
    expect(await readPost(ana, fresh)).toMatchObject({ isNew: false })
  })

  it('that she muted or turned away from says nothing, nor does one she is not in', async () => {
    await visitGroup(ana, community.groups.general)
    await visitThread(ana, postId)
    await threads.post(luz)
    await threads.say(luz, postId, 'One')
    const row = { memberId: ana.actor.memberId, groupId: community.groups.general }
    await community.db.insertInto('groupMutes').values(row).execute()
    expect([await newPosts(ana), await newComments(ana)]).toEqual([{ General: 0 }, []])
    await community.db.deleteFrom('groupMutes').execute()
    await community.db.insertInto('groupDepartures').values(row).execute()
    expect([await newPosts(ana), await newComments(ana)]).toEqual([{}, []])
    await community.db.deleteFrom('groupDepartures').execute()
    await visitGroup(ana, community.groups.moderators)
    const marks = community.db.selectFrom('groupReads').select('memberId')
    expect(await marks.where('groupId', '=', community.groups.moderators).execute()).toEqual([])
  })

  it('P7 counts for a newcomer only what she may see', async () => {
    community.clock.moveDays(1)
    const newcomer = (await community.member({ name: 'Nur' })).ctx
    expect(await newPosts(newcomer)).toEqual({ General: 0 })
    await threads.post(luz)
    expect(await newPosts(newcomer)).toEqual({ General: 1 })
  })
})

describe('marking all as read', () => {
  it('leaves nothing new, and only for her', async () => {
    for (const ctx of [ana, moderator]) {
      await visitThread(ctx, postId)
      await visitGroup(ctx, community.groups.general)
    }
    await threads.say(luz, postId, 'One')
    await threads.post(luz)
    expect(await markAllRead(ana)).toEqual({ ok: true, value: undefined })
    expect([await newPosts(ana), await newComments(ana)]).toEqual([{ General: 0 }, []])
    expect([await newPosts(moderator), await newComments(moderator)]).toEqual([
      { General: 1, Moderators: 0 },
      [1],
    ])
  })
})

describe('what was written since a mark', () => {
  const at = (seconds: number) => new Date(seconds * 1_000)
  const items = [
    { id: 'a', createdAt: at(1) },
    { id: 'b', createdAt: at(1) },
    { id: 'c', createdAt: at(2) },
  ]

  it('is what is later, and of one moment what has a later id', () => {
    const ids = (mark: Parameters<typeof writtenSince>[1]) => writtenSince(items, mark).map(({ id }) => id)
    expect(ids({ at: at(1), id: 'a' })).toEqual(['b', 'c'])
    expect(ids({ at: at(2), id: 'c' })).toEqual([])
    expect(ids(null)).toEqual(['a', 'b', 'c'])
  })
})
