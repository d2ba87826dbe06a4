import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { createTranslator } from '../../src/i18n/translator.ts'
import { readComment, readComments } from '../../src/posts/comment-queries.ts'
import { createComment } from '../../src/posts/create-comment.ts'
import { deleteComment } from '../../src/posts/delete-comment.ts'
import { editComment } from '../../src/posts/edit-comment.ts'
import { latestPosts, readFeed, readPost } from '../../src/posts/queries.ts'
import { versionOf } from '../../src/posts/rules.ts'
import { readThreadPost } from '../../src/posts/thread-queries.ts'
import { commentModels, postModel } from '../../src/posts/view-models.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import { openPages } from './pages.ts'
import { threadsIn } from './threads.ts'

let community: TestCommunity
let threads: ReturnType<typeof threadsIn>
let luz: MemberCtx
let ana: MemberCtx
let moderator: MemberCtx
let postId: string
const t = createTranslator('en')

beforeAll(async () => {
  community = await createTestCommunity()
  threads = threadsIn(community)
  luz = (await community.member({ name: 'Luz' })).ctx
  ana = (await community.member({ name: 'Ana' })).ctx
  moderator = (await community.member({ name: 'Mar', roles: ['moderator', 'admin'] })).ctx
})
afterAll(() => community.close())

beforeEach(async () => {
  postId = await threads.post(luz, { anonymous: true, body: 'I need advice' })
})

const namesSeenBy = async (ctx: MemberCtx) => {
  const models = commentModels(ctx, t, await readComments(ctx, { postId }))
  return models.flatMap(({ author, replies }) => [author, ...replies.map((reply) => reply.author)])
}

describe('P8: in a thread without a name', () => {
  it('nobody reads who began it, moderators and admins included; she alone sees that it is hers', async () => {
    for (const ctx of [ana, moderator]) {
      for (const post of [
        await readPost(ctx, postId),
        await readThreadPost(ctx, postId),
        (await readFeed(ctx, community.groups.general)).posts[0],
        (await latestPosts(ctx, { limit: 1 }))[0],
      ]) {
        expect(post).toMatchObject({ id: postId, author: null, anonymous: true, isMine: false })
        expect(post && postModel(t, post).author).toEqual({ name: 'Anonymous member', isUnnamed: true })
      }
    }
    expect(await readPost(luz, postId)).toMatchObject({ author: null, isMine: true })
  })

  it('she herself reads that it is hers inside the thread only, for lists are seen on a phone that is taken', async () => {
    const post = await readPost(luz, postId)
    if (!post) throw new Error('no post')
    expect(postModel(t, post).author).toEqual({ name: 'Anonymous member', isUnnamed: true })
    expect(postModel(t, post, { withGroup: true }).author).toEqual({
      name: 'Anonymous member',
      isUnnamed: true,
    })
    expect(postModel(t, post, { inThread: true }).author).toMatchObject({ badge: 'You' })
  })

  it('its author writes without her name, unless she says otherwise', async () => {
    const first = await threads.say(luz, postId, 'More about it')
    await threads.say(ana, postId, 'I am with you', { parentId: first })
    await threads.say(luz, postId, 'I decided to say who I am', { withName: true })
    const hidden = { name: 'The anonymous author of this post' }
    for (const ctx of [ana, moderator]) {
      const names = (await namesSeenBy(ctx)).map(({ name }) => ({ name }))
      expect(names).toEqual([hidden, { name: 'Ana' }, { name: 'Luz' }])
    }
    expect(await namesSeenBy(luz)).toContainEqual({ ...hidden, badge: 'You', isUnnamed: true })
    const { db } = community
    const named = db.selectFrom('commentAuthors').select('commentId').where('commentId', '=', first)
    expect(await named.execute()).toEqual([])
  })

  it('an answer to her says nothing of her either, also from another page of the thread', async () => {
    const first = await threads.say(luz, postId, 'More about it')
    const answer = await threads.say(ana, postId, 'Yes', { parentId: first })
    expect(await readComment(moderator, answer)).toMatchObject({ parentAuthor: null, parentAnonymous: true })
  })

  it('nobody but her writes without a name, and she nowhere else', async () => {
    const theirs = await threads.say(ana, postId, 'Mine has a name', { withName: false })
    expect(await readComment(luz, theirs)).toMatchObject({ author: 'Ana', anonymous: false })
    const other = await threads.post(ana)
    const hers = await threads.say(luz, other, 'So has mine', { withName: false })
    expect(await readComment(ana, hers)).toMatchObject({ author: 'Luz', anonymous: false })
  })

  it('she changes and deletes what she wrote, and nobody else does', async () => {
    const commentId = await threads.say(luz, postId, 'More about it')
    const edit = { commentId, version: versionOf(null), text: 'Better words' }
    expect(await editComment(moderator, edit)).toMatchObject({ ok: false, refusals: [{ kind: 'forbidden' }] })
    expect(await editComment(luz, edit)).toMatchObject({ ok: true })
    expect(await readComment(ana, commentId)).toMatchObject({
      author: null,
      anonymous: true,
      body: 'Better words',
    })
    expect(await deleteComment(luz, { commentId })).toMatchObject({ ok: true })
    const links = community.db.selectFrom('anonymousCommentAuthors').select('commentId')
    expect(await links.where('commentId', '=', commentId).execute()).toEqual([])
  })

  it('she is told of comments and answers like everybody else, and is not among the names to call', async () => {
    await threads.notices({ luz, ana })
    const first = await threads.say(luz, postId, 'More about it')
    await threads.say(ana, postId, '@Luz is this you?')
    expect(await threads.notices({ luz, ana })).toEqual(['luz: comment'])
    await threads.say(ana, postId, 'Yes', { parentId: first })
    expect(await threads.notices({ luz, ana })).toEqual(['luz: reply'])
    for (const ctx of [ana, moderator]) {
      expect((await readThreadPost(ctx, postId))?.names ?? []).not.toContain('Luz')
    }
    const calls = await community.db.selectFrom('commentMentions').select('memberId').execute()
    expect(calls).toEqual([])
  })

  it('she may not write without her name while that is limited, and is not put down under it instead', async () => {
    const { db, random, clock } = community
    const endsAt = new Date(clock.now().getTime() + 86_400_000)
    await db.insertInto('anonymousLimits').values({ memberId: luz.actor.memberId, endsAt }).execute()
    const input = { target: { postId }, submission: random.id(), text: 'More', language: 'en' }
    expect(await createComment(luz, input)).toMatchObject({
      ok: false,
      refusals: [{ message: 'standing.errors.anonymousLimited' }],
    })
    expect((await readPost(luz, postId))?.comments).toBe(0)
    expect(await createComment(luz, { ...input, withName: true })).toMatchObject({ ok: true })
    await db.deleteFrom('anonymousLimits').execute()
  })

  it('once nobody knows any more that it is hers, the form warns that a comment shows her name', async () => {
    const pages = openPages(community)
    const visitor = await pages.visitorOf(luz.actor.memberId)
    const known = await visitor.get(`/posts/${postId}`)
    expect(known.words).toContain('You write here without your name')
    await community.db.deleteFrom('anonymousAuthors').where('postId', '=', postId).execute()
    const forgotten = await visitor.get(`/posts/${postId}`)
    expect(forgotten.words).not.toContain('You write here without your name')
    expect(forgotten.words).toContain('Your comment shows yours.')
  })

  it('its pages hold neither her name nor her id for anybody, and lead moderators to no person', async () => {
    const pages = openPages(community)
    const first = await threads.say(luz, postId, 'More about it')
    await threads.say(ana, postId, 'Yes', { parentId: first })
    for (const ctx of [ana, moderator]) {
      const visitor = await pages.visitorOf(ctx.actor.memberId)
      for (const path of [
        `/posts/${postId}`,
        `/comments/${first}/reply`,
        `/groups/${community.groups.general}`,
      ]) {
        const page = await visitor.get(path)
        expect(page.status).toBe(200)
        expect(page.text).not.toContain('Luz')
        expect(page.text).not.toContain(luz.actor.memberId)
        expect(page.text).not.toContain('/people/of-post/')
      }
    }
    const moderators = await pages.visitorOf(moderator.actor.memberId)
    expect((await moderators.get(`/posts/${postId}`)).text).toContain(`/anonymous/${postId}`)
  })
})
