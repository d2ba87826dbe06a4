import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { daysFrom } from '../../src/days.ts'
import { createPost } from '../../src/posts/create-post.ts'
import { editPost } from '../../src/posts/edit-post.ts'
import { versionOf } from '../../src/posts/rules.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import { refusals, writerOf } from './writer.ts'

let community: TestCommunity
let writer: ReturnType<typeof writerOf>
let luz: MemberCtx
let ana: MemberCtx
let moderator: MemberCtx

beforeAll(async () => {
  community = await createTestCommunity()
  writer = writerOf(community)
  luz = (await community.member({ name: 'Luz' })).ctx
  ana = (await community.member({ name: 'Ana' })).ctx
  moderator = (await community.member({ name: 'Mar', roles: ['moderator'] })).ctx
})
afterAll(() => community.close())

const inDays = (days: number) => daysFrom(community.clock.now(), days)
const setCommunity = (values: {
  alertPolicy?: 'moderators' | 'allowed' | 'members'
  postDays?: number | null
}) => community.db.updateTable('community').set(values).execute()

describe('a poll', () => {
  const poll = { options: ['Soup', 'Bread'], several: false, secret: false, days: 3 }

  it('asks with its answers in their order, and closes when it was said to', async () => {
    const postId = await writer.write(luz, { kind: 'poll', poll: { ...poll, several: true, secret: true } })
    expect(await writer.row(postId)).toMatchObject({ kind: 'poll', expiresAt: null })
    const { db } = community
    expect(await db.selectFrom('polls').selectAll().where('postId', '=', postId).execute()).toMatchObject([
      { several: true, secret: true, closesAt: inDays(3) },
    ])
    const options = await db
      .selectFrom('pollOptions')
      .select('label')
      .where('postId', '=', postId)
      .orderBy('position')
      .execute()
    expect(options.map(({ label }) => label)).toEqual(['Soup', 'Bread'])
  })

  it.each([
    ['one answer', { options: ['Soup'] }, 'options'],
    ['eleven answers', { options: Array.from({ length: 11 }, (_, index) => `${index}`) }, 'options'],
    ['the same answer twice', { options: ['Soup', 'soup'] }, 'options'],
    ['an endless answer', { options: ['Soup', 'x'.repeat(201)] }, 'options'],
    ['no day', { days: 0 }, 'days'],
    ['31 days', { days: 31 }, 'days'],
    ['half a day', { days: 0.5 }, 'days'],
    ['no number of days', { days: Number.NaN }, 'days'],
  ])('is refused with %s', async (_, change, field) => {
    const before = await writer.count('posts')
    const result = await createPost(luz, writer.post({ kind: 'poll', poll: { ...poll, ...change } }))
    expect(refusals(result)).toEqual([expect.stringMatching(new RegExp(`^invalid ${field} `))])
    expect(await writer.count('posts')).toBe(before)
  })

  it('is refused without answers, and without a question', async () => {
    expect(refusals(await createPost(luz, writer.post({ kind: 'poll' })))).toEqual([
      'invalid options post.errors.pollOptions',
    ])
    expect(refusals(await createPost(luz, writer.post({ kind: 'poll', poll, text: '' })))).toEqual([
      'invalid text post.errors.needsWords',
    ])
  })

  it('keeps its question when it is changed: a poll without one decides nothing', async () => {
    const postId = await writer.write(luz, { kind: 'poll', poll })
    const result = await editPost(luz, { postId, version: versionOf(null), text: '', language: 'en' })
    expect(refusals(result)).toEqual(['invalid text post.errors.needsWords'])
  })
})

describe('an alert', () => {
  const alert = { kind: 'alert', lifetime: 3, text: 'Careful at the bridge' } as const
  beforeEach(() => setCommunity({ alertPolicy: 'members' }))

  it('always says when it ends', async () => {
    const postId = await writer.write(luz, alert)
    expect(await writer.row(postId)).toMatchObject({ kind: 'alert', expiresAt: inDays(3) })
    for (const lifetime of [undefined, 2, 30, Number.NaN]) {
      expect(refusals(await createPost(luz, writer.post({ ...alert, lifetime })))).toEqual([
        'invalid lifetime post.errors.alertLifetime',
      ])
    }
  })

  it('is told to everybody who reads the group, but not to its author', async () => {
    const postId = await writer.write(luz, alert)
    const told = await community.db
      .selectFrom('notifications')
      .select(['kind', 'memberId'])
      .where('postId', '=', postId)
      .execute()
    expect(told.map(({ kind }) => kind)).toEqual(['alert', 'alert'])
    expect(told.map(({ memberId }) => memberId).sort()).toEqual(
      [ana.actor.memberId, moderator.actor.memberId].sort(),
    )
  })

  it('is not told to whoever muted the group', async () => {
    const muted = { memberId: ana.actor.memberId, groupId: community.groups.general }
    await community.db.insertInto('groupMutes').values(muted).execute()
    const postId = await writer.write(luz, alert)
    await community.db.deleteFrom('groupMutes').execute()
    const told = await community.db
      .selectFrom('notifications')
      .select('memberId')
      .where('postId', '=', postId)
      .execute()
    expect(told).toEqual([{ memberId: moderator.actor.memberId }])
  })

  it.each([
    ['members', [true, true, true]],
    ['allowed', [false, true, true]],
    ['moderators', [false, false, true]],
  ] as const)('is posted by whom the community lets: %s', async (alertPolicy, expected) => {
    await setCommunity({ alertPolicy })
    const granted = { memberId: ana.actor.memberId, permission: 'alert' as const }
    await community.db.insertInto('memberGrants').values(granted).execute()
    const answers = []
    for (const ctx of [luz, ana, moderator]) answers.push((await createPost(ctx, writer.post(alert))).ok)
    await community.db.deleteFrom('memberGrants').execute()
    expect(answers).toEqual(expected)
  })
})

describe('a post that disappears', () => {
  const setGroup = (postDays: number | null) =>
    community.db.updateTable('groups').set({ postDays }).where('key', '=', 'general').execute()

  it.each([
    ['stays unless somebody says otherwise', undefined, null, null, null],
    ['ends when she chose', 7, null, null, 7],
    ['ends with what the group keeps, if that is sooner', 30, 10, null, 10],
    ['ends with what the community keeps, if that is sooner still', 30, 10, 5, 5],
    ['ends when she chose, if that is soonest', 1, 10, 5, 1],
    ['ends with what the group keeps when she chose nothing', undefined, 10, null, 10],
  ] as const)('%s', async (_, lifetime, group, all, expected) => {
    await setGroup(group)
    await setCommunity({ postDays: all })
    const postId = await writer.write(luz, { lifetime })
    await setGroup(null)
    await setCommunity({ postDays: null })
    expect((await writer.row(postId))?.expiresAt ?? null).toEqual(expected === null ? null : inDays(expected))
  })

  it('ends after one of the times that are offered, not after another', async () => {
    for (const lifetime of [0, 2, 31, -1, 0.5, Number.NaN]) {
      expect(refusals(await createPost(luz, writer.post({ lifetime })))).toEqual([
        'invalid lifetime post.errors.lifetime',
      ])
    }
  })
})

describe('a post with a watched word', () => {
  const watch = (word: string) =>
    community.db.insertInto('watchedWords').values({ id: community.random.id(), word }).execute()
  beforeAll(() => watch('bakery'))
  afterAll(() => community.db.deleteFrom('watchedWords').execute())

  it('waits for a moderator, whether the word is in the text, an answer, a picture or a name', async () => {
    const poll = { options: ['Bread', 'The bakery'], several: false, secret: false, days: 3 }
    for (const change of [{ text: 'To the Bakery!' }, { kind: 'poll' as const, poll }]) {
      const input = writer.post(change)
      expect(await createPost(luz, input)).toEqual({
        ok: true,
        value: { postId: input.submission, isHeld: true },
      })
      expect(await createPost(luz, input)).toEqual({
        ok: true,
        value: { postId: input.submission, isHeld: true },
      })
      expect((await writer.row(input.submission))?.heldAt).toEqual(community.clock.now())
    }
  })

  it('is told to nobody while it waits, not even when it is an alert', async () => {
    await setCommunity({ alertPolicy: 'members' })
    const postId = await writer.write(luz, { kind: 'alert', lifetime: 1, text: 'Not the bakery' })
    const told = await community.db
      .selectFrom('notifications')
      .select('id')
      .where('postId', '=', postId)
      .execute()
    expect(told).toEqual([])
  })

  it('waits as well when the word comes in later, but not again for a word that was let pass', async () => {
    const postId = await writer.write(luz)
    const change = { postId, version: versionOf(null), language: 'en' }
    expect(await editPost(luz, { ...change, text: 'Meet at the bakery' })).toMatchObject({ ok: true })
    expect((await writer.row(postId))?.heldAt).toEqual(community.clock.now())
    await community.db.updateTable('posts').set({ heldAt: null }).where('id', '=', postId).execute()
    const editedAt = (await writer.row(postId))?.editedAt ?? null
    await editPost(luz, { ...change, version: versionOf(editedAt), text: 'Meet at the bakery, all!' })
    expect(await writer.row(postId)).toMatchObject({ body: 'Meet at the bakery, all!', heldAt: null })
  })
})

it('who is muted neither writes nor changes anything, and is told until when', async () => {
  const postId = await writer.write(luz)
  const sanction = { id: community.random.id(), memberId: luz.actor.memberId, kind: 'mute' as const }
  await community.db
    .insertInto('sanctions')
    .values({ ...sanction, reason: '', createdAt: community.clock.now(), endsAt: inDays(2) })
    .execute()
  const muted = ['forbidden standing.errors.muted']
  expect(refusals(await createPost(luz, writer.post()))).toEqual(muted)
  const change = { postId, version: versionOf(null), text: 'Other', language: 'en' }
  expect(refusals(await editPost(luz, change))).toEqual(muted)
  await community.db.deleteFrom('sanctions').execute()
})
