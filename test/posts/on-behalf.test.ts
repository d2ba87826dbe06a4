import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startShare } from '../../src/channels/start-share.ts'
import type { MemberCtx } from '../../src/context.ts'
import { emptyRemoved } from '../../src/moderation/empty-removed.ts'
import { removeWritten } from '../../src/moderation/remove-written.ts'
import { createPost } from '../../src/posts/create-post.ts'
import { readPost } from '../../src/posts/queries.ts'
import { readSpokenConsent } from '../../src/posts/spoken-consent.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import { refusals, writerOf } from './writer.ts'

let community: TestCommunity
let writer: ReturnType<typeof writerOf>
let luz: MemberCtx
let outreach: MemberCtx
let caseworker: MemberCtx
let moderator: MemberCtx

beforeAll(async () => {
  community = await createTestCommunity()
  writer = writerOf(community)
  luz = (await community.member()).ctx
  outreach = (await community.member()).ctx
  caseworker = (await community.member({ roles: ['caseworker'] })).ctx
  moderator = (await community.member({ roles: ['moderator'] })).ctx
  const granted = { memberId: outreach.actor.memberId, permission: 'outreach' as const }
  await community.db.insertInto('memberGrants').values(granted).execute()
})
afterAll(() => community.close())

const onBehalf = { note: 'At breakfast, after I read it to her', givenOn: '2030-05-19' }

describe('a post for a woman without a phone', () => {
  it('is written by moderators, caseworkers and those whom moderators let', async () => {
    for (const ctx of [outreach, caseworker, moderator]) {
      const postId = await writer.write(ctx, { onBehalf })
      expect(await readPost(luz, postId)).toMatchObject({ onBehalf: true })
    }
    expect(refusals(await createPost(luz, writer.post({ onBehalf })))).toEqual([
      'forbidden post.errors.onBehalfNotAllowed',
    ])
  })

  it('keeps how she agreed for moderators alone, not for whoever wrote it down', async () => {
    const postId = await writer.write(outreach, { onBehalf })
    expect(await readSpokenConsent(moderator, postId)).toEqual(onBehalf)
    for (const ctx of [luz, outreach, caseworker])
      expect(await readSpokenConsent(ctx, postId)).toBeUndefined()
  })

  it('P5: is not shared outside by whoever wrote it down: the other woman agreed to the group alone', async () => {
    const postId = await writer.write(outreach, { onBehalf })
    expect(await startShare(outreach, { postId })).toMatchObject({ refusals: [{ kind: 'missing' }] })
    const own = await writer.write(outreach, {})
    expect((await startShare(outreach, { postId: own })).ok).toBe(true)
  })

  it('is taken away by any moderator, with how she agreed', async () => {
    const postId = await writer.write(outreach, { onBehalf })
    const thing = { what: 'post' as const, id: postId }
    expect(await removeWritten(moderator, { thing, category: 'other', reason: 'She asked' })).toMatchObject({
      ok: true,
    })
    for (const ctx of [luz, outreach, caseworker]) expect(await readPost(ctx, postId)).toBeUndefined()
    await emptyRemoved(community.system(), community.clock.now())
    const consents = community.db.selectFrom('spokenConsents').select('postId').where('postId', '=', postId)
    expect(await consents.execute()).toEqual([])
  })

  it.each([
    ['consentNote', { note: '' }],
    ['consentNote', { note: 'x'.repeat(1_001) }],
    ['consentOn', { givenOn: '' }],
    ['consentOn', { givenOn: 'yesterday' }],
    ['consentOn', { givenOn: '2030-02-30' }],
    ['consentOn', { givenOn: '2030-05-22' }],
    ['consentOn', { givenOn: '0001-01-01' }],
  ])('is refused beside %s: %j', async (field, change) => {
    const result = await createPost(outreach, writer.post({ onBehalf: { ...onBehalf, ...change } }))
    expect(refusals(result)).toEqual([expect.stringContaining(`invalid ${field} `)])
  })
})
