import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { dayOf, daysFrom } from '../../src/days.ts'
import { freezeMember } from '../../src/standing/freeze-member.ts'
import { findFreeze, liftFreeze } from '../../src/standing/lift-freeze.ts'
import { sanctionMember } from '../../src/standing/sanction-member.ts'
import { openStanding, refusalOf, type Standing } from './pages.ts'

let standing: Standing
let mar: MemberCtx
let sol: MemberCtx

beforeAll(async () => {
  standing = await openStanding()
  mar = (await standing.member({ name: 'Mar', roles: ['moderator'] })).ctx
  sol = (await standing.member({ name: 'Sol', roles: ['moderator'] })).ctx
})
afterAll(() => standing.close())

const freezeOf = async (memberId: string) => {
  const found = await findFreeze(mar, { memberId })
  return found.ok ? found.value.freezeId : refusalOf(found)
}

/** Everything that somebody with her phone could use or wait for. */
async function leaveTraces(memberId: string, helpedId: string) {
  const { db, random, clock } = standing
  const now = clock.now()
  const later = daysFrom(now, 3)
  await db
    .insertInto('pushSubscriptions')
    .values({ id: random.id(), memberId, endpoint: random.id(), createdOn: dayOf(now) })
    .execute()
  const invite = { uses: 5, usesLeft: 5, createdAt: now, expiresAt: later }
  await db
    .insertInto('invites')
    .values({ id: random.id(), tokenHash: random.id(), createdBy: memberId, ...invite })
    .execute()
  const arrival = { places: 5, placesLeft: 5, createdAt: now, expiresAt: later }
  await db
    .insertInto('arrivals')
    .values({ id: random.id(), tokenHash: random.id(), createdBy: memberId, ...arrival })
    .execute()
  await db
    .insertInto('recoveries')
    .values({
      id: random.id(),
      codeHash: random.id(),
      memberId: helpedId,
      askedAt: now,
      helperId: memberId,
      helperAgreedAt: now,
    })
    .execute()
  await db
    .insertInto('drafts')
    .values({ memberId, place: 'post', fields: { text: 'Kept' }, updatedAt: now })
    .execute()
}

describe('P12 “they took her phone”', () => {
  it('P12 ends everything of an account with one press, without a strike, and keeps her drafts', async () => {
    const luz = await standing.member({ name: 'Luz' })
    const helped = await standing.member()
    await leaveTraces(luz.id, helped.id)
    const hers = await standing.visit(luz.id)
    const visitor = await standing.visit(mar.actor.memberId)
    const done = await visitor.submit((await visitor.get('/freeze')).form('/freeze'), { name: 'LUZ' })
    expect(done.words).toContain('Nobody is signed in to this account any more.')
    expect(await standing.statusOf(luz.id)).toBe('frozen')
    expect((await hers.get('/roles')).status).toBe(404)
    const { db } = standing
    for (const table of ['sessions', 'pushSubscriptions', 'sanctions', 'notifications'] as const) {
      const left = await db.selectFrom(table).select('memberId').where('memberId', '=', luz.id).execute()
      expect({ table, left }).toEqual({ table, left: [] })
    }
    expect(await db.selectFrom('invites').select('revokedAt').executeTakeFirst()).toEqual({
      revokedAt: standing.clock.now(),
    })
    expect(await db.selectFrom('arrivals').select('endedAt').executeTakeFirst()).toEqual({
      endedAt: standing.clock.now(),
    })
    expect(await db.selectFrom('recoveries').select('stoppedAt').executeTakeFirst()).toEqual({
      stoppedAt: standing.clock.now(),
    })
    expect(
      await db.selectFrom('drafts').select('fields').where('memberId', '=', luz.id).execute(),
    ).toHaveLength(1)
    expect((await standing.acts()).at(-1)).toBe('frozen')
  })

  it('P12 says plainly when nobody goes by a name, and keeps what was typed', async () => {
    const visitor = await standing.visit(mar.actor.memberId)
    const page = await visitor.submit((await visitor.get('/freeze')).form('/freeze'), { name: 'Luzz' })
    expect(page.status).toBe(422)
    expect(page.text).toContain('value="Luzz"')
    const own = await visitor.submit(page.form('/freeze'), { name: 'Mar' })
    expect(own.status).toBe(403)
    expect(await standing.statusOf(mar.actor.memberId)).toBe('active')
    const { id } = await standing.member()
    expect((await (await standing.visit(id)).submit('/freeze', { name: 'Sol' })).status).toBe(404)
    expect(await standing.statusOf(sol.actor.memberId)).toBe('active')
  })

  it('P12 works whoever presses at the same moment, and while she is using a session', async () => {
    const luz = await standing.member()
    const hers = await standing.visit(luz.id)
    const inUse = Array.from({ length: 10 }, () => hers.get('/roles'))
    const frozen = await Promise.all([mar, sol, mar].map((ctx) => freezeMember(ctx, { memberId: luz.id })))
    expect(frozen.every((result) => result.ok)).toBe(true)
    for (const page of await Promise.all(inUse)) expect([200, 404]).toContain(page.status)
    expect((await hers.get('/roles')).status).toBe(404)
    const rows = await standing.db.selectFrom('freezes').select('id').where('memberId', '=', luz.id).execute()
    expect(rows).toHaveLength(1)
    expect((await standing.acts()).filter((act) => act === 'frozen')).toHaveLength(2)
  })

  it('P12 is lifted by two people, and what signed in meanwhile does not come alive', async () => {
    const luz = await standing.member({ name: 'Flor' })
    const first = await standing.visit(mar.actor.memberId)
    const second = await standing.visit(sol.actor.memberId)
    await first.submit(`/people/${luz.id}/freeze`, {})
    // Somebody who had signed in just before leaves a session behind.
    const meanwhile = await standing.visit(luz.id)
    const page = await first.submit((await first.get(`/people/${luz.id}`)).form(`/people/${luz.id}/unfreeze`))
    const path = new URL(page.url).pathname
    const asked = await first.submit(page.form(path))
    expect(asked.words).toContain('Another moderator has to confirm.')
    await first.submit(path, {})
    expect(await standing.statusOf(luz.id)).toBe('frozen')
    expect((await second.submit((await second.get(path)).form(path))).words).toContain(
      'The freeze is lifted.',
    )
    expect(await standing.statusOf(luz.id)).toBe('active')
    expect((await meanwhile.get('/roles')).status).toBe(404)
    expect((await (await standing.visit(luz.id)).get('/roles')).status).toBe(200)
    expect((await second.get(path)).status).toBe(404)
    expect((await second.submit(path, {})).status).toBe(404)
    expect((await standing.acts()).slice(-2)).toEqual(['unfreeze-asked', 'unfrozen'])
  })

  it('P12 needs asking again when somebody freezes her once more', async () => {
    const { id } = await standing.member()
    await freezeMember(mar, { memberId: id })
    const freezeId = await freezeOf(id)
    expect(await liftFreeze(mar, { freezeId })).toEqual({ ok: true, value: 'asked' })
    await freezeMember(sol, { memberId: id })
    expect(await liftFreeze(sol, { freezeId })).toEqual({ ok: true, value: 'asked' })
    expect(await liftFreeze(mar, { freezeId })).toEqual({ ok: true, value: 'lifted' })
  })

  it('P12 is lifted once, also when two confirm at the same moment', async () => {
    const { id } = await standing.member()
    const ana = (await standing.member({ roles: ['moderator'] })).ctx
    await freezeMember(mar, { memberId: id })
    const freezeId = await freezeOf(id)
    await liftFreeze(mar, { freezeId })
    const before = (await standing.acts()).length
    const results = await Promise.all([sol, ana].map((ctx) => liftFreeze(ctx, { freezeId })))
    expect(results.map((result) => (result.ok ? result.value : refusalOf(result))).sort()).toEqual([
      'errors.missing',
      'lifted',
    ])
    expect((await standing.acts()).slice(before)).toEqual(['unfrozen'])
    await standing.db.deleteFrom('memberRoles').where('memberId', '=', ana.actor.memberId).execute()
  })

  it('P12 gives back no more than she had: who is suspended is suspended again', async () => {
    const { id } = await standing.member()
    const decision = { memberId: id, submission: standing.random.id(), measure: 'suspend', reason: 'x' }
    await freezeMember(mar, { memberId: id })
    await sanctionMember(mar, decision)
    expect(await standing.statusOf(id)).toBe('frozen')
    const freezeId = await freezeOf(id)
    await liftFreeze(mar, { freezeId })
    await liftFreeze(sol, { freezeId })
    expect(await standing.statusOf(id)).toBe('suspended')
  })

  it('P12 outlives the record of it: an account that is frozen for years can still be lifted', async () => {
    const { id } = await standing.member()
    await freezeMember(mar, { memberId: id })
    await standing.db.deleteFrom('freezes').where('memberId', '=', id).execute()
    const freezeId = await freezeOf(id)
    await liftFreeze(mar, { freezeId })
    expect(await liftFreeze(sol, { freezeId })).toEqual({ ok: true, value: 'lifted' })
    expect(await freezeOf(id)).toBe('errors.missing')
  })

  it('P12 freezes moderators too; then the woman she named for recovery is the second, once the only other one asks', async () => {
    const helper = await standing.member({ name: 'Vera' })
    const other = await standing.visit((await standing.member()).id)
    const solId = sol.actor.memberId
    await standing.db.insertInto('recoveryHelpers').values({ memberId: solId, helperId: helper.id }).execute()
    const only = await standing.visit(mar.actor.memberId)
    await only.submit(`/people/${solId}/freeze`, {})
    expect(await standing.statusOf(solId)).toBe('frozen')
    const freezeId = await freezeOf(solId)
    const visitor = await standing.visit(helper.id)
    const path = `/freezes/${freezeId}/lift`
    expect((await visitor.get(path)).status).toBe(404)
    expect((await visitor.submit(path, {})).status).toBe(404)
    const asked = await only.submit(
      (await only.get(`/queue/freezes/${freezeId}`)).form(`/queue/freezes/${freezeId}`),
    )
    expect(asked.words).toContain('The woman she named for recovery finds this now')
    expect((await other.get(path)).status).toBe(404)
    expect((await other.submit(path, {})).status).toBe(404)
    const link = (await visitor.get('/standing')).links().find(({ href }) => href.endsWith(path))
    expect(link?.text).toBe('Lift the freeze of Sol?')
    await visitor.submit((await visitor.get(path)).form(path))
    expect(await standing.statusOf(solId)).toBe('active')
    expect(standing.faults).toEqual([])
  })
})
