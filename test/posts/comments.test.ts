import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { createTranslator } from '../../src/i18n/translator.ts'
import {
  type CommentTarget,
  commentPageSize,
  readComment,
  readComments,
} from '../../src/posts/comment-queries.ts'
import { createComment } from '../../src/posts/create-comment.ts'
import { createPost } from '../../src/posts/create-post.ts'
import { deleteComment } from '../../src/posts/delete-comment.ts'
import { deletePost } from '../../src/posts/delete-post.ts'
import { editComment } from '../../src/posts/edit-comment.ts'
import { readPost } from '../../src/posts/queries.ts'
import { versionOf } from '../../src/posts/rules.ts'
import { commentModels } from '../../src/posts/view-models.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'

let community: TestCommunity
let luz: MemberCtx
let ana: MemberCtx
let moderator: MemberCtx
let postId: string
const t = createTranslator('en')
const missing = { ok: false, refusals: [{ kind: 'missing' }] }

beforeAll(async () => {
  community = await createTestCommunity()
  luz = (await community.member({ name: 'Luz' })).ctx
  ana = (await community.member({ name: 'Ana' })).ctx
  moderator = (await community.member({ name: 'Mar', roles: ['moderator'] })).ctx
})
afterAll(() => community.close())

beforeEach(async () => {
  postId = await writePost(luz, community.groups.general)
})

async function writePost(ctx: MemberCtx, groupId: string): Promise<string> {
  const submission = community.random.id()
  await createPost(ctx, { groupId, submission, text: 'A question', language: 'en', pictures: [] })
  return submission
}

const input = (text: string, target: CommentTarget = { postId }, parentId?: string) => ({
  target,
  text,
  parentId,
  submission: community.random.id(),
  language: 'en',
})

/** Writes a comment a second after the one before. */
async function say(ctx: MemberCtx, text: string, parentId?: string, target?: CommentTarget): Promise<string> {
  community.clock.moveDays(1 / 86_400)
  const result = await createComment(ctx, input(text, target, parentId))
  if (!result.ok) throw new Error(result.refusals[0].message)
  return result.value.commentId
}

type Said = { text: string; replies: readonly Said[] }
const tree = async (ctx: MemberCtx, target: CommentTarget = { postId }) => {
  const models = commentModels(ctx, t, await readComments(ctx, target))
  const said = (comments: typeof models): Said[] =>
    comments.map(({ body, replies }) => ({
      text: body?.replace(/<[^>]*>|\n/g, '') ?? '-',
      replies: said(replies),
    }))
  return said(models)
}

async function alliedPost(): Promise<string> {
  const { db, random } = community
  const [id, followedChannelId] = [random.id(), random.id()]
  const now = community.clock.now()
  await db
    .insertInto('followedChannels')
    .values({
      id: followedChannelId,
      actorUri: `https://ally.example/${id}`,
      host: 'ally.example',
      handle: 'boletin@ally.example',
      name: 'Boletín',
      kind: 'allied',
      inbox: 'https://ally.example/inbox',
      followUri: `https://home.example/${id}`,
      state: 'following',
      requestedAt: now,
    })
    .execute()
  await db
    .insertInto('alliedPosts')
    .values({
      id,
      followedChannelId,
      objectUri: `https://ally.example/objects/${id}`,
      authorUri: 'https://ally.example/voice',
      authorName: 'Boletín',
      html: '<p>a</p>',
      language: 'es',
      publishedOn: '2030-05-20',
      receivedAt: now,
    })
    .execute()
  return id
}

describe('comments', () => {
  it('stand below what they answer, oldest first', async () => {
    const first = await say(ana, 'first')
    await say(luz, 'second')
    const answer = await say(luz, 'answer', first)
    await say(ana, 'answer to the answer', answer)
    expect(await tree(ana)).toEqual([
      {
        text: 'first',
        replies: [{ text: 'answer', replies: [{ text: 'answer to the answer', replies: [] }] }],
      },
      { text: 'second', replies: [] },
    ])
    expect(await readPost(ana, postId)).toMatchObject({ comments: 4 })
  })

  it('offer each reader what she may do', async () => {
    await say(ana, 'by Ana')
    const offered = async (ctx: MemberCtx) => {
      const [comment] = commentModels(ctx, t, await readComments(ctx, { postId }))
      const { replyHref, editHref, deleteHref, removeHref, flagHref } = comment ?? {}
      return [replyHref, editHref, deleteHref, removeHref, flagHref].map((href) => href !== undefined)
    }
    expect(await offered(ana)).toEqual([true, true, true, false, false])
    expect(await offered(luz)).toEqual([true, false, false, false, true])
    expect(await offered(moderator)).toEqual([true, false, false, true, true])
  })

  it('are kept once when a form is sent twice', async () => {
    const form = input('once')
    const results = await Promise.all([createComment(ana, form), createComment(ana, form)])
    for (const result of results) {
      expect(result).toEqual({ ok: true, value: { commentId: form.submission, isHeld: false } })
    }
    expect(await createComment(ana, { ...form, text: 'other' })).toMatchObject({
      ok: false,
      refusals: [{ kind: 'conflict' }],
    })
    expect(await createComment(luz, form)).toMatchObject({ ok: false, refusals: [{ kind: 'conflict' }] })
    expect(await tree(ana)).toEqual([{ text: 'once', replies: [] }])
  })

  it('are refused beside the field', async () => {
    const wrong = [
      [{ text: '' }, 'text'],
      [{ text: 'a'.repeat(5_001) }, 'text'],
      [{ language: 'ru' }, 'language'],
    ] as const
    for (const [change, field] of wrong) {
      expect(await createComment(ana, { ...input('a'), ...change })).toMatchObject({
        ok: false,
        refusals: [{ kind: 'invalid', field }],
      })
    }
  })

  it('are missing below what she cannot see, what is gone, and what never was', async () => {
    const hidden = await writePost(moderator, community.groups.moderators)
    const hiddenComment = await say(moderator, 'among us', undefined, { postId: hidden })
    for (const id of [hidden, community.random.id(), 'x', '\0']) {
      expect(await createComment(ana, input('a', { postId: id }))).toMatchObject(missing)
      expect(await createComment(ana, input('a', { alliedPostId: id }))).toMatchObject(missing)
      expect(await readComments(ana, { postId: id })).toEqual({ comments: [] })
    }
    expect(await createComment(ana, input('a', { postId }, hiddenComment))).toMatchObject(missing)
    expect(await readComment(ana, hiddenComment)).toBeUndefined()
    expect(await editComment(ana, { commentId: hiddenComment, version: 'first', text: 'a' })).toMatchObject(
      missing,
    )
    expect(await deleteComment(ana, { commentId: hiddenComment })).toMatchObject(missing)
    await deletePost(luz, { postId })
    expect(await createComment(ana, input('late'))).toMatchObject(missing)
  })

  it('can be changed by their author alone, and not over a newer change', async () => {
    const commentId = await say(ana, 'words')
    const edit = (text: string, version = versionOf(null)) => ({ commentId, text, version })
    expect(await editComment(luz, edit('mine'))).toMatchObject({
      ok: false,
      refusals: [{ kind: 'forbidden' }],
    })
    expect(await editComment(moderator, edit('mine'))).toMatchObject({
      ok: false,
      refusals: [{ kind: 'forbidden' }],
    })
    expect(await editComment(ana, edit('better words'))).toEqual({
      ok: true,
      value: { target: { postId }, isHeld: false },
    })
    expect(await editComment(ana, edit('stale words'))).toMatchObject({
      ok: false,
      refusals: [{ kind: 'conflict', message: 'post.errors.editedMeanwhile' }],
    })
    const comment = await readComment(luz, commentId)
    expect(comment).toMatchObject({ body: 'better words', editedAt: community.clock.now() })
  })

  it('leave their place to the answers below, without words and name', async () => {
    const first = await say(ana, 'first')
    const second = await say(ana, 'second')
    await say(luz, 'answer', first)
    expect(await deleteComment(ana, { commentId: first })).toMatchObject({ ok: true })
    expect(await deleteComment(ana, { commentId: second })).toMatchObject({ ok: true })
    expect(await tree(luz)).toEqual([{ text: '-', replies: [{ text: 'answer', replies: [] }] }])
    const models = commentModels(luz, t, await readComments(luz, { postId }))
    expect(models[0]).toMatchObject({ author: { name: 'Somebody' } })
    expect(models[0]).not.toHaveProperty('replyHref')
    const { db } = community
    expect(
      await db.selectFrom('comments').select('body').where('id', 'in', [first, second]).execute(),
    ).toEqual([{ body: '' }, { body: '' }])
    const authors = db.selectFrom('commentAuthors').select('commentId')
    expect(await authors.where('commentId', 'in', [first, second]).execute()).toEqual([])
    expect(await readPost(luz, postId)).toMatchObject({ comments: 1 })
    expect(await readComment(luz, first)).toBeUndefined()
  })

  it('are deleted by their author alone: what moderators take away has a reason and a way back', async () => {
    const commentId = await say(ana, 'words')
    for (const ctx of [luz, moderator]) {
      expect(await deleteComment(ctx, { commentId })).toMatchObject({
        ok: false,
        refusals: [{ kind: 'forbidden' }],
      })
    }
    expect(await deleteComment(ana, { commentId })).toMatchObject({ ok: true })
    expect(await deleteComment(ana, { commentId })).toMatchObject(missing)
  })

  it('stay here below an ally’s post, read by every member', async () => {
    const target = { alliedPostId: await alliedPost() }
    const commentId = await say(ana, 'among ourselves', undefined, target)
    await say(luz, 'yes', commentId, target)
    expect(await tree(moderator, target)).toEqual([
      { text: 'among ourselves', replies: [{ text: 'yes', replies: [] }] },
    ])
    expect(await readComment(luz, commentId)).toMatchObject({ target, groupName: null, readers: 3 })
    expect(await createComment(ana, input('a', { postId }, commentId))).toMatchObject(missing)
    await community.db
      .updateTable('alliedPosts')
      .set({ withdrawnAt: community.clock.now() })
      .where('id', '=', target.alliedPostId)
      .execute()
    // What was taken back is gone; what members said below it is their own, and stays theirs.
    expect(await tree(ana, target)).toEqual([
      { text: 'among ourselves', replies: [{ text: 'yes', replies: [] }] },
    ])
    expect(await readComment(ana, commentId)).toMatchObject({ target })
    expect(await createComment(ana, input('late', target))).toMatchObject(missing)
  })

  it('come in pages, the newest first to be seen, and say whom they answer across pages', async () => {
    const first = await say(ana, 'number 0')
    for (let number = 1; number < commentPageSize + 5; number += 1) {
      await say(luz, `number ${number}`, number === commentPageSize ? first : undefined)
    }
    const newest = await readComments(ana, { postId })
    expect(newest.comments).toHaveLength(commentPageSize)
    expect(newest.comments.at(-1)).toMatchObject({ body: `number ${commentPageSize + 4}` })
    const models = commentModels(ana, t, newest)
    expect(models.filter(({ tags }) => tags !== undefined)).toMatchObject([{ tags: 'answers Ana' }])
    const older = await readComments(ana, { postId }, { before: newest.older })
    expect(older.comments.map(({ body }) => body)).toEqual(
      [0, 1, 2, 3, 4].map((number) => `number ${number}`),
    )
    expect(older.older).toBeUndefined()
    expect(await readComments(ana, { postId }, { before: 'nonsense' })).toEqual(newest)
  })
})
