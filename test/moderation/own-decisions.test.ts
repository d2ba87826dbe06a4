import { afterAll, beforeAll, expect, it } from 'vitest'
import { daysFrom } from '../../src/days.ts'
import { inTransaction } from '../../src/db/transaction.ts'
import { countToDo } from '../../src/moderation/queries.ts'
import { recordAct } from '../../src/moderation/record-act.ts'
import { createPost } from '../../src/posts/create-post.ts'
import { ok } from '../../src/result.ts'
import { done, type Moderation, openModeration } from './support.ts'

let m: Moderation
beforeAll(async () => {
  m = await openModeration()
})
afterAll(() => m.close())

const appealed = async (memberId: string, moderatorId: string): Promise<string> => {
  const id = m.random.id()
  const at = m.clock.now()
  await m.db
    .insertInto('sanctions')
    .values({
      ...{ id, memberId, moderatorId, kind: 'mute', reason: 'x', createdAt: at },
      ...{ endsAt: daysFrom(at, 3), appeal: 'Why?', appealedAt: at },
    })
    .execute()
  return id
}

it('leaves appeals of her own decisions to another moderator, as long as there is one', async () => {
  const id = await appealed(m.luz.id, m.marta.id)
  const marta = await m.visitor(m.marta)
  const iria = await m.visitor(m.iria)
  const path = `/queue/appeals/${id}`
  const hasForm = async (visitor: typeof marta) =>
    (await visitor.get(path)).forms().some(({ action }) => action.endsWith(path))
  expect(await m.waiting(m.marta.ctx)).toEqual([])
  expect(await countToDo(m.marta.ctx)).toBe(0)
  expect(await m.waiting(m.iria.ctx)).toEqual([`appeal ${id}`])
  expect((await marta.get(path)).words).toContain('You made this decision. Let another moderator look at it.')
  expect([await hasForm(marta), await hasForm(iria)]).toEqual([false, true])
  await m.db.updateTable('members').set({ status: 'suspended' }).where('id', '=', m.iria.id).execute()
  expect(await m.waiting(m.marta.ctx)).toEqual([`appeal ${id}`])
  expect(await hasForm(marta)).toBe(true)
  await m.db.updateTable('members').set({ status: 'active' }).where('id', '=', m.iria.id).execute()
  await m.db.deleteFrom('sanctions').where('id', '=', id).execute()
})

it('P8 leaves appeals from inside an anonymous post to another than the one who limited', async () => {
  const postId = m.random.id()
  const post = {
    groupId: m.groups.general,
    submission: postId,
    text: 'Nameless',
    language: 'en',
    pictures: [],
  }
  done(await createPost(m.ana.ctx, { ...post, isAnonymous: true }))
  const id = m.random.id()
  const at = m.clock.now()
  await m.db
    .insertInto('postSanctions')
    .values({
      ...{ id, postId, reason: 'x', createdAt: at, endsAt: daysFrom(at, 7) },
      ...{ appeal: 'Why?', appealedAt: at },
    })
    .execute()
  await inTransaction(m.marta.ctx, async (trx) => {
    await recordAct(trx, 'anonymous-limited', postId)
    return ok()
  })
  expect(await m.waiting(m.marta.ctx)).toEqual([])
  expect(await m.waiting(m.iria.ctx)).toEqual([`anonymousAppeal ${id}`])
  const page = await (await m.visitor(m.marta)).get(`/queue/anonymous-appeals/${id}`)
  expect(page.words).toContain('Let another moderator look at it.')
})

it('says beside “Active” that somebody is muted', async () => {
  const marta = await m.visitor(m.marta)
  expect((await marta.get(`/people/${m.luz.id}`)).words).not.toContain('ActiveMuted')
  await appealed(m.luz.id, m.iria.id)
  expect((await marta.get(`/people/${m.luz.id}`)).words).toContain('ActiveMuted')
})
