import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { createComment } from '../../src/posts/create-comment.ts'
import { editComment } from '../../src/posts/edit-comment.ts'
import { versionOf } from '../../src/posts/rules.ts'
import { tellThread } from '../../src/posts/tell-thread.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import { threadsIn } from './threads.ts'

let community: TestCommunity
let threads: ReturnType<typeof threadsIn>
const people: Record<'luz' | 'ana' | 'sol' | 'mar', MemberCtx> = Object.create(null)
let postId: string

beforeAll(async () => {
  community = await createTestCommunity()
  threads = threadsIn(community)
  people.luz = (await community.member({ name: 'Luz' })).ctx
  people.ana = (await community.member({ name: 'Ana' })).ctx
  people.sol = (await community.member({ name: 'Sol Ana' })).ctx
  people.mar = (await community.member({ name: 'Mar', roles: ['moderator'] })).ctx
})
afterAll(() => community.close())

beforeEach(async () => {
  postId = await threads.post(people.luz)
})

const notices = () => threads.notices(people)

describe('a comment tells', () => {
  it('the author of the post, and the author of what it answers; nobody of herself', async () => {
    const first = await threads.say(people.ana, postId, 'First')
    expect(await notices()).toEqual(['luz: comment'])
    await threads.say(people.sol, postId, 'Answer', { parentId: first })
    expect(await notices()).toEqual(['ana: reply', 'luz: comment'])
    await threads.say(people.luz, postId, 'Thank you', { parentId: first })
    expect(await notices()).toEqual(['ana: reply'])
    await threads.say(people.luz, postId, 'To myself')
    expect(await notices()).toEqual([])
  })

  it('those whom it calls, once, and not for two reasons', async () => {
    const first = await threads.say(people.ana, postId, 'First')
    await notices()
    await threads.say(people.mar, postId, '@ana, @Ana and @luz: look', { parentId: first })
    expect(await notices()).toEqual(['ana: mention', 'luz: mention'])
  })

  it('nobody who did not write in the thread: there is no calling of strangers', async () => {
    await threads.say(people.ana, postId, '@Mar @Sol Ana help')
    expect(await notices()).toEqual(['luz: comment'])
    const calls = await community.db.selectFrom('commentMentions').selectAll().execute()
    expect(calls.filter(({ memberId }) => memberId === people.mar.actor.memberId)).toEqual([])
  })

  it('of two names the longer one', async () => {
    await threads.say(people.ana, postId, 'One')
    await threads.say(people.sol, postId, 'Two')
    await notices()
    await threads.say(people.mar, postId, 'What do you say, @Sol Ana?')
    expect(await notices()).toEqual(['luz: comment', 'sol: mention'])
  })

  it('nobody who muted the thread or the group, or turned away from it', async () => {
    const { db, groups } = community
    const memberId = people.luz.actor.memberId
    await db.insertInto('threadMutes').values({ memberId, postId }).execute()
    await threads.say(people.ana, postId, '@Luz hear this')
    expect(await notices()).toEqual([])
    await db.deleteFrom('threadMutes').execute()
    for (const table of ['groupMutes', 'groupDepartures'] as const) {
      await db.insertInto(table).values({ memberId, groupId: groups.general }).execute()
      await threads.say(people.ana, postId, '@Luz hear this')
      expect(await notices()).toEqual([])
      await db.deleteFrom(table).execute()
    }
  })

  it('nobody who cannot see the thread any more', async () => {
    const { db, random, clock } = community
    const groupId = random.id()
    await db.insertInto('groups').values({ id: groupId, name: 'Tea', access: 'approval' }).execute()
    const belong = [people.luz, people.ana].map(({ actor }) => ({
      groupId,
      memberId: actor.memberId,
      joinedAt: clock.now(),
    }))
    await db.insertInto('groupMembers').values(belong).execute()
    const inside = await threads.post(people.luz, { groupId })
    const first = await threads.say(people.ana, inside, 'First')
    await notices()
    await db.deleteFrom('groupMembers').where('memberId', '=', people.ana.actor.memberId).execute()
    await threads.say(people.luz, inside, 'And you, @Ana?', { parentId: first })
    expect(await notices()).toEqual([])
  })

  it('whoever is called only after a change, and nobody a second time', async () => {
    await threads.say(people.ana, postId, 'One')
    const commentId = await threads.say(people.sol, postId, '@Luz')
    await notices()
    const edit = { commentId, version: versionOf(null), text: '@Luz and @Ana' }
    expect(await editComment(people.sol, edit)).toMatchObject({ ok: true })
    expect(await notices()).toEqual(['ana: mention'])
  })

  it('its author only, that a moderator looks first, when it holds a watched word; all others once it is let through', async () => {
    await community.db
      .insertInto('watchedWords')
      .values({ id: community.random.id(), word: 'needle' })
      .execute()
    const submission = community.random.id()
    const input = { target: { postId }, submission, text: 'A needle', language: 'en' }
    expect(await createComment(people.ana, input)).toEqual({
      ok: true,
      value: { commentId: submission, isHeld: true },
    })
    expect((await notices()).filter((notice) => !notice.startsWith('ana'))).toEqual([])
    await community.db.transaction().execute((db) => tellThread({ ...people.mar, db }, submission))
    expect(await notices()).toEqual(['luz: comment'])
    await community.db.deleteFrom('watchedWords').execute()
  })
})

describe('P7: a newcomer', () => {
  it('is not called into a thread that is older than her joining, until her days have passed', async () => {
    community.clock.moveDays(20)
    const newcomer = (await community.member({ name: 'Nur' })).ctx
    const pinned = await threads.post(people.luz, {
      createdAt: new Date('2030-05-01T00:00:00Z'),
      pinnedAt: community.clock.now(),
    })
    await threads.say(newcomer, pinned, 'I found this on top')
    await threads.notices(people)
    await threads.say(people.luz, pinned, 'Welcome, @Nur')
    expect(await threads.notices({ nur: newcomer })).toEqual(['nur: mention'])
    await community.db.updateTable('posts').set({ pinnedAt: null }).where('id', '=', pinned).execute()
    await threads.say(people.luz, pinned, 'Are you there, @Nur?')
    expect(await threads.notices({ nur: newcomer })).toEqual([])
    community.clock.moveDays(14)
    await threads.say(people.luz, pinned, 'And now, @Nur?')
    expect(await threads.notices({ nur: newcomer })).toEqual(['nur: mention'])
  })
})
