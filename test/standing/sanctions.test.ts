import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { inTransaction } from '../../src/db/transaction.ts'
import { ok } from '../../src/result.ts'
import { eraseExpelled } from '../../src/standing/erase-expelled.ts'
import { judgeStanding } from '../../src/standing/judge-standing.ts'
import { sanctionMember } from '../../src/standing/sanction-member.ts'
import { endSuspensions } from '../../src/standing/settle-status.ts'
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

const decide = (ctx: MemberCtx, memberId: string, measure: string, reason = 'Please be kind.') =>
  sanctionMember(ctx, { memberId, submission: standing.random.id(), measure, reason })

describe('a decision about a member', () => {
  it('is made over a form that keeps what was typed, and read by her with its reason', async () => {
    const luz = await standing.member({ name: 'Luz' })
    const visitor = await standing.visit(mar.actor.memberId)
    const found = await visitor.submit((await visitor.get('/people')).form('/people'), { name: ' luz' })
    expect(found.url).toContain(`/people/${luz.id}`)
    const form = (await visitor.get(`/people/${luz.id}/sanction`)).form(`/people/${luz.id}/sanction`)
    const refused = await visitor.submit(form, { reason: 'x'.repeat(1_001) })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('x'.repeat(1_001))
    expect(refused.words).toContain('Choose what shall happen.')
    const done = await visitor.submit(refused.form(`/people/${luz.id}/sanction`), {
      measure: 'mute-3',
      reason: 'Names of others\nwere told.',
    })
    expect(done.words).toContain('Decided. She reads your reason.')
    expect(done.words).toContain('Muted')
    const hers = await (await standing.visit(luz.id)).get('/standing')
    expect(hers.words).toContain('Names of others were told.')
    expect(await standing.noticesOf(luz.id)).toEqual(['sanction'])
    const judged = await inTransaction(luz.ctx, async (trx) => ok(await judgeStanding(trx)))
    expect(judged).toMatchObject({ ok: true, value: [{ message: 'standing.errors.muted' }] })
    expect(await standing.acts()).toEqual(['muted'])
  })

  it('is made once, however often its form is sent', async () => {
    const { id } = await standing.member()
    const input = { memberId: id, submission: standing.random.id(), measure: 'warn', reason: 'Once.' }
    const results = await Promise.all([1, 2, 3].map(() => sanctionMember(mar, input)))
    expect(results.every((result) => result.ok)).toBe(true)
    expect(
      await standing.db.selectFrom('sanctions').select('id').where('memberId', '=', id).execute(),
    ).toHaveLength(1)
    const other = await sanctionMember(mar, { ...input, reason: 'Twice.' })
    expect(refusalOf(other)).toBe('post.errors.sentBefore')
  })

  it('is never made about oneself, nor about whoever holds a role without an admin', async () => {
    const admin = (await standing.member({ roles: ['moderator', 'admin'] })).ctx
    expect(refusalOf(await decide(mar, mar.actor.memberId, 'warn'))).toBe('standing.errors.oneself')
    expect(refusalOf(await decide(mar, sol.actor.memberId, 'warn'))).toBe('standing.errors.roleHolder')
    expect((await decide(admin, sol.actor.memberId, 'warn')).ok).toBe(true)
    expect(refusalOf(await decide(admin, sol.actor.memberId, 'suspend'))).toBe(
      'standing.errors.takeRolesFirst',
    )
    const { ctx } = await standing.member()
    expect(refusalOf(await decide(ctx, mar.actor.memberId, 'warn'))).toBe('errors.forbidden')
  })

  it('closes everything to a suspended woman but its reason, and ends by itself', async () => {
    const luz = await standing.member()
    const visitor = await standing.visit(luz.id)
    await decide(mar, luz.id, 'suspend-7', 'A week of rest.')
    expect(await standing.statusOf(luz.id)).toBe('suspended')
    const seen = await visitor.get('/roles')
    expect(seen.url).toContain('/standing')
    expect(seen.words).toContain('A week of rest.')
    expect(seen.words).toContain('Sign out')
    standing.clock.moveDays(8)
    expect((await visitor.get('/roles')).redirectedFrom.some((url) => url.endsWith('/standing'))).toBe(true)
    expect(await standing.statusOf(luz.id)).toBe('active')
    expect((await visitor.get('/roles')).status).toBe(200)
  })

  it('about several is ended by house-keeping, and not before its time', async () => {
    const [one, other] = [await standing.member(), await standing.member()]
    await decide(mar, one.id, 'suspend-7')
    await decide(mar, other.id, 'suspend-30')
    standing.clock.moveDays(8)
    expect(await endSuspensions(standing.system())).toEqual({ ok: true, value: 1 })
    expect(await standing.statusOf(one.id)).toBe('active')
    expect(await standing.statusOf(other.id)).toBe('suspended')
    expect((await endSuspensions(mar)).ok).toBe(false)
  })

  it('can expel, with what she wrote if wanted, and erases her after 30 days unless her appeal waits', async () => {
    const [one, other] = [await standing.member(), await standing.member()]
    const [gone, kept] = [await standing.post(one.id), await standing.post(other.id)]
    await decide(mar, one.id, 'expel-and-remove')
    await decide(mar, other.id, 'expel')
    const posts = await standing.db.selectFrom('posts').select('id').where('deletedAt', 'is', null).execute()
    expect(posts.map(({ id }) => id)).not.toContain(gone)
    expect(posts.map(({ id }) => id)).toContain(kept)
    const visitor = await standing.visit(other.id)
    const form = async () => {
      const page = await visitor.get('/standing')
      const href = page.links().find(({ text }) => text === 'Ask to look again')?.href ?? ''
      return (await visitor.get(href)).forms().find(({ action }) => action.endsWith('/appeal'))
    }
    const asked = await form()
    if (!asked) throw new Error('no form')
    const refused = await visitor.submit(asked, { appeal: 'x'.repeat(2_001) })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('x'.repeat(2_001))
    expect((await visitor.submit(asked, { appeal: 'It was not me.' })).words).toContain('Sent.')
    expect((await visitor.submit(asked, { appeal: 'And another thing.' })).status).toBe(409)
    standing.clock.moveDays(31)
    expect(await eraseExpelled(standing.system())).toEqual({ ok: true, value: 1 })
    expect(await standing.statusOf(one.id)).toBeUndefined()
    expect(await standing.statusOf(other.id)).toBe('expelled')
    const subjects = await standing.db.selectFrom('actSubjects').select('subjectId').execute()
    expect(subjects.map(({ subjectId }) => subjectId)).not.toContain(one.id)
  })
})

describe('an appeal', () => {
  const appealed = async (measure: string) => {
    const luz = await standing.member()
    const decided = await decide(mar, luz.id, measure)
    if (!decided.ok) throw new Error('not decided')
    const { sanctionId } = decided.value
    const visitor = await standing.visit(luz.id)
    await visitor.submit(`/standing/${sanctionId}/appeal`, { appeal: 'Please look again.' })
    return { ...luz, sanctionId, visitor, path: `/queue/appeals/${sanctionId}` }
  }

  it('is answered by another moderator than the one who decided, and lifts if she says so', async () => {
    const luz = await appealed('suspend')
    const first = await standing.visit(mar.actor.memberId)
    expect((await first.get(luz.path)).forms().some(({ action }) => action.endsWith(luz.path))).toBe(false)
    const own = await first.submit(luz.path, {
      decision: 'uphold',
      answer: 'No.',
    })
    expect(own.status).toBe(403)
    expect(own.words).toContain('Let another moderator look at it.')
    expect(own.text).toContain('No.</textarea>')
    const second = await standing.visit(sol.actor.memberId)
    const form = (await second.get(luz.path)).form(luz.path)
    const refused = await second.submit(form, { answer: '' }, 'Lift the decision')
    expect(refused.status).toBe(422)
    await second.submit(form, { answer: 'You were right.' }, 'Lift the decision')
    expect(await standing.statusOf(luz.id)).toBe('active')
    expect(await standing.noticesOf(luz.id)).toEqual(['appeal-decided'])
    expect((await luz.visitor.get('/standing')).words).toContain('You were right.')
    expect((await second.submit(luz.path, { decision: 'uphold', answer: 'No.' })).status).toBe(409)
  })

  it('that is refused leaves the decision, with its answer', async () => {
    const luz = await appealed('suspend')
    await (await standing.visit(sol.actor.memberId)).submit(luz.path, {
      decision: 'uphold',
      answer: 'It stays.',
    })
    expect(await standing.statusOf(luz.id)).toBe('suspended')
    const page = await luz.visitor.get('/standing')
    expect(page.words).toContain('It stays.')
    expect(page.words).not.toContain('Ask to look again')
  })

  it('is nobody else’s: others find nothing', async () => {
    const luz = await appealed('warn')
    const { id } = await standing.member()
    const other = await standing.visit(id)
    expect((await other.get(`/standing/${luz.sanctionId}/appeal`)).status).toBe(404)
    expect((await other.submit(`/standing/${luz.sanctionId}/appeal`, { appeal: 'x' })).status).toBe(404)
    expect((await other.get(luz.path)).status).toBe(404)
    expect((await standing.guest().get('/standing')).status).toBe(404)
  })

  it('is answered too when the decision is lifted with a word', async () => {
    const luz = await appealed('mute-7')
    const visitor = await standing.visit(sol.actor.memberId)
    const lift = `/people/${luz.id}/sanctions/${luz.sanctionId}/lift`
    const done = await visitor.submit((await visitor.get(lift)).form(lift), { answer: 'Enough.' })
    expect(done.words).toContain('Lifted. She reads your word.')
    expect((await luz.visitor.get('/standing')).words).toContain('Enough.')
    expect((await visitor.submit(lift, { answer: 'Again.' })).status).toBe(409)
    expect((await visitor.submit(luz.path, { decision: 'lift', answer: 'x' })).status).toBe(409)
  })
})

describe('somebody who cannot come for long', () => {
  it('is put to sleep, and woken, on her page', async () => {
    const luz = await standing.member()
    const visitor = await standing.visit(mar.actor.memberId)
    const page = await visitor.get(`/people/${luz.id}`)
    const asleep = await visitor.submit(page.form(`/people/${luz.id}/sleep`))
    expect(asleep.words).toContain('Asleep')
    const awake = await visitor.submit(asleep.form(`/people/${luz.id}/wake`))
    expect(awake.words).not.toContain('Asleep')
    expect((await standing.acts()).slice(-2)).toEqual(['member-asleep', 'member-woken'])
  })
})

describe('a note', () => {
  it('is for moderators, for a while, and not about oneself', async () => {
    const luz = await standing.member({ name: 'Ana' })
    const visitor = await standing.visit(mar.actor.memberId)
    const page = await visitor.get(`/people/${luz.id}`)
    const kept = await visitor.submit(page.form(`/people/${luz.id}/notes`), {
      note: 'Likes tea.',
      days: '30',
    })
    expect(kept.words).toContain('Likes tea.')
    expect((await visitor.submit(`/people/${luz.id}/notes`, { note: 'Long', days: '9999' })).status).toBe(422)
    expect((await (await standing.visit(luz.id)).get(`/people/${luz.id}`)).status).toBe(404)
    standing.clock.moveDays(30)
    expect((await visitor.get(`/people/${luz.id}`)).words).not.toContain('Likes tea.')
    const notes = `/people/${mar.actor.memberId}/notes`
    const self = await visitor.submit(notes, { note: 'x', days: '30', submission: standing.random.id() })
    expect(self.status).toBe(403)
  })

  it('and what a member is allowed stand on one page, and every change is recorded', async () => {
    const luz = await standing.member()
    const visitor = await standing.visit(mar.actor.memberId)
    const page = await visitor.get(`/people/${luz.id}`)
    const before = await standing.acts()
    await visitor.submit(page.form(`/people/${luz.id}/grants`), { grants: ['invite', 'alert'] })
    await visitor.submit(page.form(`/people/${luz.id}/grants`), { grants: ['alert', 'made-up'] })
    const grants = await standing.db.selectFrom('memberGrants').select('permission').execute()
    expect(grants).toEqual([{ permission: 'alert' }])
    expect((await standing.acts()).slice(before.length)).toEqual([
      'grant-given',
      'grant-given',
      'grant-taken',
    ])
    expect(standing.faults).toEqual([])
  })
})
