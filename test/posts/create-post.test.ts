import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { type CreatePost, createPost } from '../../src/posts/create-post.ts'
import { readPost } from '../../src/posts/queries.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'

describe('writing a post', () => {
  let community: TestCommunity
  let luz: MemberCtx
  let ana: MemberCtx

  beforeAll(async () => {
    community = await createTestCommunity()
    luz = (await community.member({ name: 'Luz' })).ctx
    ana = (await community.member({ name: 'Ana' })).ctx
  })
  afterAll(() => community.close())

  const post = (change: Partial<CreatePost> = {}): CreatePost => ({
    groupId: community.groups.general,
    submission: community.random.id(),
    text: 'Good **morning**',
    language: 'en',
    pictures: [],
    ...change,
  })
  const count = async (table: 'posts' | 'media') =>
    (await community.db.selectFrom(table).select('id').execute()).length

  it('keeps words, language, time and author', async () => {
    const input = post({ language: 'es' })
    expect(await createPost(luz, input)).toEqual({ ok: true, value: { postId: input.submission } })
    expect(await readPost(ana, input.submission)).toMatchObject({
      body: 'Good **morning**',
      language: 'es',
      author: 'Luz',
      isMine: false,
      groupName: 'General',
      readers: 2,
      createdAt: community.clock.now(),
      editedAt: null,
      comments: 0,
      pictures: [],
    })
  })

  it('keeps pictures re-encoded, in their order, each with its description', async () => {
    const picture = (width: number) =>
      sharp({ create: { width, height: 10, channels: 3, background: 'teal' } })
        .withExif({ IFD0: { Copyright: 'a secret place' } })
        .jpeg()
        .toBuffer()
    const pictures = [
      { bytes: new Uint8Array(await picture(30)), alt: 'a cup' },
      { bytes: new Uint8Array(await picture(40)), alt: '' },
    ]
    const input = post({ text: '', pictures })
    expect(await createPost(luz, input)).toMatchObject({ ok: true })
    const stored = await readPost(ana, input.submission)
    expect(stored?.pictures).toMatchObject([
      { width: 30, height: 10, alt: 'a cup' },
      { width: 40, height: 10, alt: '' },
    ])
    const files = await community.db.selectFrom('mediaFiles').select('bytes').execute()
    for (const { bytes } of files) {
      expect((await sharp(bytes).metadata()).format).toBe('webp')
      expect(Buffer.from(bytes).includes('a secret place')).toBe(false)
    }
  })

  it('writes nothing when one of the pictures cannot be used, and says which', async () => {
    const before = [await count('posts'), await count('media')]
    const good = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
      .png()
      .toBuffer()
    const pictures = [
      { bytes: new Uint8Array(good), alt: '' },
      { bytes: new TextEncoder().encode('no picture'), alt: '' },
    ]
    const result = await createPost(luz, post({ pictures }))
    expect(result).toMatchObject({
      ok: false,
      refusals: [
        { kind: 'invalid', field: 'pictures', message: 'images.errors.notPicture' },
        { field: 'pictures', message: 'media.errors.which', params: { number: 2, count: 2 } },
        { field: 'pictures', message: 'media.errors.chooseAgain' },
      ],
    })
    expect([await count('posts'), await count('media')]).toEqual(before)
  })

  it('posts once when a form is sent twice, one after the other or at once', async () => {
    const input = post()
    const before = await count('posts')
    const results = await Promise.all([
      createPost(luz, input),
      createPost(luz, input),
      createPost(luz, input),
    ])
    results.push(await createPost(luz, input))
    for (const result of results) expect(result).toEqual({ ok: true, value: { postId: input.submission } })
    expect(await count('posts')).toBe(before + 1)
  })

  it('never takes new words for a post that was sent before', async () => {
    const input = post()
    await createPost(luz, input)
    const again = await createPost(luz, { ...input, text: 'Something new' })
    expect(again).toMatchObject({
      ok: false,
      refusals: [{ kind: 'conflict', message: 'post.errors.sentBefore' }],
    })
    const stolen = await createPost(ana, input)
    expect(stolen).toMatchObject({ ok: false, refusals: [{ kind: 'conflict' }] })
    expect(await readPost(ana, input.submission)).toMatchObject({ body: input.text, author: 'Luz' })
  })

  it.each([
    ['text', { text: '' }],
    ['text', { text: 'a'.repeat(20_001) }],
    ['language', { language: 'ru' }],
    ['pictures', { pictures: Array(5).fill({ bytes: new Uint8Array(), alt: '' }) }],
  ])('is refused beside %s', async (field, change) => {
    expect(await createPost(luz, post(change))).toMatchObject({
      ok: false,
      refusals: [{ kind: 'invalid', field }],
    })
  })

  it('is refused under an id that is not one of ours', async () => {
    for (const submission of ['', 'x', '\0', 'A'.repeat(24)]) {
      expect(await createPost(luz, post({ submission }))).toMatchObject({
        ok: false,
        refusals: [{ kind: 'invalid', message: 'post.errors.sendAgain' }],
      })
    }
  })

  it('is missing in a group she does not belong to, like in one that does not exist', async () => {
    const refused = { ok: false, refusals: [{ kind: 'missing', message: 'errors.missing' }] }
    for (const groupId of [community.groups.moderators, community.random.id(), 'x', '\0']) {
      expect(await createPost(luz, post({ groupId }))).toEqual(refused)
      expect(await createPost(luz, post({ groupId, text: '' }))).toEqual(refused)
    }
  })

  it('is missing when she is taken out of the group while her pictures are worked on', async () => {
    const mar = await community.member({ name: 'Mar', roles: ['moderator'] })
    const images = {
      reencode: async (bytes: Uint8Array) => {
        await community.db.deleteFrom('groupMembers').where('memberId', '=', mar.id).execute()
        return mar.ctx.images.reencode(bytes)
      },
    }
    const picture = sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } }).png()
    const pictures = [{ bytes: new Uint8Array(await picture.toBuffer()), alt: '' }]
    const before = [await count('posts'), await count('media')]
    expect(
      await createPost({ ...mar.ctx, images }, post({ groupId: community.groups.moderators, pictures })),
    ).toMatchObject({ ok: false, refusals: [{ kind: 'missing' }] })
    expect([await count('posts'), await count('media')]).toEqual(before)
  })
})
