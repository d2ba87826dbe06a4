import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { approveApplication } from '../../src/joining/approve-application.ts'
import { countDecidedByOthers } from '../../src/moderation/decided-by-others.ts'
import { undoDecision } from '../../src/moderation/undo-decision.ts'
import { done, type Moderation, openModeration } from './support.ts'

let m: Moderation
beforeAll(async () => {
  m = await openModeration()
  await m.db.updateTable('community').set({ approvalsNeeded: 2 }).execute()
})
afterAll(() => m.close())

let applicationId: string
beforeEach(async () => {
  applicationId = m.random.id()
  await m.db
    .insertInto('applications')
    .values({
      ...{ id: applicationId, statusCodeHash: applicationId, signInNameKey: applicationId },
      ...{ passphraseHash: applicationId, locale: 'en', displayName: 'Newcomer', createdAt: m.clock.now() },
    })
    .execute()
})

/** The first of two yeses; gives the id that takes it back. */
async function sayYes(): Promise<string> {
  const { isIn, ...approval } = done(await approveApplication(m.marta.ctx, { applicationId }))
  if (isIn || !('undoId' in approval)) throw new Error('one yes was enough')
  return approval.undoId
}

/** How many transactions wait for another. */
async function countWaiting(): Promise<number | undefined> {
  const { rows } = await sql<{ waiting: number }>`select count(*)::int as waiting from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(m.db)
  return rows[0]?.waiting
}

describe('the first of two yeses to somebody who wants to join', () => {
  it('can be taken back, and then has to be said again', async () => {
    const undoId = await sayYes()
    expect(await m.waiting(m.marta.ctx)).not.toContain(`application ${applicationId}`)
    done(await undoDecision(m.marta.ctx, { undoId }))
    expect(await m.waiting(m.marta.ctx)).toContain(`application ${applicationId}`)
    expect((await m.acts()).at(-1)).toBe('application-approval-withdrawn')
    expect(done(await approveApplication(m.iria.ctx, { applicationId })).isIn).toBe(false)
  })

  it('is not there any more once another moderator let her in', async () => {
    const undoId = await sayYes()
    expect(done(await approveApplication(m.iria.ctx, { applicationId })).isIn).toBe(true)
    expect(await undoDecision(m.marta.ctx, { undoId })).toMatchObject({
      ok: false,
      refusals: [{ kind: 'conflict', message: 'queue.undo.changed' }],
    })
  })

  it('does not count for another who says yes while it is taken back: she waits, and hers is the first', async () => {
    const undoId = await sayYes()
    const acts = await m.db.startTransaction().execute()
    // Whoever notes what she did waits here, with everything before it done.
    await sql`lock table moderation_acts in share mode`.execute(acts)
    const undone = undoDecision(m.marta.ctx, { undoId })
    await expect.poll(countWaiting).toBe(1)
    const approved = approveApplication(m.iria.ctx, { applicationId })
    await expect.poll(countWaiting).toBe(2)
    await acts.commit().execute()
    done(await undone)
    expect(done(await approved).isIn).toBe(false)
    const votes = await m.db
      .selectFrom('applicationVotes')
      .select('moderatorId')
      .where('applicationId', '=', applicationId)
      .execute()
    expect(votes).toEqual([{ moderatorId: m.iria.id }])
  })

  it('is one tap on the page; the yes that lets her in says first that it is final', async () => {
    const marta = await m.visitor(m.marta)
    const path = `/queue/applications/${applicationId}`
    const page = await marta.get(path)
    expect(page.words).not.toContain('This cannot be undone: her answers')
    const list = await marta.submit(page.form(`${path}/approve`))
    expect(list.words).toContain('Your yes is noted.')
    expect(list.words).toContain('Undo')
    const iria = await m.visitor(m.iria)
    expect((await iria.get(path)).words).toContain('This cannot be undone: her answers')
  })
})

describe('what others decided', () => {
  it('is counted for whoever comes back, without her own and without saying who', async () => {
    const since = m.clock.now()
    const before = await countDecidedByOthers(m.luz.ctx, since)
    expect(before).toBe(0)
    const [hers, others] = await Promise.all([
      countDecidedByOthers(m.marta.ctx, since),
      countDecidedByOthers(m.iria.ctx, since),
    ])
    await sayYes()
    done(await approveApplication(m.iria.ctx, { applicationId }))
    expect(await countDecidedByOthers(m.marta.ctx, since)).toBe(hers + 1)
    expect(await countDecidedByOthers(m.iria.ctx, since)).toBe(others)
  })
})
