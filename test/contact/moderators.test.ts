import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerContact } from '../../src/contact/answer-contact.ts'
import { closeContact } from '../../src/contact/close-contact.ts'
import { listContacts } from '../../src/contact/contact-list.ts'
import { unansweredContact } from '../../src/contact/conversations.ts'
import { markRead } from '../../src/contact/mark-read.ts'
import { findContact, messagePageSize, readMessages } from '../../src/contact/queries.ts'
import { readAboutPost, readRecipient } from '../../src/contact/recipients.ts'
import { writeToModerators } from '../../src/contact/write-to-moderators.ts'
import type { MemberCtx } from '../../src/context.ts'
import { type ContactWorld, createContactWorld, done, fieldsOf, outcomeOf } from './world.ts'

let world: ContactWorld
beforeAll(async () => {
  world = await createContactWorld()
})
afterAll(() => world.close())

const waiting = async (ctx: MemberCtx) => (await unansweredContact(ctx).execute(world.db)).rows
const somebody = async () => (await world.member()).ctx
const says = async (ctx: MemberCtx, text: string) => done(await writeToModerators(ctx, world.message(text)))
const answers = (ctx: MemberCtx, to: MemberCtx, text: string) =>
  answerContact(ctx, { recipientId: to.actor.memberId, ...world.message(text) })
const contactOf = async (ctx: MemberCtx) => (await findContact(ctx))?.id ?? ''

describe('a member and the moderators', () => {
  it('have one thread, in which they are one voice to her and have names for each other', async () => {
    const { ctx, name } = await world.member()
    await says(ctx, 'I need help')
    world.clock.moveDays(0.001)
    done(await answers(world.mar, ctx, 'Of course'))
    world.clock.moveDays(0.001)
    done(await answers(world.flor, ctx, 'Call us'))
    const id = await contactOf(ctx)
    const hers = (await readMessages(ctx, id, 'self')).messages
    expect(hers.map(({ body, author, isMine }) => [body, author, isMine])).toEqual([
      ['I need help', name, true],
      ['Of course', null, false],
      ['Call us', null, false],
    ])
    const theirs = (await readMessages(world.mar, id, 'moderators')).messages
    expect(theirs.slice(1).map(({ author, isMine }) => [author, isMine])).toEqual([
      ['Mar', true],
      ['Flor', false],
    ])
    expect((await readMessages(world.ana, id, 'self')).messages).toEqual([])
    expect((await readMessages(world.ana, id, 'moderators')).messages).toEqual([])
  })

  it('may be begun by either side, without a strike, and by both at once', async () => {
    const ctx = await somebody()
    const results = await Promise.all([
      answers(world.mar, ctx, 'Hello'),
      answers(world.flor, ctx, 'Hello'),
      writeToModerators(ctx, world.message('Hello')),
    ])
    expect(results.map(outcomeOf)).toEqual(['done', 'done', 'done'])
    expect((await readMessages(ctx, await contactOf(ctx), 'self')).messages).toHaveLength(3)
    expect(await world.db.selectFrom('sanctions').selectAll().execute()).toEqual([])
  })

  it('are told once until they look', async () => {
    const ctx = await somebody()
    await world.db.deleteFrom('notifications').execute()
    for (const text of ['One', 'Two']) await says(ctx, text)
    const conversationId = await contactOf(ctx)
    for (const moderator of [world.mar, world.flor])
      expect(await world.unseen(moderator)).toMatchObject([{ kind: 'message', conversationId }])
    await markRead(world.mar, { id: conversationId }, undefined)
    await says(ctx, 'Three')
    expect(await world.unseen(world.mar)).toHaveLength(1)
    expect(await world.unseen(world.flor)).toHaveLength(1)
    for (const text of ['One', 'Two']) done(await answers(world.mar, ctx, text))
    expect(await world.unseen(ctx)).toMatchObject([{ kind: 'message', conversationId }])
    expect(await world.unseen(world.ana)).toEqual([])
  })

  it('say a thing once however often the form is sent', async () => {
    const ctx = await somebody()
    const message = world.message('Once')
    for (const _ of [1, 2]) done(await writeToModerators(ctx, message))
    expect(outcomeOf(await writeToModerators(ctx, { ...message, text: 'Else' }))).toBe('conflict')
    expect(outcomeOf(await writeToModerators(world.ana, message))).toBe('conflict')
    expect((await readMessages(ctx, await contactOf(ctx), 'self')).messages).toHaveLength(1)
  })

  it('are refused empty and long messages beside the text, and a flood', async () => {
    const ctx = await somebody()
    for (const text of ['', 'x'.repeat(5001)]) {
      expect(fieldsOf(await writeToModerators(ctx, world.message(text)))).toEqual(['text'])
      expect(fieldsOf(await answers(world.mar, ctx, text))).toEqual(['text'])
    }
    expect(await findContact(ctx)).toBeUndefined()
    for (let number = 0; number < 60; number += 1) await says(ctx, `Message ${number}`)
    expect(outcomeOf(await writeToModerators(ctx, world.message('More')))).toBe('busy')
  })

  it('still reach each other while she is muted', async () => {
    const ctx = await somebody()
    await world.db
      .insertInto('sanctions')
      .values({
        ...{ id: world.random.id(), memberId: ctx.actor.memberId, kind: 'mute', reason: 'Rest' },
        ...{ createdAt: world.clock.now(), endsAt: new Date(world.clock.now().getTime() + 86_400_000) },
      })
      .execute()
    await says(ctx, 'Why?')
    await world.db.deleteFrom('sanctions').execute()
  })

  it('turn its pages, fifty messages each', async () => {
    const ctx = await somebody()
    for (let number = 0; number < messagePageSize + 1; number += 1) {
      world.clock.moveDays(0.001)
      await says(ctx, `Message ${number}`)
    }
    const id = await contactOf(ctx)
    const latest = await readMessages(ctx, id, 'self')
    expect(latest.messages).toHaveLength(messagePageSize)
    expect(latest.messages.at(-1)?.body).toBe(`Message ${messagePageSize}`)
    const first = await readMessages(ctx, id, 'self', { before: latest.older })
    expect(first.messages.map(({ body }) => body)).toEqual(['Message 0'])
  })
})

describe('the moderators’ list', () => {
  it('shows what is unread first, and what waits for an answer until there is one', async () => {
    const [one, two] = [await somebody(), await somebody()]
    await says(one, 'First')
    world.clock.moveDays(0.01)
    await says(two, 'Second')
    await markRead(world.mar, { id: await contactOf(two) }, await lastOf(two))
    const list = await listContacts(world.mar)
    expect(list.unread.map(({ recipientId }) => recipientId)).toContain(one.actor.memberId)
    expect(list.read.map(({ recipientId }) => recipientId)).toContain(two.actor.memberId)
    const ids = async () => (await waiting(world.mar)).map(({ id }) => id)
    expect(await ids()).toEqual(expect.arrayContaining([one.actor.memberId, two.actor.memberId]))
    done(await answers(world.flor, one, 'Yes'))
    done(await closeContact(world.flor, { recipientId: two.actor.memberId }))
    expect(await ids()).not.toEqual(expect.arrayContaining([one.actor.memberId]))
    expect(await ids()).not.toContain(two.actor.memberId)
    await says(two, 'Still here')
    expect(await ids()).toContain(two.actor.memberId)
  })

  it('and what waits are for moderators alone, and never their own', async () => {
    await says(world.flor, 'As a member')
    const own = world.flor.actor.memberId
    expect((await waiting(world.mar)).map(({ id }) => id)).toContain(own)
    expect((await waiting(world.flor)).map(({ id }) => id)).not.toContain(own)
    expect(await waiting(world.ana)).toEqual([])
    expect(await listContacts(world.ana)).toEqual({ unread: [], read: [] })
    expect(await readRecipient(world.flor, own)).toBeUndefined()
    expect(outcomeOf(await answers(world.flor, world.flor, 'To myself'))).toBe('missing')
    for (const act of [answers(world.ana, world.luz, 'x'), closeContact(world.ana, { recipientId: own })])
      expect(outcomeOf(await act)).toBe('forbidden')
  })

  it('names nobody whose account is hidden, and nobody is written to who cannot read it', async () => {
    const ctx = await somebody()
    await says(ctx, 'Before')
    const { memberId } = ctx.actor
    for (const [status, title] of [
      ['frozen', ''],
      ['suspended', expect.stringMatching(/./)],
    ] as const) {
      await world.db.updateTable('members').set({ status }).where('id', '=', memberId).execute()
      const entry = (await waiting(world.mar)).find(({ id }) => id === memberId)
      expect(entry).toMatchObject({ title })
      expect(outcomeOf(await answers(world.mar, ctx, 'x'))).toBe('forbidden')
    }
  })

  it('leads from a post to its author, also when the post was removed, and never past a hidden group', async () => {
    const postId = await world.post(world.ana)
    const { memberId } = world.ana.actor
    expect(await readAboutPost(world.mar, postId)).toEqual({ kind: 'member', memberId, mayBeNamed: true })
    await world.db
      .updateTable('posts')
      .set({ removedAt: world.clock.now() })
      .where('id', '=', postId)
      .execute()
    expect(await readAboutPost(world.mar, postId)).toMatchObject({ kind: 'member' })
    const groupId = await world.hiddenGroup(world.ana, world.mar)
    const hidden = await world.post(world.ana, { groupId })
    expect(await readAboutPost(world.mar, hidden)).toMatchObject({ memberId, mayBeNamed: false })
    expect(await readAboutPost(world.flor, hidden)).toBeUndefined()
    expect(await readAboutPost(world.mar, world.random.id())).toBeUndefined()
    await world.db.deleteFrom('postAuthors').where('postId', '=', postId).execute()
    expect(await readAboutPost(world.mar, postId)).toEqual({ kind: 'gone' })
  })
})

async function lastOf(ctx: MemberCtx): Promise<string | undefined> {
  return (await readMessages(ctx, await contactOf(ctx), 'self')).messages.at(-1)?.id
}
