import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { inTransaction } from '../../src/db/transaction.ts'
import { recordAct } from '../../src/moderation/record-act.ts'
import { ok } from '../../src/result.ts'
import { offerSuccession, supportSuccession } from '../../src/standing/offer-succession.ts'
import { readSuccession } from '../../src/standing/succession-queries.ts'
import { openStanding, refusalOf, type Standing } from './pages.ts'

let standing: Standing
let mar: MemberCtx
let people: { readonly id: string; readonly ctx: MemberCtx }[]

beforeAll(async () => {
  standing = await openStanding()
  mar = (await standing.member({ name: 'Mar', roles: ['moderator', 'admin'] })).ctx
  people = []
  for (const name of ['Luz', 'Ana', 'Eva', 'Ida']) people.push(await standing.member({ name }))
  standing.clock.moveDays(91)
})
afterEach(async () => {
  await standing.db.deleteFrom('successions').execute()
  await standing.db.deleteFrom('queueVisits').execute()
  await standing.db.deleteFrom('memberRoles').where('memberId', '<>', mar.actor.memberId).execute()
  await standing.db.deleteFrom('notifications').execute()
  standing.clock.moveDays(31)
})
afterAll(() => standing.close())

const person = (at: number) => {
  const found = people[at]
  if (!found) throw new Error('nobody')
  return found
}

const act = (ctx: MemberCtx) =>
  inTransaction(ctx, async (trx) => {
    await recordAct(trx, 'post-removed', 'x')
    return ok()
  })

describe('P13 succession', () => {
  it('P13 lets members take over when no moderator has been seen for 30 days: one offers, two others support', async () => {
    const [luz, ana, eva] = await Promise.all([0, 1, 2].map((at) => standing.visit(person(at).id)))
    if (!luz || !ana || !eva) throw new Error('nobody')
    await luz.submit((await luz.get('/succession')).form('/succession/offer'))
    expect(await standing.noticesOf(mar.actor.memberId)).toEqual(['succession'])
    const support = `/succession/${person(0).id}/support`
    expect((await luz.get('/succession')).words).toContain('0 of 2 support her')
    expect((await luz.submit(support, {})).status).toBe(403)
    await ana.submit((await ana.get('/succession')).form(support))
    await ana.submit(support, {})
    expect((await ana.get('/succession')).words).toContain('1 of 2 support her')
    expect(await rolesOf(person(0).id)).toEqual([])
    await eva.submit((await eva.get('/succession')).form(support))
    expect(await rolesOf(person(0).id)).toEqual(['admin', 'moderator'])
    expect((await standing.acts()).slice(-3)).toEqual(['role-given', 'role-given', 'succession'])
    expect(await standing.noticesOf(person(3).id)).toEqual(['succession'])
    expect((await standing.noticesOf(person(0).id)).sort()).toEqual(['role-changed', 'succession'])
    expect((await ana.get('/succession')).status).toBe(404)
    expect((await ana.submit('/succession/offer', {})).status).toBe(404)
  })

  it('P13 counts two supporters at the same moment as two, and makes one moderator', async () => {
    await offerSuccession(person(0).ctx)
    const candidateId = person(0).id
    const results = await Promise.all(
      [1, 2, 3].map((at) => supportSuccession(person(at).ctx, { candidateId })),
    )
    const outcomes = results.map((result) => (result.ok ? result.value : refusalOf(result)))
    expect(outcomes.sort()).toEqual(['errors.missing', 'succeeded', 'supported'])
  })

  it('P13 is nowhere while a moderator acts or looks at what there is to do', async () => {
    expect(await readSuccession(person(0).ctx)).toBeDefined()
    await act(mar)
    expect(await readSuccession(person(0).ctx)).toBeUndefined()
    expect((await (await standing.visit(person(0).id)).get('/succession')).status).toBe(404)
    standing.clock.moveDays(31)
    expect(await readSuccession(person(0).ctx)).toBeDefined()
    await standing.db
      .insertInto('queueVisits')
      .values({ moderatorId: mar.actor.memberId, seenAt: standing.clock.now() })
      .execute()
    expect(await readSuccession(person(0).ctx)).toBeUndefined()
    expect(refusalOf(await offerSuccession(person(0).ctx))).toBe('errors.missing')
  })

  it('P13 is not held up by what members without a role do, and leaves an admin who is here the only one', async () => {
    await act(person(3).ctx)
    expect(await readSuccession(person(0).ctx)).toBeDefined()
    const admin = await standing.member({ roles: ['admin'] })
    await act(admin.ctx)
    await offerSuccession(person(0).ctx)
    const candidateId = person(0).id
    await supportSuccession(person(1).ctx, { candidateId })
    expect(await supportSuccession(person(2).ctx, { candidateId })).toEqual({ ok: true, value: 'succeeded' })
    expect(await rolesOf(candidateId)).toEqual(['moderator'])
  })

  it('P13 is for those who have been here for 90 days, and for nobody who sleeps', async () => {
    const young = await standing.member()
    expect(await readSuccession(young.ctx)).toBeUndefined()
    await offerSuccession(person(0).ctx)
    expect(refusalOf(await supportSuccession(young.ctx, { candidateId: person(0).id }))).toBe(
      'errors.missing',
    )
    await standing.db
      .updateTable('members')
      .set({ asleepSince: '2030-01-01' })
      .where('id', '=', person(0).id)
      .execute()
    expect(refusalOf(await supportSuccession(person(1).ctx, { candidateId: person(0).id }))).toBe(
      'errors.missing',
    )
    expect(standing.faults).toEqual([])
  })
})

const rolesOf = async (memberId: string) => {
  const rows = await standing.db
    .selectFrom('memberRoles')
    .select('role')
    .where('memberId', '=', memberId)
    .orderBy('role')
    .execute()
  return rows.map(({ role }) => role)
}
