import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { openStanding, type Standing } from './pages.ts'

let standing: Standing
let mar: MemberCtx

beforeAll(async () => {
  standing = await openStanding()
  mar = (await standing.member({ name: 'Mar', roles: ['moderator'] })).ctx
})
afterAll(() => standing.close())

describe('expelling', () => {
  it.each([
    ['expel', 'What she wrote stays.'],
    ['expel-and-remove', 'What she wrote under her name is deleted now.'],
  ])('asks on a second page that names her before it does %s', async (measure, consequence) => {
    const luz = await standing.member({ name: `Luz ${measure}` })
    const postId = await standing.post(luz.id)
    const path = `/people/${luz.id}/sanction`
    const visitor = await standing.visit(mar.actor.memberId)
    const form = (await visitor.get(path)).form(path)
    const empty = await visitor.submit(form, { measure })
    expect(empty.status).toBe(422)
    const asked = await visitor.submit(form, { measure, reason: 'She sold names.' })
    expect(asked.status).toBe(200)
    expect(asked.words).toContain(`Expel Luz ${measure}?`)
    expect(asked.words).toContain(consequence)
    expect(asked.words).toContain('She sold names.')
    expect(await standing.statusOf(luz.id)).toBe('active')
    // A yes to one is no yes to the other.
    const other = measure === 'expel' ? 'expel-and-remove' : 'expel'
    const swapped = await visitor.submit(asked.form(path), { measure: other })
    expect([swapped.status, await standing.statusOf(luz.id)]).toEqual([200, 'active'])
    const done = await visitor.submit(asked.form(path))
    expect(done.words).toContain('Decided. She reads your reason.')
    expect(await standing.statusOf(luz.id)).toBe('expelled')
    const { body } = await standing.db
      .selectFrom('posts')
      .select('body')
      .where('id', '=', postId)
      .executeTakeFirstOrThrow()
    expect(body !== '').toBe(measure === 'expel')
  })
})
