import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { declineApplication } from '../../src/joining/decline-application.ts'
import { addReply } from '../../src/joining/save-reply.ts'
import { createFrontDoor, type FrontDoor, openCommunity } from '../members/front-door.ts'
import type { Visitor } from '../support/http-client.ts'
import { apply, messagesOf, waitingId } from './applicant.ts'

let door: FrontDoor
let admin: Visitor
let moderator: MemberCtx
beforeAll(async () => {
  door = await createFrontDoor()
  admin = await openCommunity(door)
  moderator = await door.settle('Moderator', 'moderator at the door', ['moderator'])
})
beforeEach(async () => {
  await door.db.deleteFrom('applications').execute()
  await door.db.deleteFrom('savedReplies').execute()
})
afterAll(() => door.close())

const replies = () =>
  door.db.selectFrom('savedReplies').select(['name', 'body']).orderBy(sql`body collate "C"`).execute()

const add = async (name: string, body: string): Promise<string> => {
  const id = door.random.id()
  const result = await addReply(moderator, { id, name, body })
  if (!result.ok) throw new Error(messagesOf(result).join())
  return id
}

describe('saved replies', () => {
  it('are added once, changed and deleted by moderators, and each change is recorded', async () => {
    const page = await admin.get('/queue/replies')
    const form = page.form('/queue/replies')
    const refused = await admin.submit(form, { name: '', body: 'Come to a breakfast.' })
    expect([refused.status, refused.words.includes('Give it a short name.')]).toEqual([422, true])
    expect(refused.form('/queue/replies').defaults).toContainEqual(['body', 'Come to a breakfast.'])
    await admin.submit(refused.form('/queue/replies'), { name: 'Breakfast' })
    const list = await admin.submit(refused.form('/queue/replies'), { name: 'Breakfast' })
    expect(await replies()).toEqual([{ name: 'Breakfast', body: 'Come to a breakfast.' }])
    const link = list.links().find(({ text }) => text === 'Breakfast')
    const path = new URL(link?.href ?? '').pathname
    const changed = await admin.submit((await admin.get(path)).form(path), { body: 'Come on Sunday.' })
    expect(changed.words).toContain('Come on Sunday.')
    await admin.submit((await admin.get(path)).form(`${path}/delete`))
    expect(await replies()).toEqual([])
    const acts = await door.db.selectFrom('moderationActs').select('act').orderBy('sequence').execute()
    expect(acts.slice(-3).map(({ act }) => act)).toEqual(
      Array.from({ length: 3 }, () => 'saved-replies-changed'),
    )
  })

  it('changed by two at once: the second sees it with 409 and loses nothing', async () => {
    const id = await add('Full', 'We are full.')
    const path = `/queue/replies/${id}`
    const mine = (await admin.get(path)).form(path)
    await admin.submit(mine, { body: 'We are full until June.' })
    const late = await admin.submit(mine, { body: 'We are full, sorry.' })
    expect(late.status).toBe(409)
    expect(late.words).toContain('We are full until June.')
    expect(late.form(path).defaults).toContainEqual(['body', 'We are full, sorry.'])
    expect(await replies()).toEqual([{ name: 'Full', body: 'We are full until June.' }])
    await admin.submit(late.form(path))
    expect(await replies()).toEqual([{ name: 'Full', body: 'We are full, sorry.' }])
  })

  it('sent again with other words: both are kept once she says so', async () => {
    const form = (await admin.get('/queue/replies')).form('/queue/replies')
    await admin.submit(form, { name: 'Full', body: 'We are full.' })
    const again = await admin.submit(form, { name: 'Full', body: 'We are full until June.' })
    expect([again.status, again.words.includes('This was sent before with other words')]).toEqual([409, true])
    await admin.submit(again.form('/queue/replies'))
    expect(await replies()).toEqual([
      { name: 'Full', body: 'We are full until June.' },
      { name: 'Full', body: 'We are full.' },
    ])
  })

  it('are picked from a list; her own words come after them', async () => {
    const id = await add('Full', 'We are full.')
    await apply(door, { displayName: 'Ana' })
    const applicationId = await waitingId(door, 'Ana')
    const path = `/queue/applications/${applicationId}`
    const form = (await admin.get(path)).form(`${path}/decline`)
    await admin.submit(form, { reply: id, reason: 'Ask in June.', askAgain: 'month' })
    const row = await door.db.selectFrom('applications').select(['state', 'reason']).executeTakeFirst()
    expect(row).toEqual({ state: 'declined', reason: 'We are full.\n\nAsk in June.' })
  })

  it('deleted meanwhile: she is told, and her own words are kept', async () => {
    const id = await add('Full', 'We are full.')
    await add('Other', 'Another one.')
    await apply(door, { displayName: 'Ana' })
    const path = `/queue/applications/${await waitingId(door, 'Ana')}`
    const form = (await admin.get(path)).form(`${path}/decline`)
    await door.db.deleteFrom('savedReplies').where('id', '=', id).execute()
    const page = await admin.submit(form, { reply: id, reason: 'Ask in June.' })
    expect([page.status, page.words.includes('This saved answer was deleted meanwhile.')]).toEqual([
      422,
      true,
    ])
    expect(page.form(`${path}/decline`).defaults).toContainEqual(['reason', 'Ask in June.'])
  })

  it('are for moderators only, at most fifty, and never longer than an answer', async () => {
    const plain = await door.settle('Plain', 'plain at the door')
    const reply = { id: door.random.id(), name: 'A', body: 'B' }
    expect(await addReply(plain, reply)).toMatchObject({ refusals: [{ kind: 'forbidden' }] })
    expect(messagesOf(await addReply(moderator, { ...reply, body: 'x'.repeat(1_001) }))).toEqual([
      'form.errors.long',
    ])
    for (let n = 0; n < 50; n += 1) await add(`Reply ${n}`, 'Words.')
    expect(messagesOf(await addReply(moderator, reply))).toEqual(['joining.replies.tooMany'])
    const declining = { applicationId: door.random.id(), reason: 'x', replyId: 'nonsense' }
    expect(messagesOf(await declineApplication(moderator, declining))).toEqual(['errors.missing'])
  })
})
