import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerAboutPost } from '../../src/contact/answer-about-post.ts'
import { answerContact } from '../../src/contact/answer-contact.ts'
import { listContacts } from '../../src/contact/contact-list.ts'
import { unansweredContact } from '../../src/contact/conversations.ts'
import { markRead } from '../../src/contact/mark-read.ts'
import { purgeMessages } from '../../src/contact/purge-messages.ts'
import { findAboutPost, listAboutPosts, readMessages, type Side } from '../../src/contact/queries.ts'
import { readAboutPost, readRecipient } from '../../src/contact/recipients.ts'
import type { MemberCtx } from '../../src/context.ts'
import { type ContactWorld, createContactWorld, done, outcomeOf } from './world.ts'

let world: ContactWorld
beforeAll(async () => {
  world = await createContactWorld()
})
afterAll(() => world.close())

const writes = async (ctx: MemberCtx, postId: string, text: string) =>
  answerContact(ctx, { recipientId: postId, ...world.message(text) })
const conversationOf = async (postId: string) =>
  (await readRecipient(world.mar, postId))?.conversationId ?? ''
const said = async (ctx: MemberCtx, postId: string, side: Side) =>
  (await readMessages(ctx, await conversationOf(postId), side)).messages.map(
    ({ body, author, isMine }) => `${isMine ? 'me' : (author ?? '-')}: ${body}`,
  )

describe('P8: the author of an anonymous post', () => {
  it('is written to through the post, and answers as its author', async () => {
    const postId = await world.post(world.luz, { anonymous: true })
    expect(await readAboutPost(world.mar, postId)).toEqual({ kind: 'anonymous' })
    done(await writes(world.mar, postId, 'Are you safe?'))
    expect(await listAboutPosts(world.luz)).toMatchObject([{ postId }])
    world.clock.moveDays(0.001)
    done(await answerAboutPost(world.luz, { postId, ...world.message('I am') }))
    expect(await said(world.luz, postId, 'self')).toEqual(['-: Are you safe?', 'me: I am'])
    expect(await said(world.mar, postId, 'moderators')).toEqual(['me: Are you safe?', '-: I am'])
    const list = await listContacts(world.flor)
    expect(list.unread).toMatchObject([
      { recipientId: postId, kind: 'author', name: null, needsAnswer: true },
    ])
    const { rows } = await unansweredContact(world.flor).execute(world.db)
    expect(rows).toMatchObject([{ id: postId, title: '' }])
  })

  it('can be told from nobody else: they find nothing there', async () => {
    const postId = await world.post(world.luz, { anonymous: true })
    done(await writes(world.mar, postId, 'For you alone'))
    for (const ctx of [world.ana, world.mar]) {
      expect(await findAboutPost(ctx, postId)).toBeUndefined()
      expect((await listAboutPosts(ctx)).map((about) => about.postId)).not.toContain(postId)
      expect(outcomeOf(await answerAboutPost(ctx, { postId, ...world.message('Me') }))).toBe('missing')
    }
    expect(await said(world.ana, postId, 'self')).toEqual([])
  })

  it('stands in no row beside the post, the conversation or its moment', async () => {
    world.clock.moveDays(0.3)
    const postId = await world.post(world.luz, { anonymous: true })
    done(await writes(world.mar, postId, 'Hello'))
    done(await answerAboutPost(world.luz, { postId, ...world.message('Hello') }))
    const conversationId = await conversationOf(postId)
    const last = (await readMessages(world.luz, conversationId, 'self')).messages.at(-1)
    expect(last).toBeDefined()
    await markRead(world.luz, { id: conversationId, isAboutPost: true }, last?.id)
    const { memberId } = world.luz.actor
    const conversation = await world.db
      .selectFrom('conversations')
      .selectAll()
      .where('id', '=', conversationId)
      .executeTakeFirstOrThrow()
    expect([conversation.memberId, conversation.otherId]).toEqual([null, null])
    const found = await Promise.all([
      sql`select 1 from messages where author_id = ${memberId}`.execute(world.db),
      sql`select 1 from conversation_reads where member_id = ${memberId}`.execute(world.db),
      sql`select 1 from notifications where member_id = ${memberId} and (post_id = ${postId}
        or conversation_id = ${conversationId}
        or created_at in (select created_at from messages))`.execute(world.db),
      sql`select 1 from act_subjects where subject_id = ${memberId}`.execute(world.db),
    ])
    expect(found.map(({ rows }) => rows)).toEqual([[], [], [], []])
  })

  it('is told that there is something, once, and of what only where she is known', async () => {
    const ctx = (await world.member()).ctx
    const postId = await world.post(ctx, { anonymous: true })
    for (const text of ['One', 'Two']) done(await writes(world.mar, postId, text))
    expect(await world.unseen(ctx)).toMatchObject([{ kind: 'message', conversationId: null, postId: null }])
    await markRead(ctx, { id: await conversationOf(postId), isAboutPost: true }, undefined)
    expect(await world.unseen(ctx)).toEqual([])
  })

  it('is forgotten after 30 days, with the notice, and the same whether she is still here', async () => {
    const ctx = (await world.member()).ctx
    const postId = await world.post(ctx, { anonymous: true })
    const gone = await world.post(world.luz, { anonymous: true })
    await world.db.deleteFrom('anonymousAuthors').where('postId', '=', gone).execute()
    world.clock.moveDays(29)
    const view = async (id: string) => ({
      ...(await readRecipient(world.mar, id)),
      id: '',
      conversationId: '',
    })
    for (const id of [postId, gone]) done(await writes(world.mar, id, 'Late'))
    expect(await view(postId)).toEqual(await view(gone))
    world.clock.moveDays(1.1)
    await world.db.deleteFrom('anonymousAuthors').where('postId', '=', postId).execute()
    await purgeMessages(world.system())
    expect(await world.unseen(ctx)).toEqual([])
    expect(await findAboutPost(ctx, postId)).toBeUndefined()
    for (const id of [postId, gone]) expect(outcomeOf(await writes(world.mar, id, 'Later'))).toBe('forbidden')
    expect(await said(world.mar, postId, 'moderators')).toEqual(['me: Late'])
  })

  it('in a hidden group is known to the moderators in it, and to no others', async () => {
    const groupId = await world.hiddenGroup(world.luz, world.mar)
    const postId = await world.post(world.luz, { groupId, anonymous: true })
    await world.db.deleteFrom('notifications').execute()
    done(await writes(world.mar, postId, 'Hello'))
    done(await answerAboutPost(world.luz, { postId, ...world.message('Yes') }))
    expect(await world.unseen(world.mar)).toHaveLength(1)
    expect(await world.unseen(world.flor)).toEqual([])
    expect(await readRecipient(world.flor, postId)).toBeUndefined()
    expect(outcomeOf(await writes(world.flor, postId, 'x'))).toBe('missing')
    const ids = (list: readonly { readonly recipientId: string }[]) =>
      list.map(({ recipientId }) => recipientId)
    const listed = await listContacts(world.flor)
    expect([...ids(listed.unread), ...ids(listed.read)]).not.toContain(postId)
    const { rows } = await unansweredContact(world.flor).execute(world.db)
    expect(rows.map(({ id }) => id)).not.toContain(postId)
    const conversationId = await conversationOf(postId)
    expect((await readMessages(world.flor, conversationId, 'moderators')).messages).toEqual([])
  })

  it('who is a moderator herself is told like all the others', async () => {
    const postId = await world.post(world.flor, { anonymous: true })
    await world.db.deleteFrom('notifications').execute()
    done(await writes(world.mar, postId, 'Hello'))
    await world.db.deleteFrom('notifications').execute()
    done(await answerAboutPost(world.flor, { postId, ...world.message('Yes') }))
    expect(await world.unseen(world.mar)).toHaveLength(1)
    expect(await world.unseen(world.flor)).toHaveLength(1)
  })

  it('is nobody for a post under a name, or one that is deleted', async () => {
    const named = await world.post(world.ana)
    expect(outcomeOf(await writes(world.mar, named, 'x'))).toBe('missing')
    const postId = await world.post(world.luz, { anonymous: true })
    done(await writes(world.mar, postId, 'Hello'))
    await world.db
      .updateTable('posts')
      .set({ deletedAt: world.clock.now() })
      .where('id', '=', postId)
      .execute()
    expect(outcomeOf(await writes(world.mar, postId, 'x'))).toBe('missing')
    expect(outcomeOf(await answerAboutPost(world.luz, { postId, ...world.message('x') }))).toBe('missing')
  })
})
