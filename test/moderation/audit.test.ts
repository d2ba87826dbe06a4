import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { insertActor } from '../../src/channels/insert-actor.ts'
import { createKeyPair } from '../../src/channels/key-pair.ts'
import { rotateKeys } from '../../src/channels/rotate-keys.ts'
import type { MemberCtx } from '../../src/context.ts'
import { inTransaction } from '../../src/db/transaction.ts'
import { sha256 } from '../../src/hashing.ts'
import type { MessageKey } from '../../src/i18n/translator.ts'
import { verifyActs } from '../../src/moderation/audit.ts'
import { forgetSubject, keepRecord } from '../../src/moderation/audit-keeping.ts'
import { type ModerationAct, recordAct } from '../../src/moderation/record-act.ts'
import { ok } from '../../src/result.ts'
import { openStanding, type Standing } from '../standing/pages.ts'

let standing: Standing
let mar: MemberCtx
const keys = await createKeyPair()

beforeEach(async () => {
  standing = await openStanding()
  mar = (await standing.member({ roles: ['moderator'] })).ctx
  await inTransaction(standing.system(), async (trx) =>
    ok(await insertActor(trx, { kind: 'moderation', username: 'moderation', name: 'M', keys })),
  )
})
afterEach(() => standing.close())

const act = (times = 1, subject = 'subject') =>
  inTransaction(mar, async (trx) => {
    for (let at = 0; at < times; at += 1) await recordAct(trx, 'post-removed', subject)
    return ok()
  })

/** What somebody with the database in her hands can do: the guard off, and on again. */
async function tamper(change: string): Promise<void> {
  await standing.db.transaction().execute(async (trx) => {
    await sql`alter table moderation_acts disable trigger user`.execute(trx)
    await trx.deleteFrom('actSubjects').execute()
    await sql.raw(change).execute(trx)
    await sql`alter table moderation_acts enable trigger user`.execute(trx)
  })
}

const months = async (count: number) => {
  for (let month = 0; month < count; month += 1) {
    await act(2)
    standing.clock.moveDays(31)
    await keepRecord(standing.system())
  }
}

describe('P13 the record', () => {
  it('P13 is whole from its first act to its last', async () => {
    expect(await verifyActs(standing.db)).toEqual({ acts: 0, upTo: 0 })
    await act(5)
    expect(await verifyActs(standing.db)).toEqual({ acts: 5, upTo: 5 })
    await act(2_100)
    expect(await verifyActs(standing.db)).toEqual({ acts: 2_105, upTo: 2_105 })
  })

  it.each([
    ['an act that was changed', "set act = 'share-returned' where sequence = 3", 2, 3, 'hash'],
    ['a day that was changed', "set day = '2001-01-01' where sequence = 4", 3, 4, 'hash'],
    ['a token that was swapped', "set token = 'x' where sequence = 2", 1, 2, 'hash'],
    ['a link that was changed', "set previous_hash = 'x' where sequence = 5", 4, 5, 'previous-hash'],
  ] as const)('P13 names the first broken link: %s', async (_, change, upTo, sequence, fault) => {
    await act(5)
    await tamper(`update moderation_acts ${change}`)
    expect(await verifyActs(standing.db)).toEqual({ acts: sequence, upTo, brokenAt: { sequence, fault } })
  })

  it('P13 names what follows a gap, and a beginning that is gone', async () => {
    await act(5)
    await tamper('delete from moderation_acts where sequence = 3')
    expect(await verifyActs(standing.db)).toMatchObject({ upTo: 2, brokenAt: { sequence: 4, fault: 'gap' } })
    await tamper('delete from moderation_acts where sequence < 4')
    const gone = { acts: 1, upTo: 0, brokenAt: { sequence: 4, fault: 'beginning-missing' } }
    expect(await verifyActs(standing.db)).toEqual(gone)
  })

  it('P13 names an act that was written anew together with its hash, at the one after it', async () => {
    await act(5)
    const row = await standing.db
      .selectFrom('moderationActs')
      .selectAll()
      .where('sequence', '=', 3)
      .executeTakeFirstOrThrow()
    const hash = await sha256([3, 'share-returned', row.token, row.day, row.previousHash].join('\n'))
    await tamper(`update moderation_acts set act = 'share-returned', hash = '${hash}' where sequence = 3`)
    expect(await verifyActs(standing.db)).toEqual({
      acts: 4,
      upTo: 3,
      brokenAt: { sequence: 4, fault: 'previous-hash' },
    })
  })

  it('P13 is signed once a month, and a page holds only what came since against it', async () => {
    await months(3)
    await keepRecord(standing.system())
    const points = await standing.db
      .selectFrom('actCheckpoints')
      .select('sequence')
      .orderBy('sequence')
      .execute()
    expect(points.map(({ sequence }) => sequence)).toEqual([2, 4, 6])
    await act(2)
    expect(await verifyActs(standing.db)).toEqual({ acts: 8, upTo: 8 })
    expect(await verifyActs(standing.db, { sinceCheckpoint: true })).toEqual({ acts: 3, upTo: 8 })
  })

  it('P13 shows a chain that was written anew from its beginning, and an end that was cut off', async () => {
    await months(1)
    await tamper('delete from moderation_acts where sequence = 2')
    expect((await verifyActs(standing.db)).brokenAt).toEqual({ sequence: 2, fault: 'end-missing' })
    await tamper('delete from moderation_acts')
    await act(3)
    expect((await verifyActs(standing.db)).brokenAt).toEqual({ sequence: 2, fault: 'checkpoint-hash' })
    await standing.db.updateTable('actCheckpoints').set({ signature: 'AAAA' }).execute()
    const second = await standing.db
      .selectFrom('moderationActs')
      .select('hash')
      .where('sequence', '=', 2)
      .executeTakeFirstOrThrow()
    await standing.db.updateTable('actCheckpoints').set({ hash: second.hash }).execute()
    expect((await verifyActs(standing.db)).brokenAt).toEqual({ sequence: 2, fault: 'checkpoint-signature' })
  })

  it('P13 stays signed when the keys change, also after somebody had them', async () => {
    for (const compromised of [false, true]) {
      await months(3)
      await keepRecord(standing.system())
      const before = await verifyActs(standing.db, { sinceCheckpoint: true })
      expect(before.acts).toBeLessThan(before.upTo)
      expect(before.brokenAt).toBeUndefined()
      const rotated = await rotateKeys(standing.system(), { newKeyPair: createKeyPair, compromised })
      expect(rotated.ok).toBe(true)
      expect(await verifyActs(standing.db, { sinceCheckpoint: true })).toEqual(before)
      expect((await verifyActs(standing.db)).brokenAt).toBeUndefined()
    }
  })

  it('P13 signs and prunes nothing of a chain that is broken', async () => {
    await act(3)
    await tamper("update moderation_acts set act = 'share-returned' where sequence = 2")
    expect(await keepRecord(standing.system())).toEqual({ ok: true, value: { pruned: 0 } })
    expect(await standing.db.selectFrom('actCheckpoints').select('sequence').execute()).toEqual([])
  })

  it('P13 loses what is older than two years below a signed checkpoint, and is still whole', async () => {
    await months(26)
    const first = await standing.db
      .selectFrom('moderationActs')
      .select('sequence')
      .orderBy('sequence')
      .executeTakeFirst()
    expect(first?.sequence).toBeGreaterThan(2)
    const verdict = await verifyActs(standing.db)
    expect(verdict).toEqual({ acts: 53 - (first?.sequence ?? 0), upTo: 52 })
    await standing.db.updateTable('actCheckpoints').set({ signature: 'AAAA' }).execute()
    expect((await verifyActs(standing.db)).brokenAt).toEqual({
      sequence: first?.sequence,
      fault: 'checkpoint-signature',
    })
    expect((await keepRecord(mar)).ok).toBe(false)
  })

  it('P13 can forget whom it was about, and stays whole', async () => {
    await act(1, 'luz')
    await act(1, 'ana')
    await inTransaction(standing.system(), async (trx) => {
      await forgetSubject(trx, 'luz')
      return ok()
    })
    const subjects = await standing.db.selectFrom('actSubjects').select('subjectId').execute()
    expect(subjects).toEqual([{ subjectId: 'ana' }])
    expect(await verifyActs(standing.db)).toEqual({ acts: 2, upTo: 2 })
  })

  it('P13 is shown to moderators by day, without whom and by whom, page by page', async () => {
    const luz = await standing.member({ name: 'Luz' })
    await act(60, luz.id)
    const visitor = await standing.visit(mar.actor.memberId)
    const page = await visitor.get('/queue/record')
    expect(page.words).toContain('Checked: whole up to #60.')
    expect(page.text.match(/A post was removed/g)).toHaveLength(50)
    for (const told of [luz.id, 'Luz', mar.actor.memberId]) expect(page.text).not.toContain(told)
    const older = await visitor.get(page.links().find(({ text }) => text === 'Show older')?.href ?? '')
    expect(older.text.match(/A post was removed/g)).toHaveLength(10)
    for (const before of ['0', '-1', 'x', '%00', '9'.repeat(30)])
      expect((await visitor.get(`/queue/record?before=${before}`)).status).toBe(200)
    await tamper("update moderation_acts set act = 'share-returned' where sequence = 40")
    expect((await visitor.get('/queue/record')).words).toContain('The record is broken at #40.')
    expect((await (await standing.visit(luz.id)).get('/queue/record')).status).toBe(404)
    expect(standing.faults).toEqual([])
  })

  it('P13 has words for every act there is', async () => {
    // What it asserts is in its type: an act without a text does not compile.
    const keyOf = (name: ModerationAct): MessageKey => `record.act.${name}`
    expect(keyOf('frozen')).toBe('record.act.frozen')
  })
})
