import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { acceptAnswer } from '../../src/posts/accept-answer.ts'
import { readAcceptedAnswer } from '../../src/posts/comment-queries.ts'
import { deleteComment } from '../../src/posts/delete-comment.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import { openPages } from './pages.ts'
import { threadsIn } from './threads.ts'

let community: TestCommunity
let threads: ReturnType<typeof threadsIn>
let luz: MemberCtx
let ana: MemberCtx
let moderator: MemberCtx
let postId: string
let commentId: string
const missing = { ok: false, refusals: [{ kind: 'missing' }] }

beforeAll(async () => {
  community = await createTestCommunity()
  threads = threadsIn(community)
  luz = (await community.member({ name: 'Luz' })).ctx
  ana = (await community.member({ name: 'Ana' })).ctx
  moderator = (await community.member({ name: 'Mar', roles: ['moderator'] })).ctx
})
afterAll(() => community.close())

beforeEach(async () => {
  postId = await threads.post(luz, { kind: 'question', body: 'Who knows a doctor?' })
  commentId = await threads.say(ana, postId, 'The one at the harbour')
  await threads.notices({})
})

describe('the answer to a question', () => {
  it('is accepted and taken back by its author; whoever wrote it is told', async () => {
    expect(await acceptAnswer(luz, { postId, commentId })).toEqual({ ok: true, value: undefined })
    expect(await readAcceptedAnswer(ana, postId)).toMatchObject({ id: commentId, author: 'Ana' })
    expect(await threads.notices({ luz, ana })).toEqual(['ana: answer-accepted'])
    await acceptAnswer(luz, { postId, commentId })
    expect(await threads.notices({ luz, ana })).toEqual([])
    await acceptAnswer(luz, { postId, commentId: undefined })
    expect(await readAcceptedAnswer(ana, postId)).toBeUndefined()
  })

  it('can be accepted by a moderator, and by nobody else', async () => {
    expect(await acceptAnswer(ana, { postId, commentId })).toMatchObject({
      ok: false,
      refusals: [{ kind: 'forbidden' }],
    })
    const acts = () => community.db.selectFrom('moderationActs').select('act').execute()
    await acceptAnswer(luz, { postId, commentId })
    await acceptAnswer(luz, { postId, commentId: undefined })
    expect(await acts()).toEqual([])
    expect(await acceptAnswer(moderator, { postId, commentId })).toMatchObject({ ok: true })
    expect(await acts()).toEqual([{ act: 'answer-chosen' }])
  })

  it('is missing where there is no question, and when the comment does not stand below it', async () => {
    const discussion = await threads.post(luz)
    const elsewhere = await threads.say(ana, discussion, 'Elsewhere')
    const held = await threads.say(ana, postId, 'Waits')
    await threads.change('comments', held, { heldAt: community.clock.now() })
    expect(await acceptAnswer(luz, { postId: discussion, commentId: elsewhere })).toMatchObject(missing)
    for (const id of [elsewhere, held, community.random.id(), 'x', '\0']) {
      expect(await acceptAnswer(luz, { postId, commentId: id })).toMatchObject(missing)
      expect(await acceptAnswer(moderator, { postId, commentId: id })).toMatchObject(missing)
    }
    expect(await readAcceptedAnswer(luz, postId)).toBeUndefined()
  })

  it('goes with the comment, and is not shown while that is removed', async () => {
    await acceptAnswer(luz, { postId, commentId })
    await threads.change('comments', commentId, { removedAt: community.clock.now() })
    for (const ctx of [luz, ana, moderator]) expect(await readAcceptedAnswer(ctx, postId)).toBeUndefined()
    const other = await threads.say(ana, postId, 'Another')
    await acceptAnswer(luz, { postId, commentId: other })
    await deleteComment(ana, { commentId: other })
    expect(await readAcceptedAnswer(luz, postId)).toBeUndefined()
  })

  it('P8 tells an author without a name of it without saying whose it is', async () => {
    const unnamed = await threads.post(luz, { kind: 'question', anonymous: true })
    const hers = await threads.say(luz, unnamed, 'I found it myself')
    await acceptAnswer(moderator, { postId: unnamed, commentId: hers })
    expect(await threads.notices({ luz, ana })).toEqual(['luz: answer-accepted'])
    expect(await readAcceptedAnswer(ana, unnamed)).toMatchObject({
      author: null,
      anonymous: true,
      isMine: false,
    })
  })

  it('stands on top of the page, with a button for those who may', async () => {
    const pages = openPages(community)
    const [hers, others] = await Promise.all([luz, ana].map(({ actor }) => pages.visitorOf(actor.memberId)))
    const path = `/posts/${postId}/answer`
    const accepted = await hers?.submit(path, { comment: commentId })
    expect(accepted?.words).toContain('The answer stands on top now.')
    const page = await others?.get(`/posts/${postId}`)
    const words = page?.words ?? ''
    expect(words.split('The one at the harbour')).toHaveLength(3)
    expect(words.indexOf('The answer')).toBeLessThan(words.indexOf('The one at the harbour'))
    expect(page?.text).not.toContain(path)
    const taken = await hers?.submit(path, { comment: '' })
    expect(taken?.words).toContain('No answer stands on top any more.')
    expect((await others?.submit(path, { comment: commentId }))?.status).toBe(403)
  })
})
