import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { createPost } from '../../src/posts/create-post.ts'
import { editPost } from '../../src/posts/edit-post.ts'
import { readPost } from '../../src/posts/queries.ts'
import { versionOf } from '../../src/posts/rules.ts'
import { done, refusals, writerOf } from '../posts/writer.ts'
import { createTestApp, type TestApp } from '../support/app.ts'
import { pdf } from './documents.ts'
import { oggVoice } from './sounds.ts'

let app: TestApp
let writer: ReturnType<typeof writerOf>
let luz: MemberCtx
let ana: MemberCtx
let postId: string
let voiceId: string
let documentId: string

const voice = { bytes: oggVoice({ seconds: 3, secret: 'CanariaSecreta' }), transcript: 'Hello all' }
const document = { bytes: pdf(), name: 'A form', isConfirmed: false }

beforeAll(async () => {
  app = await createTestApp()
  writer = writerOf(app)
  luz = (await app.member({ name: 'Luz' })).ctx
  ana = (await app.member({ name: 'Ana' })).ctx
})
afterAll(() => app.close())

beforeEach(async () => {
  postId = await writer.write(luz, { text: '', voice, document })
  const attachments = (await readPost(ana, postId))?.attachments ?? []
  voiceId = attachments.find(({ kind }) => kind === 'voice')?.id ?? ''
  documentId = attachments.find(({ kind }) => kind === 'document')?.id ?? ''
})

const get = async (ctx: MemberCtx | undefined, id: string) =>
  app.request(`/attachments/${id}`, {
    headers: { Cookie: ctx ? await app.signIn(ctx.actor.memberId) : '' },
  })

describe('what hangs on a post', () => {
  it('is shown with its size, its length and its words before anything is loaded', async () => {
    expect((await readPost(ana, postId))?.attachments).toEqual([
      {
        ...{ id: voiceId, kind: 'voice', seconds: 3, transcript: 'Hello all', name: '' },
        byteLength: expect.any(Number),
      },
      {
        ...{ id: documentId, kind: 'document', seconds: null, transcript: '', name: 'A form' },
        byteLength: document.bytes.length,
      },
    ])
  })

  it('is enough for a post without words', async () => {
    expect(await createPost(luz, writer.post({ text: '', voice }))).toMatchObject({ ok: true })
    expect(await createPost(luz, writer.post({ text: '', document }))).toMatchObject({ ok: true })
  })

  it('is refused beside its field with words that help, and nothing is written', async () => {
    const before = await writer.count('posts')
    const isConfirmed = false
    const named = pdf({ objects: ['<< /Author (Luz) >>'] })
    for (const [change, expected] of [
      [
        { voice: { ...voice, bytes: Buffer.from('x') } },
        ['voice media.errors.notVoice', 'voice media.errors.fileAgain'],
      ],
      [
        { document: { ...document, bytes: Buffer.from('x') } },
        ['document media.errors.notDocument', 'document media.errors.fileAgain'],
      ],
      [
        { document: { bytes: named, name: '', isConfirmed } },
        ['documentConfirmed media.errors.documentAuthor', 'document media.errors.fileAgain'],
      ],
      [{ document: { ...document, name: 'x'.repeat(121) } }, ['documentName form.errors.long']],
      [{ voice: { ...voice, transcript: 'x'.repeat(5_001) } }, ['transcript form.errors.long']],
    ] as const) {
      const result = await createPost(luz, writer.post(change))
      expect(refusals(result)).toEqual(expected.map((text) => `invalid ${text}`))
    }
    expect(await writer.count('posts')).toBe(before)
  })

  it('may say who made it when she ticks that it may', async () => {
    const named = { bytes: pdf({ objects: ['<< /Author (Luz) >>'] }), name: '', isConfirmed: true }
    expect(await createPost(luz, writer.post({ document: named }))).toMatchObject({ ok: true })
  })

  it('gets other words, and is taken off with its bytes', async () => {
    const change = { postId, version: versionOf(null), text: 'Still here', language: 'en' }
    const attachments = [
      { id: voiceId, words: 'Hello to all', isRemoved: false },
      { id: documentId, words: 'A form', isRemoved: true },
    ]
    done(await editPost(luz, { ...change, attachments }))
    expect((await readPost(ana, postId))?.attachments).toMatchObject([{ transcript: 'Hello to all' }])
    expect((await get(luz, documentId)).status).toBe(404)
    const files = app.db.selectFrom('attachmentFiles').select('attachmentId')
    expect(await files.where('attachmentId', '=', documentId).execute()).toEqual([])
  })

  it('cannot be taken off when nothing else is left, nor through another post', async () => {
    const change = { postId, version: versionOf(null), text: '', language: 'en' }
    const all = [voiceId, documentId].map((id) => ({ id, words: '', isRemoved: true }))
    expect(refusals(await editPost(luz, { ...change, attachments: all }))).toEqual([
      'invalid text post.errors.empty',
    ])
    const other = await writer.write(ana)
    done(await editPost(ana, { ...change, postId: other, text: 'Changed', attachments: all }))
    expect((await readPost(ana, postId))?.attachments).toHaveLength(2)
  })
})

describe('its bytes', () => {
  it('are saved as a document under a name that says nothing, and run nothing', async () => {
    const response = await get(ana, documentId)
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename="document.pdf"',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    })
    expect(Buffer.from(await response.arrayBuffer())).toEqual(document.bytes)
  })

  it('are played as a voice message, in full or in parts, as some players ask for it', async () => {
    const whole = await get(ana, voiceId)
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'audio/webm',
      'content-disposition': 'inline; filename="voice.webm"',
      'cache-control': 'private, no-store',
      'accept-ranges': 'bytes',
    })
    const bytes = Buffer.from(await whole.arrayBuffer())
    expect(bytes.includes('CanariaSecreta')).toBe(false)
    const Cookie = await app.signIn(ana.actor.memberId)
    const part = (range: string) =>
      app.request(`/attachments/${voiceId}`, { headers: { Cookie, Range: range } })
    for (const [range, start, end] of [
      ['bytes=0-1', 0, 1],
      ['bytes=10-', 10, bytes.length - 1],
      ['bytes=5-999999999', 5, bytes.length - 1],
    ] as const) {
      const response = await part(range)
      expect(response.status).toBe(206)
      expect(response.headers.get('content-range')).toBe(`bytes ${start}-${end}/${bytes.length}`)
      expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes.subarray(start, end + 1))
    }
    for (const range of [
      'bytes=',
      'bytes=1-0',
      'bytes=0-1,3-4',
      'lines=0-1',
      `bytes=${bytes.length}-`,
      'x',
    ]) {
      expect((await part(range)).status).toBe(200)
    }
  })

  it('P2 are for nobody who may not see the post, in the same words as what never was', async () => {
    const moderator = (await app.member({ roles: ['moderator'] })).ctx
    const hidden = await writer.write(moderator, { groupId: app.groups.moderators, document })
    const hiddenId = (await readPost(moderator, hidden))?.attachments[0]?.id ?? ''
    expect((await get(moderator, hiddenId)).status).toBe(200)
    const answers = await Promise.all(
      [hiddenId, app.random.id(), 'x'].map(async (id) => {
        const response = await get(ana, id)
        return [response.status, await response.text()]
      }),
    )
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]?.[0]).toBe(404)
    const signedOut = await Promise.all(
      [voiceId, app.random.id()].map(async (id) => (await get(undefined, id)).text()),
    )
    expect(signedOut[0]).toBe(signedOut[1])
  })

  it.each([
    ['held', 'heldAt'],
    ['removed', 'removedAt'],
    ['over', 'expiresAt'],
    ['deleted', 'deletedAt'],
  ] as const)('are not given to others while the post is %s', async (_, column) => {
    await app.db
      .updateTable('posts')
      .set({ [column]: app.clock.now() })
      .where('id', '=', postId)
      .execute()
    expect((await get(ana, voiceId)).status).toBe(404)
  })
})
