import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { purgeExpired } from '../../src/community/purge-expired.ts'
import { daysFrom } from '../../src/days.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'

let community: TestCommunity
beforeAll(async () => {
  community = await createTestCommunity()
})
afterAll(() => community.close())

const past = (days: number) => daysFrom(community.clock.now(), -days)

describe('P10: what is over its time is deleted', () => {
  it('of private messages after the days that the community has set', async () => {
    const { db } = community
    await db.updateTable('community').set({ messageDays: 40 }).execute()
    for (const [id, days] of [
      ['over', 41],
      ['young', 39],
    ] as const) {
      const { id: memberId } = await community.member()
      const conversation = { id, kind: 'moderators' as const, memberId }
      await db
        .insertInto('conversations')
        .values({ ...conversation, createdAt: past(days), lastMessageAt: past(days) })
        .execute()
      const message = { id, conversationId: id, authorId: memberId, fromModerators: false, body: 'Tea?' }
      await db
        .insertInto('messages')
        .values({ ...message, createdAt: past(days) })
        .execute()
    }
    await purgeExpired(community.system())
    expect(await db.selectFrom('messages').select('id').execute()).toEqual([{ id: 'young' }])
  })

  it('of asking to come into a group when it was decided 90 days ago, with the answers', async () => {
    const { db } = community
    const { id: memberId } = await community.member()
    for (const [id, decidedAt] of [
      ['over', past(91)],
      ['young', past(89)],
      ['waiting', null],
    ] as const) {
      const request = { id, groupId: community.groups.general, memberId, createdAt: past(89) }
      const state = decidedAt === null ? 'waiting' : 'declined'
      await db
        .insertInto('groupRequests')
        .values({ ...request, state, decidedAt })
        .execute()
    }
    await purgeExpired(community.system())
    const left = await db.selectFrom('groupRequests').select('id').orderBy('id').execute()
    expect(left).toEqual([{ id: 'waiting' }, { id: 'young' }])
  })
})
