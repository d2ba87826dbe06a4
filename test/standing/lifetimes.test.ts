import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { purgeExpired } from '../../src/community/purge-expired.ts'
import { daysFrom } from '../../src/days.ts'
import { endSuspensions } from '../../src/standing/settle-status.ts'
import { openStanding, type Standing } from './pages.ts'

let standing: Standing
beforeAll(async () => {
  standing = await openStanding()
})
afterAll(() => standing.close())

describe('P10 what is known of how members stood', () => {
  it('P10 is deleted when its time is over, and not before', async () => {
    const { db, clock } = standing
    const now = clock.now()
    const reason = 'x'
    const ids: Record<'over' | 'young', string> = { over: '', young: '' }
    for (const age of ['over', 'young'] as const) {
      const { id: memberId } = await standing.member({ name: age })
      ids[age] = memberId
      const past = (days: number) => daysFrom(now, age === 'over' ? -days : 1 - days)
      const ends = past(0)
      const postId = await standing.post(memberId, { anonymous: true })
      await db
        .insertInto('sanctions')
        .values({ id: age, memberId, kind: 'suspend', reason, createdAt: past(365) })
        .execute()
      await db
        .insertInto('freezes')
        .values({ id: age, memberId, startedAt: past(365), liftedAt: now })
        .execute()
      const note = { id: age, memberId, body: reason, createdAt: past(180), expiresAt: ends }
      await db.insertInto('memberNotes').values(note).execute()
      const limit = { id: age, postId, reason, createdAt: past(180), endsAt: ends }
      await db.insertInto('postSanctions').values(limit).execute()
      await db.insertInto('anonymousLimits').values({ memberId, endsAt: ends }).execute()
      await db
        .insertInto('unmaskings')
        .values({ id: age, postId, reason, askedAt: past(365) })
        .execute()
      await db
        .insertInto('successions')
        .values({ candidateId: memberId, offeredAt: past(60) })
        .execute()
      await db.updateTable('members').set({ status: 'suspended' }).where('id', '=', memberId).execute()
    }
    expect((await purgeExpired(standing.system())).ok).toBe(true)
    for (const table of ['sanctions', 'freezes', 'memberNotes', 'postSanctions', 'unmaskings'] as const) {
      const left = await db.selectFrom(table).select('id').execute()
      expect({ table, left }).toEqual({ table, left: [{ id: 'young' }] })
    }
    const limits = await db.selectFrom('anonymousLimits').select('memberId as id').execute()
    const candidates = await db.selectFrom('successions').select('candidateId as id').execute()
    expect([limits, candidates]).toEqual([[{ id: ids.young }], [{ id: ids.young }]])
    // A suspension that nobody lifted ends with the record of it.
    await endSuspensions(standing.system())
    expect(await standing.statusOf(ids.over)).toBe('active')
    expect(await standing.statusOf(ids.young)).toBe('suspended')
  })
})
