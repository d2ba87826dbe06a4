import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { blockMember } from '../../src/contact/block-member.ts'
import { markRead } from '../../src/contact/mark-read.ts'
import { listThreads, readThread } from '../../src/contact/message-queries.ts'
import { purgeMessages } from '../../src/contact/purge-messages.ts'
import { readMessages } from '../../src/contact/queries.ts'
import { sendMessage, startMessages } from '../../src/contact/send-message.ts'
import { writeToModerators } from '../../src/contact/write-to-moderators.ts'
import type { MemberCtx } from '../../src/context.ts'
import { type ContactWorld, createContactWorld, done, fieldsOf, outcomeOf } from './world.ts'

let world: ContactWorld
const switchMessages = (memberMessages: boolean) =>
  world.db.updateTable('community').set({ memberMessages }).execute()

beforeAll(async () => {
  world = await createContactWorld()
})
beforeEach(() => switchMessages(true))
afterAll(() => world.close())

const begin = async (from: MemberCtx, to: string, text = 'Hello') =>
  done(await startMessages(from, { to, ...world.message(text) })).conversationId
const sends = (ctx: MemberCtx, conversationId: string, text = 'Hello') =>
  sendMessage(ctx, { conversationId, ...world.message(text) })
const two = async () => {
  const one = await world.member()
  const other = await world.member()
  return { one: one.ctx, other: other.ctx, otherName: other.name, oneName: one.name }
}

describe('messages between members', () => {
  it('stand in one thread of the two, whoever begins, and are told to the other', async () => {
    const { one, other, oneName, otherName } = await two()
    const [first, second] = await Promise.all([begin(one, otherName), begin(other, oneName, 'You too')])
    expect(first).toBe(second)
    done(await sends(one, first, 'How are you?'))
    const bodies = (await readMessages(other, first, 'self')).messages.map(({ body }) => body)
    expect(bodies.sort()).toEqual(['Hello', 'How are you?', 'You too'])
    expect(await world.unseen(other)).toMatchObject([{ kind: 'message', conversationId: first }])
    expect((await listThreads(other)).threads).toMatchObject([{ id: first, name: oneName, isUnread: true }])
    await markRead(other, { id: first }, (await readMessages(other, first, 'self')).messages.at(-1)?.id)
    expect((await listThreads(other)).threads).toMatchObject([{ isUnread: false }])
    expect(await world.unseen(other)).toEqual([])
  })

  it('are nobody else’s, moderators included', async () => {
    const { one, otherName } = await two()
    const id = await begin(one, otherName)
    for (const ctx of [world.ana, world.mar]) {
      expect(await readThread(ctx, id)).toBeUndefined()
      for (const side of ['self', 'moderators'] as const)
        expect((await readMessages(ctx, id, side)).messages).toEqual([])
      expect(outcomeOf(await sends(ctx, id))).toBe('missing')
      expect(outcomeOf(await blockMember(ctx, { conversationId: id, isBlocked: true }))).toBe('missing')
    }
  })

  it('go only to a name somebody goes by, and not to oneself', async () => {
    const { one, oneName } = await two()
    const frozen = await world.member()
    await world.db.updateTable('members').set({ status: 'frozen' }).where('id', '=', frozen.id).execute()
    for (const to of ['', 'Nobody', oneName, frozen.name])
      expect(fieldsOf(await startMessages(one, { to, ...world.message('x') }))).toEqual(['to'])
    expect((await listThreads(one)).threads).toEqual([])
  })

  it('do not exist while the community has none; threads wait unread until it has', async () => {
    const { one, other, otherName } = await two()
    const id = await begin(one, otherName)
    await switchMessages(false)
    expect(await readThread(other, id)).toBeUndefined()
    expect((await listThreads(other)).threads).toEqual([])
    expect((await readMessages(other, id, 'self')).messages).toEqual([])
    expect(outcomeOf(await sends(one, id))).toBe('missing')
    expect(outcomeOf(await startMessages(one, { to: otherName, ...world.message('x') }))).toBe('missing')
    expect(outcomeOf(await blockMember(one, { conversationId: id, isBlocked: true }))).toBe('missing')
    await switchMessages(true)
    expect((await readMessages(other, id, 'self')).messages).toHaveLength(1)
  })

  it('end when one does not let the other write to her; only she knows', async () => {
    const { one, other, otherName } = await two()
    const id = await begin(one, otherName)
    await world.db.deleteFrom('notifications').execute()
    for (const _ of [1, 2]) done(await blockMember(other, { conversationId: id, isBlocked: true }))
    expect(await sends(one, id)).toMatchObject({ refusals: [{ message: 'messages.errors.closed' }] })
    expect(outcomeOf(await startMessages(one, { to: otherName, ...world.message('x') }))).toBe('forbidden')
    expect(await sends(other, id)).toMatchObject({ refusals: [{ message: 'messages.errors.blocking' }] })
    expect(await readThread(one, id)).toMatchObject({ isBlocked: false })
    expect(await readThread(other, id)).toMatchObject({ isBlocked: true })
    expect(await world.db.selectFrom('notifications').selectAll().execute()).toEqual([])
    done(await blockMember(other, { conversationId: id, isBlocked: false }))
    done(await sends(one, id))
  })

  it('are not sent by a muted member, nor to somebody who is not here now', async () => {
    const { one, other, otherName } = await two()
    const id = await begin(one, otherName)
    await world.db
      .insertInto('sanctions')
      .values({
        ...{ id: world.random.id(), memberId: one.actor.memberId, kind: 'mute', reason: 'Rest' },
        ...{ createdAt: world.clock.now(), endsAt: new Date(world.clock.now().getTime() + 86_400_000) },
      })
      .execute()
    expect(await sends(one, id)).toMatchObject({ refusals: [{ message: 'standing.errors.muted' }] })
    const { memberId } = one.actor
    await world.db.updateTable('members').set({ status: 'frozen' }).where('id', '=', memberId).execute()
    expect(outcomeOf(await sends(other, id))).toBe('forbidden')
    expect(await readThread(other, id)).toMatchObject({ name: null })
    const [message] = (await readMessages(other, id, 'self')).messages
    expect(message).toMatchObject({ author: null, isMine: false })
  })

  it('are deleted after the days that the community says, with a thread of which nothing is left', async () => {
    const { one, other, otherName } = await two()
    const id = await begin(one, otherName)
    done(await writeToModerators(one, world.message('Help')))
    await world.db.updateTable('community').set({ messageDays: 30 }).execute()
    world.clock.moveDays(29)
    done(await sends(other, id, 'Later'))
    world.clock.moveDays(2)
    expect(await purgeMessages(world.system())).toBeGreaterThanOrEqual(2)
    expect((await readMessages(one, id, 'self')).messages.map(({ body }) => body)).toEqual(['Later'])
    world.clock.moveDays(30)
    expect(await purgeMessages(world.system())).toBe(1)
    expect(await readThread(one, id)).toBeUndefined()
    const left = await world.db.selectFrom('conversations').select('id').execute()
    expect(left).toEqual([])
  })
})
