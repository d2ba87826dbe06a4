import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { createComment } from '../../src/posts/create-comment.ts'
import { createPost } from '../../src/posts/create-post.ts'
import { deletePost } from '../../src/posts/delete-post.ts'
import { type EditPost, editPost } from '../../src/posts/edit-post.ts'
import { readFeed, readPost } from '../../src/posts/queries.ts'
import { versionOf } from '../../src/posts/rules.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'

let community: TestCommunity
let luz: MemberCtx
let ana: MemberCtx
let moderator: MemberCtx
let postId: string

beforeAll(async () => {
  community = await createTestCommunity()
  luz = (await community.member({ name: 'Luz' })).ctx
  ana = (await community.member({ name: 'Ana' })).ctx
  moderator = (await community.member({ name: 'Mar', roles: ['moderator'] })).ctx
})
afterAll(() => community.close())

beforeEach(async () => {
  const picture = sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } }).png()
  const bytes = new Uint8Array(await picture.toBuffer())
  postId = community.random.id()
  await createPost(luz, {
    groupId: community.groups.general,
    submission: postId,
    text: 'First words',
    language: 'en',
    pictures: [
      { bytes, alt: 'one' },
      { bytes, alt: 'two' },
    ],
  })
})

const acts = async () =>
  (await community.db.selectFrom('moderationActs').select('act').execute()).map(({ act }) => act)

const picturesOf = async (id: string) => (await readPost(luz, id))?.pictures ?? []

describe('changing a post', () => {
  const edit = (change: Partial<EditPost> = {}): EditPost => ({
    postId,
    version: versionOf(null),
    text: 'Other words',
    language: 'es',
    ...change,
  })

  it('replaces words and language, and says that it was edited', async () => {
    expect(await editPost(luz, edit())).toMatchObject({ ok: true })
    expect(await readPost(ana, postId)).toMatchObject({
      body: 'Other words',
      language: 'es',
      editedAt: community.clock.now(),
    })
  })

  it('changes nothing, not even the date, when nothing is different', async () => {
    await editPost(luz, edit({ text: 'First words', language: 'en' }))
    expect(await readPost(ana, postId)).toMatchObject({ editedAt: null })
  })

  it('describes pictures anew and takes them off', async () => {
    const [one, two] = await picturesOf(postId)
    const pictures = [
      { id: one?.id ?? '', alt: 'a door', isRemoved: false },
      { id: two?.id ?? '', alt: 'two', isRemoved: true },
    ]
    expect(await editPost(luz, edit({ pictures }))).toMatchObject({ ok: true })
    expect(await picturesOf(postId)).toEqual([{ ...one, alt: 'a door' }])
    const file = community.db
      .selectFrom('mediaFiles')
      .select('mediaId')
      .where('mediaId', '=', two?.id ?? '')
    expect(await file.execute()).toEqual([])
  })

  it('is refused when neither words nor pictures would be left', async () => {
    const pictures = (await picturesOf(postId)).map(({ id }) => ({ id, alt: '', isRemoved: true }))
    expect(await editPost(luz, edit({ text: '', pictures }))).toMatchObject({
      ok: false,
      refusals: [{ field: 'text', message: 'post.errors.empty' }],
    })
    expect(await picturesOf(postId)).toHaveLength(2)
  })

  it('leaves pictures of other posts alone', async () => {
    const [mine] = await picturesOf(postId)
    const other = community.random.id()
    const input = { groupId: community.groups.general, submission: other, text: 'a', language: 'en' }
    await createPost(ana, { ...input, pictures: [] })
    await editPost(ana, {
      ...edit({ pictures: [{ id: mine?.id ?? '', alt: 'x', isRemoved: true }] }),
      postId: other,
    })
    expect((await picturesOf(postId))[0]).toEqual(mine)
  })

  it('is refused when she changed it on another phone meanwhile, even within the same moment', async () => {
    const conflict = { ok: false, refusals: [{ kind: 'conflict', message: 'post.errors.editedMeanwhile' }] }
    await editPost(luz, edit({ text: 'From the other phone' }))
    expect(await editPost(luz, edit())).toEqual(conflict)
    const now = (await readPost(luz, postId))?.editedAt ?? null
    expect(await editPost(luz, edit({ version: versionOf(now) }))).toMatchObject({ ok: true })
    expect(await editPost(luz, edit({ version: versionOf(now), text: 'Late' }))).toEqual(conflict)
    expect(await readPost(luz, postId)).toMatchObject({ body: 'Other words' })
  })

  it('is for its author only, moderators included', async () => {
    for (const ctx of [ana, moderator]) {
      expect(await editPost(ctx, edit())).toMatchObject({ ok: false, refusals: [{ kind: 'forbidden' }] })
    }
    expect(await readPost(luz, postId)).toMatchObject({ body: 'First words' })
  })
})

describe('deleting a post', () => {
  it('takes words, pictures, comments and names away for everyone', async () => {
    const comment = { target: { postId }, submission: community.random.id(), text: 'Yes', language: 'en' }
    await createComment(ana, comment)
    const pictures = (await picturesOf(postId)).map(({ id }) => id)
    expect(await deletePost(luz, { postId })).toEqual({
      ok: true,
      value: { groupId: community.groups.general },
    })
    for (const ctx of [luz, ana, moderator]) {
      expect(await readPost(ctx, postId)).toBeUndefined()
      const feed = await readFeed(ctx, community.groups.general)
      expect(feed.posts.map(({ id }) => id)).not.toContain(postId)
    }
    const { db } = community
    expect(
      await db.selectFrom('posts').select(['body', 'deletedAt']).where('id', '=', postId).execute(),
    ).toEqual([{ body: '', deletedAt: community.clock.now() }])
    expect(
      await db.selectFrom('mediaFiles').select('mediaId').where('mediaId', 'in', pictures).execute(),
    ).toEqual([])
    expect(await db.selectFrom('comments').select('id').where('postId', '=', postId).execute()).toEqual([])
    expect(
      await db.selectFrom('postAuthors').select('postId').where('postId', '=', postId).execute(),
    ).toEqual([])
    expect(await acts()).toEqual([])
  })

  it('is not for moderators: what they take away has a reason and a way back', async () => {
    expect(await deletePost(moderator, { postId })).toMatchObject({
      ok: false,
      refusals: [{ kind: 'forbidden' }],
    })
    expect(await acts()).toEqual([])
  })

  it('is not for other members, and a deleted post is missing', async () => {
    expect(await deletePost(ana, { postId })).toMatchObject({ ok: false, refusals: [{ kind: 'forbidden' }] })
    await deletePost(luz, { postId })
    expect(await deletePost(luz, { postId })).toMatchObject({ ok: false, refusals: [{ kind: 'missing' }] })
    expect(
      await editPost(luz, { postId, version: versionOf(null), text: 'Back', language: 'en' }),
    ).toMatchObject({ ok: false, refusals: [{ kind: 'missing' }] })
  })

  it('does not bring it back when the old form is sent again', async () => {
    await deletePost(luz, { postId })
    const again = {
      groupId: community.groups.general,
      submission: postId,
      text: 'First words',
      language: 'en',
    }
    expect(await createPost(luz, { ...again, pictures: [] })).toMatchObject({
      ok: false,
      refusals: [{ kind: 'conflict' }],
    })
  })

  it('leaves a picture to the share that went out with it', async () => {
    const [shared, other] = await picturesOf(postId)
    const shareId = community.random.id()
    const { db } = community
    await db
      .insertInto('shares')
      .values({
        id: shareId,
        postId,
        state: 'published',
        language: 'en',
        body: '',
        createdAt: community.clock.now(),
      })
      .execute()
    await db
      .insertInto('shareImages')
      .values({ shareId, position: 0, mediaId: shared?.id ?? '' })
      .execute()
    await deletePost(luz, { postId })
    const left = await db
      .selectFrom('media')
      .select('id')
      .where('id', 'in', [shared?.id ?? '', other?.id ?? ''])
      .execute()
    expect(left).toEqual([{ id: shared?.id }])
  })
})
