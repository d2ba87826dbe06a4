import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { listGroups, readGroup, readOlderOpenAt } from '../../src/groups/queries.ts'
import { readPicture } from '../../src/media/queries.ts'
import { readComment, readComments, readTarget } from '../../src/posts/comment-queries.ts'
import { createComment } from '../../src/posts/create-comment.ts'
import { createPost } from '../../src/posts/create-post.ts'
import { latestPosts, readFeed, readPost } from '../../src/posts/queries.ts'
import { react } from '../../src/posts/react.ts'
import { readThreadPost } from '../../src/posts/thread-queries.ts'
import { voteInPoll } from '../../src/posts/vote-in-poll.ts'
import { savePost } from '../../src/reading/keep-thread.ts'
import { visitThread } from '../../src/reading/visit-thread.ts'
import { search } from '../../src/search/queries.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import { openPages } from './pages.ts'
import { threadsIn } from './threads.ts'

describe('P7: for her first 14 days a newcomer', () => {
  let community: TestCommunity
  let old: MemberCtx
  let newcomer: MemberCtx
  const threads: Record<'before' | 'after', { postId: string; commentId: string; mediaId: string }> = {
    before: { postId: '', commentId: '', mediaId: '' },
    after: { postId: '', commentId: '', mediaId: '' },
  }

  beforeAll(async () => {
    community = await createTestCommunity()
    old = (await community.member({ name: 'Luz' })).ctx
    community.clock.moveDays(100)
    threads.before = await writeThread()
    community.clock.moveDays(1)
    newcomer = (await community.member({ name: 'Nur' })).ctx
    community.clock.moveDays(1)
    threads.after = await writeThread()
    // A fresh answer does not make an old thread new: its root decides.
    await createComment(old, { ...answer(), target: { postId: threads.before.postId } })
  })
  afterAll(() => community.close())

  const answer = () => ({ submission: community.random.id(), text: 'Yes', language: 'en' })

  async function writeThread() {
    const picture = sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } }).png()
    const [postId, commentId] = [community.random.id(), community.random.id()]
    await createPost(old, {
      groupId: community.groups.general,
      submission: postId,
      text: 'A question',
      language: 'en',
      pictures: [{ bytes: new Uint8Array(await picture.toBuffer()), alt: '' }],
    })
    await createComment(old, { ...answer(), target: { postId }, submission: commentId })
    const mediaId = (await readPost(old, postId))?.pictures[0]?.id ?? ''
    return { postId, commentId, mediaId }
  }

  /** What of a thread a reader can reach, by every way there is. */
  async function reachable(ctx: MemberCtx, { postId, commentId, mediaId }: (typeof threads)['before']) {
    const inFeed = (await readFeed(ctx, community.groups.general)).posts.some(({ id }) => id === postId)
    const isLatest = (await latestPosts(ctx, { limit: 20 })).some(({ id }) => id === postId)
    const written = await createComment(ctx, { ...answer(), target: { postId } })
    const answered = await createComment(ctx, { ...answer(), target: { postId }, parentId: commentId })
    return {
      feed: inFeed,
      latest: isLatest,
      thread: (await readPost(ctx, postId)) !== undefined,
      comments: (await readComments(ctx, { postId })).comments.length > 0,
      comment: (await readComment(ctx, commentId)) !== undefined,
      target: (await readTarget(ctx, { postId })) !== undefined,
      picture: (await readPicture(ctx, mediaId, { isKnown: false })) !== undefined,
      knownPicture: (await readPicture(ctx, mediaId, { isKnown: true })) !== undefined,
      write: written.ok,
      answer: answered.ok,
    }
  }

  const everything = (value: boolean) => ({
    ...{ feed: value, latest: value, thread: value, comments: value, comment: value },
    ...{ target: value, picture: value, knownPicture: value, write: value, answer: value },
  })

  it('reaches nothing of a thread that is older than her joining', async () => {
    expect(await reachable(newcomer, threads.before)).toEqual(everything(false))
    expect(await reachable(old, threads.before)).toEqual(everything(true))
  })

  it('reaches everything that was begun since', async () => {
    expect(await reachable(newcomer, threads.after)).toEqual(everything(true))
  })

  it('sees her groups and is told when the older threads open', async () => {
    const joined = await community.db
      .selectFrom('members')
      .select('joinedAt')
      .where('id', '=', newcomer.actor.memberId)
      .executeTakeFirstOrThrow()
    const opening = new Date(joined.joinedAt.getTime() + 14 * 86_400_000)
    expect((await listGroups(newcomer)).map(({ name }) => name)).toEqual(['General'])
    expect(await readGroup(newcomer, community.groups.general)).toMatchObject({ olderOpenAt: opening })
    expect(await readGroup(old, community.groups.general)).toMatchObject({ olderOpenAt: null })
  })

  it('reaches the older threads once her days have passed, to the moment', async () => {
    community.clock.moveDays(13 - 0.001)
    expect(await reachable(newcomer, threads.before)).toEqual(everything(false))
    community.clock.moveDays(0.001)
    expect(await reachable(newcomer, threads.before)).toEqual(everything(true))
    expect(await readGroup(newcomer, community.groups.general)).toMatchObject({ olderOpenAt: null })
  })

  it('is no newcomer where the setting is 0', async () => {
    const latecomer = (await community.member({ name: 'Sol' })).ctx
    expect(await reachable(latecomer, threads.before)).toEqual(everything(false))
    await community.db.updateTable('community').set({ newcomerDays: 0 }).execute()
    expect(await reachable(latecomer, threads.before)).toEqual(everything(true))
  })

  it('is told of no older threads where there are none, as she who founds a community', async () => {
    await community.db.updateTable('community').set({ newcomerDays: 14 }).execute()
    const latecomer = (await community.member({ name: 'Inti' })).ctx
    const { general } = community.groups
    expect((await readGroup(latecomer, general))?.olderOpenAt).not.toBeNull()
    expect(await readOlderOpenAt(latecomer)).toEqual((await readGroup(latecomer, general))?.olderOpenAt)
    expect(await readOlderOpenAt(old)).toBeUndefined()
    const visitor = await openPages(community).visitorOf(latecomer.actor.memberId)
    for (const path of ['/home', `/groups/${general}`]) {
      const { words } = await visitor.get(path)
      expect(words.match(/Older conversations open for you on \w+ \d+, \d{4}/gu)).toHaveLength(1)
      expect(words).not.toContain('You can be the first')
    }
    await community.db.updateTable('posts').set({ deletedAt: community.clock.now() }).execute()
    expect((await readGroup(latecomer, general))?.olderOpenAt).toBeNull()
    expect(await readOlderOpenAt(latecomer)).toBeUndefined()
    expect((await visitor.get(`/groups/${general}`)).words).toContain('You can be the first')
    expect((await visitor.get('/home')).words).not.toContain('Older conversations')
  })
})

describe('P7: what is older than her joining', () => {
  let community: TestCommunity
  let threads: ReturnType<typeof threadsIn>
  let luz: MemberCtx
  let newcomer: MemberCtx
  const old = { plain: '', pinned: '', alert: '' }

  beforeAll(async () => {
    community = await createTestCommunity()
    threads = threadsIn(community)
    luz = (await community.member({ name: 'Luz' })).ctx
    const expiresAt = new Date(community.clock.now().getTime() + 5 * 86_400_000)
    old.plain = await threads.post(luz, { body: 'lantern plain' })
    old.pinned = await threads.post(luz, { body: 'lantern pinned', pinnedAt: community.clock.now() })
    old.alert = await threads.post(luz, { body: 'lantern alert', kind: 'alert', expiresAt })
    for (const postId of Object.values(old)) await threads.say(luz, postId, 'a lantern, too')
    community.clock.moveDays(1)
    newcomer = (await community.member({ name: 'Nur' })).ctx
    community.clock.moveDays(1)
  })
  afterAll(() => community.close())

  const feed = async () => (await readFeed(newcomer, community.groups.general)).posts.map(({ id }) => id)

  it('is open to a newcomer where it is pinned, and where it is an alert that has not ended', async () => {
    expect(await feed()).toEqual([old.alert, old.pinned])
    for (const postId of [old.alert, old.pinned]) {
      expect(await readThreadPost(newcomer, postId)).toMatchObject({ id: postId, names: ['Luz'] })
      expect((await readComments(newcomer, { postId })).comments).toHaveLength(1)
    }
    expect(await readThreadPost(newcomer, old.plain)).toBeUndefined()
  })

  it('is found by her no sooner than it is read, its comments neither', async () => {
    const found = async (ctx: MemberCtx) =>
      [
        ...new Set((await search(ctx, { words: 'lantern' })).findings.map(({ threadId }) => threadId)),
      ].toSorted()
    expect(await found(newcomer)).toEqual([old.alert, old.pinned].toSorted())
    expect(await found(luz)).toEqual(Object.values(old).toSorted())
  })

  it('is neither reacted to, voted on, saved nor marked by her', async () => {
    const missing = { ok: false, refusals: [{ kind: 'missing' }] }
    const { postId, options } = await threads.poll(luz)
    await community.db
      .updateTable('posts')
      .set({ createdAt: new Date('2030-05-01T00:00:00Z') })
      .where('id', '=', postId)
      .execute()
    expect(await voteInPoll(newcomer, { postId, optionIds: options.slice(0, 1) })).toMatchObject(missing)
    expect(await react(newcomer, { target: { postId: old.plain }, kind: 'hug' })).toMatchObject(missing)
    expect(await savePost(newcomer, { postId: old.plain })).toMatchObject(missing)
    expect(await visitThread(newcomer, old.plain)).toBeUndefined()
    expect(await community.db.selectFrom('threadReads').selectAll().execute()).toEqual([])
  })

  it('closes again when it is pinned no more, and when the alert is over', async () => {
    await community.db.updateTable('posts').set({ pinnedAt: null }).where('id', '=', old.pinned).execute()
    expect(await feed()).toEqual([old.alert])
    community.clock.moveDays(4)
    expect(await feed()).toEqual([])
  })
})
