import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { approveApplication } from '../../src/joining/approve-application.ts'
import { decideApplications } from '../../src/joining/decide-applications.ts'
import { declineApplication } from '../../src/joining/decline-application.ts'
import { createFrontDoor, type FrontDoor, openCommunity } from '../members/front-door.ts'
import type { Visitor } from '../support/http-client.ts'
import { apply, messagesOf, waitingId } from './applicant.ts'

let door: FrontDoor
let admin: Visitor
let moderator: MemberCtx
let second: MemberCtx
beforeAll(async () => {
  door = await createFrontDoor()
  admin = await openCommunity(door)
  moderator = await door.settle('Moderator', 'moderator at the door', ['moderator'])
  second = await door.settle('Second', 'second at the door', ['moderator'])
})
beforeEach(async () => {
  await door.db.deleteFrom('applications').execute()
  await door.db.deleteFrom('savedReplies').execute()
  await door.db.updateTable('community').set({ approvalsNeeded: 1 }).execute()
})
afterAll(() => door.close())

const waiting = async (...names: readonly string[]): Promise<string[]> => {
  for (const displayName of names) {
    await apply(door, { displayName })
    door.clock.moveDays(0.001)
  }
  return Promise.all(names.map((name) => waitingId(door, name)))
}

const acts = async (count: number) => {
  const rows = await door.db.selectFrom('moderationActs').select('act').orderBy('sequence').execute()
  return rows.slice(-count).map(({ act }) => act)
}

const states = async () => {
  const rows = await door.db.selectFrom('applications').select('state').orderBy('createdAt').execute()
  return rows.map(({ state }) => state)
}

const choose = async (ids: readonly string[]) => {
  const list = await admin.get('/queue/applications')
  return admin.submit(list.form('/queue/applications/chosen'), { application: ids })
}

describe('deciding on several alike', () => {
  it('lets in those who were chosen and nobody else, after one more look', async () => {
    const [ana, , cora] = await waiting('Ana', 'Bea', 'Cora')
    const chosen = await choose([ana ?? '', cora ?? ''])
    expect(chosen.words).toContain('You chose 2 women Ana Cora')
    const done = await admin.submit(chosen.form('/queue/applications/approve'))
    expect([done.status, done.words.includes('They are in: Ana Cora')]).toEqual([200, true])
    expect(await states()).toEqual(['approved', 'waiting', 'approved'])
    expect(await acts(2)).toEqual(['application-approved', 'application-approved'])
    expect((await admin.get('/queue/applications')).words).toContain('1 woman waits.')
  })

  it('tells by name whom another moderator decided on meanwhile, and decides on the others', async () => {
    const [ana, bea] = await waiting('Ana', 'Bea')
    const chosen = await choose([ana ?? '', bea ?? ''])
    await declineApplication(moderator, { applicationId: ana ?? '', reason: 'Not now.' })
    const done = await admin.submit(chosen.form('/queue/applications/approve'))
    expect(done.status).toBe(200)
    expect(done.words).toContain('She is in: Bea')
    expect(done.words).toContain('Another moderator had decided already, nothing was changed: Ana')
    expect(await states()).toEqual(['declined', 'approved'])
    const late = await admin.submit(chosen.form('/queue/applications/approve'))
    expect([late.status, late.words.includes('nothing was changed for: Ana Bea')]).toEqual([409, true])
    const list = await admin.get('/queue/applications')
    expect(list.words).toContain('Nobody is waiting to join')
    const again = await admin.submit('/queue/applications/chosen', {
      application: bea ?? '',
      [`name-${bea}`]: 'Bea',
    })
    expect(again.words).toContain('Decided meanwhile by another moderator: Bea')
  })

  it('says not now to several with one reason and one day, and changes nothing without a reason', async () => {
    const ids = await waiting('Ana', 'Bea')
    const chosen = await choose(ids)
    const decline = '/queue/applications/decline'
    const empty = await admin.submit(chosen.form(decline), { askAgain: 'week' })
    expect([empty.status, empty.words.includes('Write a reason.')]).toEqual([422, true])
    expect(await states()).toEqual(['waiting', 'waiting'])
    const defaults = empty.form(decline).defaults
    expect(defaults.filter(([name]) => name === 'application').map(([, id]) => id)).toEqual(ids)
    expect(defaults).toContainEqual(['askAgain', 'week'])
    const done = await admin.submit(empty.form(decline), { reason: 'Come to a breakfast first.' })
    expect(done.words).toContain('They will read your reason with their codes: Ana Bea')
    const rows = await door.db.selectFrom('applications').select(['reason', 'askAgainOn']).execute()
    expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(1)
    expect(rows[0]?.reason).toBe('Come to a breakfast first.')
  })

  it('refuses none at all and more than a page lists', async () => {
    await waiting('Ana')
    const none = await choose([])
    expect([none.status, none.words.includes('Choose at least one.')]).toEqual([422, true])
    const many = Array.from({ length: 51 }, () => door.random.id())
    expect(
      messagesOf(await decideApplications(moderator, { applicationIds: many, decision: 'approve' })),
    ).toEqual(['joining.bulk.tooMany'])
    const plain = await door.settle('Plain', `plain ${door.random.id()}`)
    expect(await decideApplications(plain, { applicationIds: many, decision: 'approve' })).toMatchObject({
      refusals: [{ kind: 'forbidden' }],
    })
  })

  it('lists everybody with a fixed number of statements', async () => {
    await waiting('Ana')
    const one = await door.measure(() => admin.get('/queue/applications'))
    await waiting('Bea', 'Cora', 'Dina')
    const four = await door.measure(() => admin.get('/queue/applications'))
    expect(four.work.statements).toBe(one.work.statements)
  })
})

describe('a second pair of eyes', () => {
  beforeEach(() => door.db.updateTable('community').set({ approvalsNeeded: 2 }).execute())

  it('is needed where the community asks for it, and must be somebody else’s', async () => {
    const [applicationId = ''] = await waiting('Ana')
    expect(await approveApplication(moderator, { applicationId })).toMatchObject({
      ok: true,
      value: { isIn: false },
    })
    expect(await approveApplication(moderator, { applicationId })).toMatchObject({
      refusals: [{ kind: 'conflict', message: 'joining.decide.needsAnother' }],
    })
    expect(await states()).toEqual(['waiting'])
    expect(await approveApplication(second, { applicationId })).toMatchObject({ value: { isIn: true } })
    expect(await acts(2)).toEqual(['application-approved-once', 'application-approved'])
    expect(await door.db.selectFrom('applicationVotes').selectAll().execute()).toEqual([])
  })

  it('is not waited for where there is only one moderator', async () => {
    const [applicationId = ''] = await waiting('Ana')
    const others = door.db.updateTable('members').where('id', '<>', moderator.actor.memberId)
    await others.set({ status: 'frozen' }).execute()
    const result = await approveApplication(moderator, { applicationId })
    await others.set({ status: 'active' }).execute()
    expect(result).toMatchObject({ value: { isIn: true } })
  })

  it('lets her in once when two moderators say yes at the same moment', async () => {
    const [applicationId = ''] = await waiting('Ana')
    const results = await Promise.all(
      [moderator, second].map((one) => approveApplication(one, { applicationId })),
    )
    expect(results.map((result) => result.ok && result.value.isIn).sort()).toEqual([false, true])
  })

  it('counts no yes of somebody who looks after nothing any more', async () => {
    const [applicationId = ''] = await waiting('Ana')
    const gone = await door.settle('Gone', `gone ${door.random.id()}`, ['moderator'])
    await approveApplication(gone, { applicationId })
    await door.db.deleteFrom('memberRoles').where('memberId', '=', gone.actor.memberId).execute()
    expect(await approveApplication(second, { applicationId })).toMatchObject({
      ok: true,
      value: { isIn: false },
    })
  })

  it('is said on the page, also for several; one moderator is enough to say not now', async () => {
    const [ana = '', bea = ''] = await waiting('Ana', 'Bea')
    const path = `/queue/applications/${ana}`
    const said = await admin.submit((await admin.get(path)).form(`${path}/approve`))
    expect(said.words).toContain('Your yes is noted.')
    const page = await admin.get(path)
    expect(page.words).toContain('One more moderator has to say yes too.')
    expect(page.forms().map(({ action }) => new URL(action).pathname)).not.toContain(`${path}/approve`)
    const twice = await admin.submit(`${path}/approve`, {})
    expect([twice.status, twice.words.includes('You said yes already.')]).toEqual([409, true])
    const done = await admin.submit((await choose([ana, bea])).form('/queue/applications/approve'))
    expect(done.words).toContain('one more moderator has to say yes to each: ')
    expect(await states()).toEqual(['waiting', 'waiting'])
    await declineApplication(second, { applicationId: ana, reason: 'Not now.' })
    expect((await approveApplication(second, { applicationId: bea })).ok).toBe(true)
    expect(await states()).toEqual(['declined', 'approved'])
  })
})

describe('a decision that comes second', () => {
  it('is told with 409, and what she wrote is still there', async () => {
    const [applicationId = ''] = await waiting('Ana')
    const path = `/queue/applications/${applicationId}`
    const form = (await admin.get(path)).form(`${path}/decline`)
    await approveApplication(moderator, { applicationId })
    const late = await admin.submit(form, { reason: 'My long and careful words.' })
    expect(late.status).toBe(409)
    expect(late.words).toContain('Another moderator has decided already. Nothing was changed.')
    expect(late.words).toContain('My long and careful words.')
  })
})
