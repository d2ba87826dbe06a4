import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { createTranslator } from '../../src/i18n/translator.ts'
import { lineOf, type NoticeLine } from '../../src/notifications/lines.ts'
import { countUnseen, listNotices } from '../../src/notifications/queries.ts'
import { seeAll, seeNotice, seeThread } from '../../src/notifications/see.ts'
import { encodeCursor } from '../../src/paging.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import { comment, everyKind, forget, group, post, tell } from './support.ts'

const t = createTranslator('en')

let community: TestCommunity
let luz: Awaited<ReturnType<TestCommunity['member']>>
let ana: Awaited<ReturnType<TestCommunity['member']>>

beforeAll(async () => {
  community = await createTestCommunity()
  luz = await community.member({ name: 'Luz' })
  ana = await community.member({ name: 'Ana Canary' })
})
beforeEach(() => forget(community))
afterAll(() => community.close())

/** The lines of her page in English, each with where it leads. */
async function lines(ctx: MemberCtx): Promise<[string, string | undefined][]> {
  const { notices } = await listNotices(ctx)
  return notices.map((notice) => {
    const line: NoticeLine = lineOf(notice)
    return [t(line.sentence, { group: notice.groupName ?? 'a group' }), line.href]
  })
}
const idOf = async () =>
  (await community.db.selectFrom('notifications').select('id').executeTakeFirstOrThrow()).id

describe('a notice', () => {
  it.each(everyKind)('%s says what it is about and never by whom', async (kind) => {
    const postId = await post(community, community.groups.general, { by: ana.id })
    const commentId = await comment(community, postId, { by: ana.id })
    await tell(community, { kind, memberIds: [luz.id], postId, commentId, groupId: community.groups.general })
    const [[text, href] = []] = await lines(luz.ctx)
    expect(text).toBeTruthy()
    expect(text).not.toContain('Ana')
    expect(text).not.toBe('Something that is no longer here')
    expect(href).toBe(
      kind === 'post-removed'
        ? `/removed/comment/${commentId}`
        : `/posts/${postId}?comment=${commentId}#${commentId}`,
    )
  })

  it('of an anonymous answer is the same as of any other (P8)', async () => {
    const postId = await post(community, community.groups.general, { by: luz.id })
    const named = await comment(community, postId, { by: ana.id })
    const unnamed = await comment(community, postId, { anonymous: true })
    for (const commentId of [named, unnamed])
      await tell(community, { kind: 'comment', memberIds: [luz.id], commentId })
    const texts = (await lines(luz.ctx)).map(([text]) => text)
    expect(new Set(texts)).toEqual(new Set(['New answer in a thread of yours in General']))
  })

  it('says only that something is gone, once she may not see it any more', async () => {
    const closed = await group(community, 'Breakfast', 'approval', [luz.id])
    const postId = await post(community, closed, { by: ana.id })
    const commentId = await comment(community, postId, { by: ana.id })
    await tell(community, { kind: 'mention', memberIds: [luz.id], commentId })
    expect(await lines(luz.ctx)).toEqual([
      ['You were called by name in Breakfast', `/posts/${postId}?comment=${commentId}#${commentId}`],
    ])
    const gone = [['Something that is no longer here', undefined]]
    const { db, clock } = community
    const standing = { deletedAt: null, removedAt: null, heldAt: null }
    for (const change of [{ deletedAt: clock.now() }, { removedAt: clock.now() }, { heldAt: clock.now() }]) {
      await db.updateTable('comments').set(change).where('id', '=', commentId).execute()
      expect(await lines(luz.ctx)).toEqual(gone)
      await db.updateTable('comments').set(standing).where('id', '=', commentId).execute()
      await db.updateTable('posts').set(change).where('id', '=', postId).execute()
      expect(await lines(luz.ctx)).toEqual(gone)
      await db.updateTable('posts').set(standing).where('id', '=', postId).execute()
    }
    await db.deleteFrom('groupMembers').where('memberId', '=', luz.id).execute()
    expect(await lines(luz.ctx)).toEqual(gone)
  })

  it('names no hidden group that she does not belong to, and leads nowhere inside it', async () => {
    const hidden = await group(community, 'Secret', 'hidden')
    await tell(community, { kind: 'group-declined', memberIds: [luz.id], groupId: hidden })
    expect(await lines(luz.ctx)).toEqual([['You asked to join a group. The answer is: not now', '/groups']])
  })

  it('of words that moderators took away reaches whoever wrote them', async () => {
    const postId = await post(community, community.groups.general, { by: luz.id })
    await community.db
      .updateTable('posts')
      .set({ removedAt: community.clock.now() })
      .where('id', '=', postId)
      .execute()
    await tell(community, { kind: 'post-removed', memberIds: [luz.id], postId })
    expect(await lines(luz.ctx)).toEqual([
      ['Moderators took away something that you wrote in General', `/removed/post/${postId}`],
    ])
  })

  it('below a post of an ally says so', async () => {
    const { db, random, clock } = community
    const [channel, allied, answer] = [random.id(), random.id(), random.id()]
    await db
      .insertInto('followedChannels')
      .values({
        id: channel,
        actorUri: 'https://valley.example/c',
        host: 'valley.example',
        handle: 'c',
        name: 'C',
        inbox: 'https://valley.example/i',
        kind: 'allied',
        followUri: 'x',
        state: 'following',
        requestedAt: clock.now(),
      })
      .execute()
    await db
      .insertInto('alliedPosts')
      .values({
        id: allied,
        followedChannelId: channel,
        objectUri: 'https://valley.example/o',
        authorUri: 'https://valley.example/v',
        authorName: 'V',
        html: '',
        language: 'en',
        publishedOn: '2030-05-20',
        receivedAt: clock.now(),
      })
      .execute()
    await db
      .insertInto('comments')
      .values({ id: answer, alliedPostId: allied, body: 'Yes', language: 'en', createdAt: clock.now() })
      .execute()
    await tell(community, { kind: 'reply', memberIds: [luz.id], commentId: answer })
    expect(await lines(luz.ctx)).toEqual([
      ['New answer below a post of an ally', `/allies/posts/${allied}?comment=${answer}#${answer}`],
    ])
    await db.updateTable('followedChannels').set({ state: 'left' }).execute()
    expect(await lines(luz.ctx)).toEqual([['Something that is no longer here', undefined]])
  })
})

describe('the list', () => {
  it('is newest first, thirty a page, and the pages leave nothing out', async () => {
    for (let count = 0; count < 70; count += 1) {
      await tell(community, { kind: 'message', memberIds: [luz.id, ana.id] })
      if (count % 3 === 0) community.clock.moveDays(0.001)
    }
    const ids: string[] = []
    const sizes: number[] = []
    let before: string | undefined
    do {
      const { notices, older } = await listNotices(luz.ctx, before)
      const times = notices.map(({ createdAt }) => createdAt.getTime())
      expect(times).toEqual(times.toSorted((one, other) => other - one))
      ids.push(...notices.map(({ id }) => id))
      sizes.push(notices.length)
      before = older
    } while (before !== undefined)
    expect(sizes).toEqual([30, 30, 10])
    expect(new Set(ids).size).toBe(70)
  })

  it('counts what she has not seen up to ten, and nothing of others', async () => {
    expect(await countUnseen(luz.ctx)).toBe(0)
    for (let count = 0; count < 12; count += 1)
      await tell(community, { kind: 'message', memberIds: [luz.id] })
    expect(await countUnseen(luz.ctx)).toBe(10)
    expect(await countUnseen(ana.ctx)).toBe(0)
    expect(await countUnseen(community.guest())).toBe(0)
  })
})

describe('seeing', () => {
  it('marks one notice of hers, and never one of others', async () => {
    await tell(community, { kind: 'message', memberIds: [luz.id] })
    const id = await idOf()
    expect(await seeNotice(ana.ctx, id)).toMatchObject({ ok: false, refusals: [{ kind: 'missing' }] })
    expect(await countUnseen(luz.ctx)).toBe(1)
    expect(await seeNotice(luz.ctx, id)).toMatchObject({ ok: true, value: { kind: 'message' } })
    expect(await countUnseen(luz.ctx)).toBe(0)
    expect(await seeNotice(luz.ctx, 'nonsense')).toMatchObject({ refusals: [{ kind: 'missing' }] })
  })

  it('marks all that her page showed, and not what came since', async () => {
    await tell(community, { kind: 'message', memberIds: [luz.id, ana.id] })
    const [newest] = (await listNotices(luz.ctx)).notices
    if (!newest) throw new Error('no notice')
    community.clock.moveDays(0.01)
    await tell(community, { kind: 'message', memberIds: [luz.id] })
    await seeAll(luz.ctx, encodeCursor({ at: newest.createdAt, id: newest.id }))
    expect((await listNotices(luz.ctx)).notices.map(({ seen }) => seen)).toEqual([false, true])
    expect(await countUnseen(ana.ctx)).toBe(1)
    await seeAll(luz.ctx, 'nonsense')
    expect(await countUnseen(luz.ctx)).toBe(0)
  })

  it('marks a thread when she opens it', async () => {
    const [one, other] = [
      await post(community, community.groups.general),
      await post(community, community.groups.general),
    ]
    for (const postId of [one, other]) {
      await tell(community, {
        kind: 'comment',
        memberIds: [luz.id, ana.id],
        commentId: await comment(community, postId),
      })
    }
    await seeThread(luz.ctx, one)
    expect([await countUnseen(luz.ctx), await countUnseen(ana.ctx)]).toEqual([1, 2])
  })
})
