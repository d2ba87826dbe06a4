import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { readOwnRemoval } from '../../src/moderation/removal-queries.ts'
import { restoreRemoved } from '../../src/moderation/restore-removed.ts'
import { listNotices } from '../../src/notifications/queries.ts'
import { readPost } from '../../src/posts/queries.ts'
import { takeBackSpoken } from '../../src/posts/take-back-spoken.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import { openPages } from './pages.ts'
import { done, refusals, writerOf } from './writer.ts'

let community: TestCommunity
let writer: ReturnType<typeof writerOf>
let caseworker: MemberCtx
let moderator: MemberCtx
let luz: MemberCtx

beforeAll(async () => {
  community = await createTestCommunity()
  writer = writerOf(community)
  caseworker = (await community.member({ roles: ['caseworker'] })).ctx
  moderator = (await community.member({ roles: ['moderator'] })).ctx
  luz = (await community.member()).ctx
})
afterAll(() => community.close())

const onBehalf = { note: 'At breakfast', givenOn: '2030-05-19' }
const reason = 'She took her word back'

it('what was written for her is gone at once and wholly, is recorded, and its writer is told why', async () => {
  const postId = await writer.write(caseworker, { onBehalf })
  const { groups } = community
  expect(done(await takeBackSpoken(moderator, { postId, reason }))).toEqual({ groupId: groups.general })
  expect(await writer.row(postId)).toMatchObject({ body: '', deletedAt: community.clock.now() })
  for (const table of ['spokenConsents', 'postAuthors', 'comments'] as const) {
    expect(await community.db.selectFrom(table).selectAll().where('postId', '=', postId).execute()).toEqual(
      [],
    )
  }
  for (const ctx of [caseworker, moderator, luz]) expect(await readPost(ctx, postId)).toBeUndefined()
  expect(
    await community.db
      .selectFrom('moderationActs')
      .innerJoin('actSubjects', 'actSubjects.token', 'moderationActs.token')
      .select(['act', 'moderatorId'])
      .where('subjectId', '=', postId)
      .execute(),
  ).toEqual([{ act: 'spoken-consent-taken-back', moderatorId: moderator.actor.memberId }])
  const { notices } = await listNotices(caseworker)
  expect(notices.map(({ kind, removed }) => [kind, removed?.id])).toEqual([['post-removed', postId]])
  expect(await readOwnRemoval(caseworker, { what: 'post', id: postId })).toMatchObject({ reason, body: '' })
  expect(await readOwnRemoval(luz, { what: 'post', id: postId })).toBeUndefined()
})

it('nobody brings it back', async () => {
  const postId = await writer.write(caseworker, { onBehalf })
  done(await takeBackSpoken(moderator, { postId, reason }))
  expect(await restoreRemoved(moderator, { what: 'post', id: postId })).toMatchObject({ ok: false })
  expect(refusals(await takeBackSpoken(moderator, { postId, reason }))).toEqual([
    expect.stringMatching(/^missing/),
  ])
})

it('is refused to who looks after nothing, for what speaks for nobody else, and where she cannot see', async () => {
  const postId = await writer.write(caseworker, { onBehalf })
  expect(refusals(await takeBackSpoken(luz, { postId, reason }))).toEqual([
    expect.stringMatching(/^forbidden/),
  ])
  const own = await writer.write(caseworker, {})
  for (const wrong of [own, 'x', community.random.id()]) {
    expect(refusals(await takeBackSpoken(moderator, { postId: wrong, reason }))).toEqual([
      expect.stringMatching(/^missing/),
    ])
  }
  await community.db.updateTable('groups').set({ access: 'hidden' }).where('key', '=', 'general').execute()
  expect(refusals(await takeBackSpoken(moderator, { postId, reason }))).toEqual([
    expect.stringMatching(/^missing/),
  ])
  await community.db.updateTable('groups').set({ access: 'members' }).where('key', '=', 'general').execute()
})

it('one button on the thread leads moderators there, and nobody else', async () => {
  const postId = await writer.write(caseworker, { onBehalf })
  const pages = openPages(community)
  const visits = await pages.visitorOf(moderator.actor.memberId)
  const thread = await visits.get(`/posts/${postId}`)
  const link = thread.links().find(({ text }) => text === 'She takes it back')
  expect(link?.href).toBe(`${community.origin}/posts/${postId}/take-back`)
  const other = await pages.visitorOf(luz.actor.memberId)
  expect((await other.get(`/posts/${postId}`)).words).not.toContain('She takes it back')
  expect((await other.get(`/posts/${postId}/take-back`)).status).toBe(403)
  const action = `/posts/${postId}/take-back`
  const sent = await visits.submit((await visits.get(action)).form(action), {})
  expect(sent.words).toContain('The post is deleted')
  expect((await visits.get(`/posts/${postId}`)).status).toBe(404)
})
