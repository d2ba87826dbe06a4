import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { purgeExpired } from '../../src/community/purge-expired.ts'
import type { MemberCtx } from '../../src/context.ts'
import { dayOf } from '../../src/days.ts'
import { readPostSanction } from '../../src/standing/anonymous-queries.ts'
import { askUnmasking } from '../../src/standing/ask-unmasking.ts'
import { decideUnmasking } from '../../src/standing/decide-unmasking.ts'
import type { Visitor } from '../support/http-client.ts'
import { openStanding, refusalOf, type Standing } from './pages.ts'

let standing: Standing
let mar: MemberCtx
let sol: MemberCtx
let marVisits: Visitor
let solVisits: Visitor

beforeAll(async () => {
  standing = await openStanding()
  mar = (await standing.member({ name: 'Mar', roles: ['moderator'] })).ctx
  sol = (await standing.member({ name: 'Sol', roles: ['moderator'] })).ctx
})
beforeEach(async () => {
  marVisits = await standing.visit(mar.actor.memberId)
  solVisits = await standing.visit(sol.actor.memberId)
})
afterAll(() => standing.close())

const written = async (name: string) => {
  const luz = await standing.member({ name })
  const postId = await standing.post(luz.id, { anonymous: true })
  return { ...luz, postId, page: `/anonymous/${postId}/unmask` }
}

const ask = async (page: string) =>
  marVisits.submit((await marVisits.get(page)).form(page), { reason: 'Somebody may die.' })

const requestOf = async (postId: string): Promise<string> => {
  const rows = await standing.db
    .selectFrom('unmaskings')
    .select('id')
    .where('postId', '=', postId)
    .orderBy('askedAt', 'desc')
    .execute()
  return rows[0]?.id ?? ''
}

describe('P8 unmasking', () => {
  it('P8 needs two: one asks, another agrees; then moderators read the name, it stands in the record, and she is told', async () => {
    const luz = await written('Citlali')
    const asked = await ask(luz.page)
    expect(asked.words).toContain('Another moderator has to agree.')
    expect(asked.text).not.toContain('Citlali')
    const path = `/queue/unmaskings/${await requestOf(luz.postId)}`
    const second = await solVisits.get(path)
    expect(second.words).toContain('Somebody may die.')
    expect(second.text).not.toContain('Citlali')
    const agreed = await solVisits.submit(second.form(path), {}, 'I agree')
    expect(agreed.words).toContain('Written by: Citlali')
    expect((await marVisits.get(luz.page)).words).toContain('Citlali')
    expect(await standing.acts()).toEqual(['unmasking-asked', 'unmasking-agreed'])
    const notices = await standing.db
      .selectFrom('notifications')
      .selectAll()
      .where('memberId', '=', luz.id)
      .execute()
    const day = new Date(`${dayOf(standing.clock.now())}T00:00:00Z`)
    expect(notices).toMatchObject([{ kind: 'unmasked', postId: null, createdAt: day }])
    expect(await readPostSanction(luz.ctx, luz.postId)).toMatchObject({ isMine: true, unmaskedAt: day })
    const hers = await standing.visit(luz.id)
    expect((await hers.get(luz.page)).status).toBe(404)
    expect((await hers.get('/standing')).text).toContain(`/posts/${luz.postId}`)
    expect((await solVisits.get('/standing')).text).not.toContain(luz.postId)
  })

  it('P8 lasts as long as the link: then nobody knows any more', async () => {
    const luz = await written('Itzel')
    await ask(luz.page)
    await decideUnmasking(sol, { unmaskingId: await requestOf(luz.postId), decision: 'agree' })
    expect((await marVisits.get(luz.page)).words).toContain('Itzel')
    await standing.db.deleteFrom('anonymousAuthors').where('postId', '=', luz.postId).execute()
    const page = await marVisits.get(luz.page)
    expect(page.words).not.toContain('Itzel')
    expect(page.words).toContain('Nobody knows any more')
  })

  it('P8 tells her by the day alone, and forgets that it told her when the link goes', async () => {
    const luz = await written('Malinalli')
    standing.clock.moveDays(20)
    await ask(luz.page)
    const unmaskingId = await requestOf(luz.postId)
    expect((await decideUnmasking(sol, { unmaskingId, decision: 'agree' })).ok).toBe(true)
    expect((await purgeExpired(standing.system())).ok).toBe(true)
    expect(await standing.noticesOf(luz.id)).toEqual(['unmasked'])
    standing.clock.moveDays(11)
    expect((await purgeExpired(standing.system())).ok).toBe(true)
    expect(await standing.noticesOf(luz.id)).toEqual([])
  })

  it('P8 cannot be decided by whoever asked, who can only take it back', async () => {
    const luz = await written('Ixchel')
    await ask(luz.page)
    const unmaskingId = await requestOf(luz.postId)
    expect(refusalOf(await decideUnmasking(mar, { unmaskingId, decision: 'agree' }))).toBe(
      'standing.unmask.another',
    )
    const path = `/queue/unmaskings/${unmaskingId}`
    const page = await marVisits.get(path)
    expect(page.words).not.toContain('I agree')
    await marVisits.submit(page.form(path), {}, 'Take it back')
    expect(refusalOf(await decideUnmasking(sol, { unmaskingId, decision: 'agree' }))).toBe(
      'standing.errors.decided',
    )
    expect((await solVisits.get(luz.page)).text).not.toContain('Ixchel')
    expect(await standing.noticesOf(luz.id)).toEqual([])
    expect(await readPostSanction(luz.ctx, luz.postId)).toBeUndefined()
  })

  it('P8 is agreed once, also when it is agreed and refused at the same moment', async () => {
    const luz = await written('Yara')
    const ana = (await standing.member({ roles: ['moderator'] })).ctx
    await ask(luz.page)
    const unmaskingId = await requestOf(luz.postId)
    const results = await Promise.all([
      decideUnmasking(sol, { unmaskingId, decision: 'agree' }),
      decideUnmasking(ana, { unmaskingId, decision: 'refuse' }),
    ])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    await standing.db.deleteFrom('memberRoles').where('memberId', '=', ana.actor.memberId).execute()
  })

  it('P8 asks the same of everybody: the page is the same bytes whether the author is here or gone', async () => {
    const [here, gone] = [await written('Ana'), await written('Somebody Else')]
    await standing.db.deleteFrom('members').where('id', '=', gone.id).execute()
    const pages = await Promise.all([here, gone].map(({ page }) => ask(page)))
    const bytes = pages.map(({ text }) => text.replace(/[0-9a-hjkmnp-tv-z]{24}/g, 'id'))
    expect(bytes[0]).toBe(bytes[1])
  })

  it('P8 can be asked once at a time, and not when the server no longer knows', async () => {
    const luz = await written('Nayeli')
    const input = { postId: luz.postId, submission: standing.random.id(), reason: 'x' }
    const results = await Promise.all(
      [mar, sol].map((ctx, at) =>
        askUnmasking(ctx, { ...input, submission: at === 0 ? input.submission : standing.random.id() }),
      ),
    )
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    const old = await written('Old')
    standing.clock.moveDays(31)
    const late = await askUnmasking(mar, { ...input, postId: old.postId, submission: standing.random.id() })
    expect(refusalOf(late)).toBe('standing.unmask.tooLate')
    expect((await marVisits.get(old.page)).words).toContain('no longer knows who wrote it')
  })

  it('P8 exists only with two moderators, and is void when the asker is none any more', async () => {
    const luz = await written('Sayen')
    await ask(luz.page)
    const unmaskingId = await requestOf(luz.postId)
    await standing.db.deleteFrom('memberRoles').where('memberId', '=', mar.actor.memberId).execute()
    expect(refusalOf(await decideUnmasking(sol, { unmaskingId, decision: 'agree' }))).toBe(
      'standing.unmask.askerGone',
    )
    await decideUnmasking(sol, { unmaskingId, decision: 'refuse' })
    const input = { postId: luz.postId, submission: standing.random.id(), reason: 'x' }
    expect(refusalOf(await askUnmasking(sol, input))).toBe('standing.unmask.needsTwo')
    const page = await solVisits.get(luz.page)
    expect(page.words).toContain('This needs two moderators, and there is only one.')
    expect(page.forms().some(({ action }) => action.endsWith('/unmask'))).toBe(false)
    expect(standing.faults).toEqual([])
  })

  it('P8 is for anonymous posts only, and in groups the moderator can see', async () => {
    const luz = await standing.member()
    const named = await standing.post(luz.id)
    const hidden = await standing.post(luz.id, { anonymous: true })
    const groupId = standing.random.id()
    await standing.db.insertInto('groups').values({ id: groupId, name: 'Apart', access: 'hidden' }).execute()
    await standing.db.updateTable('posts').set({ groupId }).where('id', '=', hidden).execute()
    for (const postId of [named, hidden, standing.random.id()]) {
      for (const path of [`/anonymous/${postId}`, `/anonymous/${postId}/unmask`]) {
        expect((await solVisits.get(path)).status).toBe(404)
        expect((await solVisits.submit(path, { reason: 'x', days: '7' })).status).toBe(404)
      }
    }
  })
})
