import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { announceClosedPolls } from '../../src/posts/announce-closed-polls.ts'
import { readThreadPost } from '../../src/posts/thread-queries.ts'
import { voteInPoll } from '../../src/posts/vote-in-poll.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import { openPages } from './pages.ts'
import { threadsIn } from './threads.ts'

let community: TestCommunity
let threads: ReturnType<typeof threadsIn>
let pages: ReturnType<typeof openPages>
let luz: MemberCtx
let ana: MemberCtx
let sol: MemberCtx

beforeAll(async () => {
  community = await createTestCommunity()
  threads = threadsIn(community)
  pages = openPages(community)
  luz = (await community.member({ name: 'Luz' })).ctx
  ana = (await community.member({ name: 'Ana' })).ctx
  sol = (await community.member({ name: 'Sol' })).ctx
})
afterAll(() => community.close())

const vote = (ctx: MemberCtx, postId: string, ...optionIds: (string | undefined)[]) =>
  voteInPoll(ctx, { postId, optionIds: optionIds.filter((id) => id !== undefined) })
const votesSeenBy = async (ctx: MemberCtx, postId: string) => (await readThreadPost(ctx, postId))?.poll?.votes
const refused = (kind: string, message: string) => ({ ok: false, refusals: [{ kind, message }] })

describe('a poll', () => {
  it('shows how it stands to those who voted, and to all once it is closed', async () => {
    const { postId, options } = await threads.poll(luz)
    expect(await vote(ana, postId, options[0])).toEqual({ ok: true, value: undefined })
    expect(await votesSeenBy(ana, postId)).toEqual([1, 0])
    expect(await votesSeenBy(luz, postId)).toBeUndefined()
    community.clock.moveDays(1)
    expect(await votesSeenBy(luz, postId)).toEqual([1, 0])
    expect(await vote(luz, postId, options[0])).toMatchObject(refused('conflict', 'poll.errors.closed'))
  })

  it('lets her change her vote while it is open, and counts it once', async () => {
    const { postId, options } = await threads.poll(luz)
    await vote(ana, postId, options[0])
    await vote(ana, postId, options[1])
    await vote(ana, postId, options[1])
    expect(await votesSeenBy(ana, postId)).toEqual([0, 1])
    const poll = (await readThreadPost(ana, postId))?.poll
    expect(poll?.options.map(({ isMine }) => isMine)).toEqual([false, true])
  })

  it('takes several answers only where it asks for several', async () => {
    const one = await threads.poll(luz)
    expect(await vote(ana, one.postId, ...one.options)).toMatchObject(refused('invalid', 'poll.errors.one'))
    const many = await threads.poll(luz, { several: true })
    expect(await vote(ana, many.postId, ...many.options)).toMatchObject({ ok: true })
    expect(await votesSeenBy(ana, many.postId)).toEqual([1, 1])
  })

  it('refuses no answer, the answers of another poll, and whoever cannot see it', async () => {
    const { postId } = await threads.poll(luz)
    const other = await threads.poll(luz)
    expect(await vote(ana, postId)).toMatchObject(refused('invalid', 'poll.errors.nothing'))
    expect(await vote(ana, postId, other.options[0])).toMatchObject(refused('invalid', 'poll.errors.option'))
    for (const id of [await threads.post(luz), community.random.id(), 'x']) {
      expect(await vote(ana, id, other.options[0])).toMatchObject({
        ok: false,
        refusals: [{ kind: 'missing' }],
      })
    }
  })
})

describe('a secret poll', () => {
  it('keeps that she voted and how many votes there are, and nothing that joins the two', async () => {
    const { postId, options } = await threads.poll(luz, { secret: true })
    expect(await vote(ana, postId, options[1])).toMatchObject({ ok: true })
    const { db } = community
    expect(await db.selectFrom('pollVoters').selectAll().where('postId', '=', postId).execute()).toEqual([
      { postId, memberId: ana.actor.memberId },
    ])
    expect(await db.selectFrom('pollVotes').selectAll().where('optionId', 'in', options).execute()).toEqual(
      [],
    )
    const poll = (await readThreadPost(ana, postId))?.poll
    expect(poll).toMatchObject({
      hasVoted: true,
      mayVote: false,
      options: [{ isMine: false }, { isMine: false }],
    })
  })

  it('cannot be voted in twice, not even at the same moment', async () => {
    const { postId, options } = await threads.poll(luz, { secret: true })
    const results = await Promise.all([vote(ana, postId, options[0]), vote(ana, postId, options[1])])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(results.find(({ ok }) => !ok)).toMatchObject(refused('conflict', 'poll.errors.voted'))
    community.clock.moveDays(1)
    expect((await votesSeenBy(luz, postId))?.reduce((sum, votes) => sum + votes, 0)).toBe(1)
  })

  it('shows nobody how it stands before it is closed, also not to those who voted', async () => {
    const { postId, options } = await threads.poll(luz, { secret: true })
    await vote(ana, postId, options[0])
    for (const ctx of [luz, ana]) expect(await votesSeenBy(ctx, postId)).toBeUndefined()
    community.clock.moveDays(1)
    expect(await votesSeenBy(sol, postId)).toEqual([1, 0])
  })
})

describe('keeping house', () => {
  it('tells those who voted that a poll is closed, once, of a secret one too', async () => {
    await announceClosedPolls(community.system())
    await threads.notices({})
    const open = await threads.poll(luz)
    const secret = await threads.poll(luz, { secret: true })
    await vote(ana, open.postId, open.options[0])
    await vote(sol, secret.postId, secret.options[0])
    expect(await announceClosedPolls(community.system())).toEqual({ ok: true, value: 0 })
    community.clock.moveDays(1)
    const results = await Promise.all([
      announceClosedPolls(community.system()),
      announceClosedPolls(community.system()),
    ])
    expect(
      results.map((result) => result.ok && result.value).reduce<number>((sum, many) => sum + Number(many), 0),
    ).toBe(2)
    expect(await threads.notices({ luz, ana, sol })).toEqual(['ana: poll-closed', 'sol: poll-closed'])
    expect(await announceClosedPolls(community.system())).toEqual({ ok: true, value: 0 })
    expect(await announceClosedPolls(luz)).toMatchObject({ ok: false, refusals: [{ kind: 'forbidden' }] })
  })
})

describe('on the page', () => {
  it('a vote works without JavaScript, says before what cannot be undone, and keeps the page when refused', async () => {
    const visitor = await pages.visitorOf(ana.actor.memberId)
    const { postId, options } = await threads.poll(luz, { secret: true })
    const path = `/posts/${postId}/votes`
    const thread = await visitor.get(`/posts/${postId}`)
    expect(thread.words).toContain('So you cannot change it afterwards.')
    const empty = await visitor.submit(thread.form(path))
    expect([empty.status, empty.words.includes('Choose an answer first.')]).toEqual([422, true])
    const voted = await visitor.submit(empty.form(path), { option: options[0] ?? '' })
    expect(voted.words).toContain('Your vote is in. The votes are shown when it closes.')
    const again = await visitor.submit(path, { option: options[0] ?? '' })
    expect([again.status, again.words.includes('A secret vote cannot be changed.')]).toEqual([409, true])
  })

  it('an open vote shows its numbers as text beside their bars', async () => {
    const visitor = await pages.visitorOf(ana.actor.memberId)
    const { postId, options } = await threads.poll(luz)
    const thread = await visitor.get(`/posts/${postId}`)
    expect(thread.text).not.toContain('<meter')
    const voted = await visitor.submit(thread.form(`/posts/${postId}/votes`), { option: options[1] ?? '' })
    expect(voted.text).toMatch(/<meter min="0" max="1" value="1"/)
    expect(voted.words).toContain('1 vote · your choice')
  })

  it('with the script a vote changes its own part of the page', async () => {
    const { postId, options } = await threads.poll(luz)
    const response = await pages.request(`/posts/${postId}/votes`, {
      method: 'POST',
      headers: {
        Cookie: await pages.cookieOf(ana.actor.memberId),
        'HX-Request': 'true',
        'Sec-Fetch-Site': 'same-origin',
      },
      body: new URLSearchParams({ option: options[0] ?? '' }),
    })
    const text = await response.text()
    expect([response.status, text.includes('<html'), text.includes('id="poll"')]).toEqual([200, false, true])
  })
})
