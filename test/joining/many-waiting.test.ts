import { afterAll, beforeAll, expect, it } from 'vitest'
import { listApplications } from '../../src/joining/queries.ts'
import { type Moderation, openModeration } from '../moderation/support.ts'

let m: Moderation
const ids: string[] = []
beforeAll(async () => {
  m = await openModeration()
  for (let index = 0; index < 60; index += 1) {
    m.clock.moveDays(1 / 1_440)
    const id = m.random.id()
    ids.push(id)
    await m.db
      .insertInto('applications')
      .values({ id, statusCodeHash: id, locale: 'en', displayName: `W${index}.`, createdAt: m.clock.now() })
      .execute()
  }
})
afterAll(() => m.close())

it('shows sixty who wait page by page, nobody twice and nobody left out, known women first', async () => {
  const known = ids[40] ?? ''
  await m.db
    .insertInto('vouches')
    .values({ applicationId: known, memberId: m.luz.id, answer: 'yes', askedAt: m.clock.now() })
    .execute()
  const seen: string[] = []
  let after: string | undefined
  do {
    const list = await listApplications(m.marta.ctx, { after })
    expect(list.waiting).toBe(60)
    seen.push(...list.applications.map(({ id }) => id))
    after = list.after
  } while (after !== undefined)
  expect(seen).toEqual([known, ...ids.filter((id) => id !== known)])
})

it('says how many it shows, leads on, and stays on her page when nothing was chosen', async () => {
  const marta = await m.visitor(m.marta)
  const first = await marta.get('/queue/applications')
  expect(first.words).toContain('60 women wait.')
  expect(first.words).toContain('Here are 25 of 60.')
  const next = first.links().find(({ text }) => text === 'Show newer')?.href ?? ''
  const second = await marta.get(next)
  expect(second.words).toContain('W30.')
  expect(second.words).not.toContain('W10.')
  const refused = await marta.submit(second.form('/queue/applications/chosen'))
  expect(refused.status).toBe(422)
  expect(refused.words).toContain('W30.')
})

it('comes back to the first page once all behind a place are decided on', async () => {
  const list = await listApplications(m.marta.ctx)
  const kept = list.applications.slice(0, 2).map(({ id }) => id)
  await m.db.deleteFrom('applications').where('id', 'not in', kept).execute()
  const marta = await m.visitor(m.marta)
  const page = await marta.get(`/queue/applications?after=${list.after}`)
  expect(page.words).toContain('2 women wait.')
  expect(page.words).not.toContain('Nobody is waiting to join')
})
