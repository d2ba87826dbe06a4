import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { createComment } from '../../src/posts/create-comment.ts'
import { createPost } from '../../src/posts/create-post.ts'
import { search } from '../../src/search/queries.ts'
import type { Search } from '../../src/search/rules.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'

let community: TestCommunity
let writer: { readonly ctx: MemberCtx }
beforeAll(async () => {
  community = await createTestCommunity()
  await community.db
    .updateTable('community')
    .set({ locales: ['en', 'es', 'sv', 'id', 'ru'] })
    .execute()
  writer = await community.member({ name: 'Luz' })
})
afterAll(() => community.close())

const write = async (text: string, language = 'en', groupId = community.groups.general, ctx = writer.ctx) => {
  const result = await createPost(ctx, {
    groupId,
    submission: community.random.id(),
    text,
    language,
    pictures: [],
  })
  if (!result.ok) throw new Error(result.refusals[0].message)
  community.clock.moveDays(0.001)
  return result.value.postId
}

const answer = async (postId: string, text: string) => {
  const result = await createComment(writer.ctx, {
    target: { postId },
    submission: community.random.id(),
    text,
    language: 'en',
  })
  if (!result.ok) throw new Error(result.refusals[0].message)
  community.clock.moveDays(0.001)
  return result.value.commentId
}

const found = async (words: string, options: Partial<Search> = {}, ctx = writer.ctx) =>
  (await search(ctx, { words, ...options })).findings.map(({ id }) => id)

describe('searching', () => {
  it.each([
    ['es', 'Mañana hay reuniones en la biblioteca', 'reunión biblioteca'],
    ['sv', 'Vi träffas på kaféet om torsdagar', 'kafeet torsdag'],
    ['id', 'Kami membaca buku bersama', 'bacaan buku'],
    ['ru', 'Встречаемся у старых мостов', 'старый мост'],
    ['en', 'The bakeries were closing early', 'bakery closed'],
  ])('finds other forms of a word in %s, with or without accents', async (language, text, words) => {
    const postId = await write(text, language)
    expect(await found(words)).toEqual([postId])
  })

  it('finds comments as well as posts, newest first, and marks where the words stand', async () => {
    const postId = await write('Kettle for the **winter** evenings')
    const commentId = await answer(postId, 'My kettle whistles')
    const { findings } = await search(writer.ctx, { words: 'kettle' })
    expect(findings.map(({ id }) => id)).toEqual([commentId, postId])
    expect(findings[0]).toMatchObject({ kind: 'comment', threadId: postId, place: 'General', author: 'Luz' })
    expect(findings[1]?.passages).toEqual([
      { text: 'Kettle', isMatch: true },
      { text: ' for the winter evenings', isMatch: false },
    ])
  })

  it('keeps quoted words together and leaves out what a minus forbids', async () => {
    const together = await write('We planted an orange tree')
    const apart = await write('A tree full of small orange birds')
    expect(await found('"orange tree"')).toEqual([together])
    expect(await found('orange -birds')).toEqual([together])
    expect(await found('orange -"small birds" -"orange tree"')).toEqual([apart])
    expect(await found('orange tree')).toEqual([apart, together])
  })

  it('narrows by group, kind and time', async () => {
    const old = await write('The ferry leaves at nine')
    community.clock.moveDays(40)
    const question = await write('When does the ferry leave?')
    await community.db.updateTable('posts').set({ kind: 'question' }).where('id', '=', question).execute()
    const comment = await answer(question, 'The ferry? At ten now')
    expect(await found('ferry', { period: 'week' })).toEqual([comment, question])
    expect(await found('ferry', { kind: 'question' })).toEqual([question])
    expect(await found('ferry', { kind: 'comment' })).toEqual([comment])
    expect(await found('ferry', { groupId: community.groups.general })).toEqual([comment, question, old])
    expect(await found('ferry', { groupId: community.groups.moderators })).toEqual([])
    expect(await found('ferry', { groupId: "x' or true" })).toEqual([])
  })

  it('goes on where a page ended, without leaving out or repeating', async () => {
    const ids: string[] = []
    for (let index = 0; index < 25; index += 1) ids.unshift(await write(`Lantern number ${index}`))
    const first = await search(writer.ctx, { words: 'lantern' })
    const second = await search(writer.ctx, { words: 'lantern', before: first.older })
    expect([...first.findings, ...second.findings].map(({ id }) => id)).toEqual(ids)
    expect(second.older).toBeUndefined()
  })

  it('finds nothing in groups she does not belong to, nor what was deleted, removed, expired or is held', async () => {
    const moderator = await community.member({ roles: ['moderator'] })
    const closed = await write('Umbrella plans', 'en', community.groups.moderators, moderator.ctx)
    expect(await found('umbrella')).toEqual([])
    expect(await found('umbrella', {}, moderator.ctx)).toEqual([closed])
    const other = await community.member({ joinedAt: new Date('2029-01-01') })
    for (const change of [
      { deletedAt: community.clock.now() },
      { removedAt: community.clock.now() },
      { expiresAt: community.clock.now() },
      { heldAt: community.clock.now() },
    ]) {
      const postId = await write('A parasol for the beach')
      const commentId = await answer(postId, 'A blue parasol')
      expect(await found('parasol', {}, other.ctx)).toEqual([commentId, postId])
      await community.db.updateTable('posts').set(change).where('id', '=', postId).execute()
      expect(await found('parasol', {}, other.ctx)).toEqual([])
      await community.db.deleteFrom('comments').where('id', '=', commentId).execute()
      await community.db.deleteFrom('posts').where('id', '=', postId).execute()
    }
  })

  it('finds what stands beside a post: a transcript, a description, an answer to vote for, a correction', async () => {
    const { db, random, clock } = community
    const postId = await write('Look at this')
    const beside = { id: random.id(), postId, createdAt: clock.now() }
    const voice = { ...beside, position: 0, kind: 'voice' as const, mediaType: 'audio/webm', byteLength: 1 }
    await db
      .insertInto('attachments')
      .values({ ...voice, seconds: 3, transcript: 'Hibiscus in bloom' })
      .execute()
    const picture = { mediaType: 'image/webp', width: 1, height: 1, byteLength: 1, createdAt: clock.now() }
    const mediaId = random.id()
    await db
      .insertInto('media')
      .values({ ...picture, id: mediaId, alt: 'A heron at the pond' })
      .execute()
    await db.insertInto('postImages').values({ postId, mediaId, position: 0 }).execute()
    await db
      .insertInto('polls')
      .values({ postId, several: false, secret: false, closesAt: clock.now() })
      .execute()
    await db
      .insertInto('pollOptions')
      .values({ id: random.id(), postId, position: 0, label: 'Rhubarb pie' })
      .execute()
    await db
      .insertInto('alertCorrections')
      .values({ ...beside, id: random.id(), body: 'The ferries sail again' })
      .execute()
    const outsider = await community.member({ joinedAt: new Date('2029-01-01') })
    for (const word of ['hibiscus', 'herons', 'rhubarb', 'sailing']) {
      const { findings } = await search(outsider.ctx, { words: word })
      expect(findings.map(({ threadId }) => threadId)).toEqual([postId])
    }
    await db.updateTable('posts').set({ heldAt: clock.now() }).where('id', '=', postId).execute()
    for (const word of ['hibiscus', 'herons', 'rhubarb', 'sailing'])
      expect(await found(word, {}, outsider.ctx)).toEqual([])
  })

  it('P7: a newcomer finds no thread older than her joining, save alerts and pinned posts', async () => {
    const old = await write('The violet door is broken')
    const late = await answer(old, 'The violet door again')
    const alert = await write('Alert at the violet door')
    await community.db
      .updateTable('posts')
      .set({ kind: 'alert', expiresAt: new Date(community.clock.now().getTime() + 86_400_000) })
      .where('id', '=', alert)
      .execute()
    community.clock.moveDays(0.1)
    const newcomer = await community.member()
    const lateComment = await answer(old, 'Violet door: mended')
    expect(await found('violet', {}, newcomer.ctx)).toEqual([alert])
    community.clock.moveDays(0.2)
    const fresh = await write('A violet door to paint')
    expect(await found('violet', {}, newcomer.ctx)).toEqual([fresh, alert])
    await community.db
      .updateTable('posts')
      .set({ pinnedAt: community.clock.now() })
      .where('id', '=', old)
      .execute()
    expect(await found('violet', {}, newcomer.ctx)).toEqual([fresh, lateComment, alert, late, old])
  })

  it('P8: what was written without a name is found without one', async () => {
    const postId = await write('Marmalade at night')
    await community.db.updateTable('posts').set({ anonymous: true }).where('id', '=', postId).execute()
    await community.db.deleteFrom('postAuthors').where('postId', '=', postId).execute()
    const { findings } = await search(writer.ctx, { words: 'marmalade' })
    expect(findings).toMatchObject([{ id: postId, author: null }])
  })

  it('needs a fixed number of statements, however much there is', async () => {
    let statements = 0
    const counted = community.db.withPlugin({
      transformQuery: ({ node }) => {
        statements += 1
        return node
      },
      transformResult: async ({ result }) => result,
    })
    const { findings } = await search({ ...writer.ctx, db: counted }, { words: 'lantern' })
    expect(findings.length).toBe(20)
    expect(statements).toBe(2)
  })
})
