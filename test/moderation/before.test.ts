import { afterAll, beforeAll, expect, it } from 'vitest'
import { daysFrom } from '../../src/days.ts'
import { readBefore } from '../../src/moderation/before.ts'
import { removeWritten } from '../../src/moderation/remove-written.ts'
import { createPost } from '../../src/posts/create-post.ts'
import { done, type Moderation, openModeration } from './support.ts'

let m: Moderation
beforeAll(async () => {
  m = await openModeration()
})
afterAll(() => m.close())

const because = { category: 'rules', reason: 'We agreed on it' }

async function anonymous(text: string): Promise<{ readonly what: 'post'; readonly id: string }> {
  const input = { groupId: m.groups.general, submission: m.random.id(), text, language: 'en', pictures: [] }
  const { postId } = done(await createPost(m.luz.ctx, { ...input, isAnonymous: true }))
  return { what: 'post', id: postId }
}

it('what was decided before is told in numbers, and nothing of it where nobody is named (P8, P12)', async () => {
  const post = await m.write(m.luz, 'Here under my name')
  const nameless = await anonymous('Nobody knows me here')
  expect(await readBefore(m.marta.ctx, post)).toBeUndefined()

  done(await removeWritten(m.marta.ctx, { thing: await m.write(m.luz, 'Gone'), ...because }))
  done(await removeWritten(m.marta.ctx, { thing: await anonymous('Gone without a name'), ...because }))
  const now = m.clock.now()
  await m.db
    .insertInto('memberNotes')
    .values(
      [1, -1].map((days) => ({
        ...{ id: m.random.id(), memberId: m.luz.id, body: 'Spoke with her' },
        ...{ createdAt: now, expiresAt: daysFrom(now, days) },
      })),
    )
    .execute()
  await m.db
    .insertInto('sanctions')
    .values({ ...{ id: m.random.id(), memberId: m.luz.id, kind: 'warn' }, reason: 'x', createdAt: now })
    .execute()
  const flag = { category: 'rules', createdAt: now, decidedAt: now, decision: 'kept' } as const
  for (const { id } of [post, nameless]) {
    await m.db
      .insertInto('flags')
      .values({ ...flag, id: m.random.id(), postId: id })
      .execute()
  }

  expect(await readBefore(m.marta.ctx, post)).toEqual({ kept: 1, removed: 1, sanctions: 1, notes: 1 })
  const ofTheThingAlone = { kept: 1, removed: 0, sanctions: 0, notes: 0 }
  expect(await readBefore(m.marta.ctx, nameless)).toEqual(ofTheThingAlone)
  expect(await readBefore(m.ana.ctx, post)).toBeUndefined()
  await m.db.updateTable('members').set({ status: 'frozen' }).where('id', '=', m.luz.id).execute()
  expect(await readBefore(m.marta.ctx, post)).toEqual(ofTheThingAlone)
  await m.db.updateTable('members').set({ status: 'active' }).where('id', '=', m.luz.id).execute()
})
