import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { purges } from '../../src/community/purge-expired.ts'
import { daysFrom } from '../../src/days.ts'
import { claimItem, visitQueue } from '../../src/moderation/claims.ts'
import { queuePlaces } from '../../src/moderation/places.ts'
import { readNext, readQueue } from '../../src/moderation/queries.ts'
import { type Moderation, openModeration } from './support.ts'

let m: Moderation
beforeAll(async () => {
  m = await openModeration()
  for (const text of ['One', 'Two', 'Three']) {
    m.clock.moveDays(1 / 1_440)
    await m.flag(m.ana, await m.write(m.luz, text))
  }
})
afterAll(() => m.close())

describe('who is on it', () => {
  beforeEach(() => m.db.deleteFrom('queueClaims').execute())

  const item = async () => {
    const next = await readNext(m.marta.ctx)
    if (!next) throw new Error('nothing waits')
    return { place: queuePlaces[next.kind], id: next.id }
  }
  const onIt = async () => (await readQueue(m.iria.ctx)).entries.map(({ onIt: name }) => name)

  it('is told to others for ten minutes, and to herself never', async () => {
    const thing = await item()
    expect(await claimItem(m.marta.ctx, thing)).toMatchObject({ onIt: null })
    expect(await claimItem(m.marta.ctx, thing)).toMatchObject({ onIt: null })
    expect(await claimItem(m.iria.ctx, thing)).toMatchObject({ onIt: 'Marta' })
    expect((await onIt())[0]).toBe('Marta')
    expect((await readQueue(m.marta.ctx)).entries[0]?.onIt).toBeNull()
    m.clock.moveDays(11 / 1_440)
    expect((await onIt())[0]).toBeNull()
    expect(await claimItem(m.iria.ctx, thing)).toMatchObject({ onIt: null })
    expect(await claimItem(m.marta.ctx, thing)).toMatchObject({ onIt: 'Iria' })
  })

  it('lets go of one thing as she opens another or the list', async () => {
    const thing = await item()
    await visitQueue(m.iria.ctx)
    await claimItem(m.marta.ctx, thing)
    await visitQueue(m.marta.ctx)
    expect(new Set(await onIt())).toEqual(new Set([null]))
  })

  it('is one of two who open it at the same moment', async () => {
    const thing = await item()
    const claims = await Promise.all([claimItem(m.marta.ctx, thing), claimItem(m.iria.ctx, thing)])
    expect(claims.map((claim) => claim?.onIt).filter((name) => name === null)).toHaveLength(1)
  })

  it('is noted only for what waits, and only for moderators', async () => {
    const { place } = await item()
    expect(await claimItem(m.marta.ctx, { place, id: 'zzzzzzzzzzzzzzzzzzzzzzzz' })).toBeUndefined()
    expect(await claimItem(m.luz.ctx, await item())).toBeUndefined()
    expect(await m.db.selectFrom('queueClaims').selectAll().execute()).toEqual([])
  })

  it('P10 is forgotten after a day, and flags ninety days after they were decided', async () => {
    await claimItem(m.marta.ctx, await item())
    const [flag] = await m.db.selectFrom('flags').select('id').where('decidedAt', 'is', null).execute()
    if (!flag) throw new Error('no flag waits')
    const decided = { decision: 'kept', decidedAt: m.clock.now() } as const
    await m.db.updateTable('flags').set(decided).where('id', '=', flag.id).execute()
    const waitingFlags = await m.db
      .selectFrom('flags')
      .select('id')
      .where('decidedAt', 'is', null)
      .orderBy('id')
      .execute()
    m.clock.moveDays(91)
    expect(await purges['queue_claims']?.(m, daysFrom(m.clock.now(), -1))).toBe(1)
    expect(await purges['flags']?.(m, daysFrom(m.clock.now(), -90))).toBe(1)
    expect(await m.db.selectFrom('flags').select('id').orderBy('id').execute()).toEqual(waitingFlags)
  })
})
