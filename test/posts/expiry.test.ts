import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startShare } from '../../src/channels/start-share.ts'
import type { MemberCtx } from '../../src/context.ts'
import { createComment } from '../../src/posts/create-comment.ts'
import { deleteExpiredPosts } from '../../src/posts/delete-expired-posts.ts'
import { deletePost } from '../../src/posts/delete-post.ts'
import { editPost } from '../../src/posts/edit-post.ts'
import { readPost } from '../../src/posts/queries.ts'
import { versionOf } from '../../src/posts/rules.ts'
import { saveDraft } from '../../src/posts/save-draft.ts'
import { pdf } from '../media/documents.ts'
import { oggVoice } from '../media/sounds.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import { done, refusals, writerOf } from './writer.ts'

let community: TestCommunity
let writer: ReturnType<typeof writerOf>
let luz: MemberCtx
let ana: MemberCtx

beforeAll(async () => {
  community = await createTestCommunity()
  writer = writerOf(community)
  luz = (await community.member({ roles: ['moderator'] })).ctx
  ana = (await community.member()).ctx
})
afterAll(() => community.close())
beforeEach(async () => {
  await community.db.deleteFrom('posts').execute()
})

/** Rows of every table that belongs to posts, by its name; only those that hold something. */
async function leftovers(): Promise<Record<string, number>> {
  const tables = await community.db
    .selectFrom('tableLifetimes')
    .select('tableName')
    .where('holds', 'in', ['posts', 'anonymous', 'drafts', 'marks', 'pictures', 'notifications'])
    .execute()
  const counts = await Promise.all(
    tables.map(async ({ tableName }) => {
      const { rows } = await sql<{
        count: number
      }>`select count(*) as count from ${sql.table(tableName)}`.execute(community.db)
      return [tableName, rows[0]?.count ?? 0] as const
    }),
  )
  return Object.fromEntries(counts.filter(([, count]) => count > 0))
}

const picture = async () => ({
  bytes: new Uint8Array(
    await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
      .png()
      .toBuffer(),
  ),
  alt: 'red',
})

/** A post with everything that can hang on one. */
async function fullPost(lifetime?: number): Promise<string> {
  const postId = await writer.write(luz, {
    ...(lifetime === undefined ? {} : { lifetime }),
    kind: 'poll',
    poll: { options: ['Yes', 'No'], several: false, secret: false, days: 3 },
    pictures: [await picture()],
    document: { bytes: pdf(), name: 'A form', isConfirmed: false },
    voice: { bytes: oggVoice(), transcript: 'Hello' },
    onBehalf: { note: 'At breakfast', givenOn: '2030-05-20' },
  })
  done(
    await createComment(ana, {
      target: { postId },
      submission: community.random.id(),
      text: 'Yes',
      language: 'en',
    }),
  )
  const draft = { place: `comment:${postId}`, submission: community.random.id(), fields: { text: 'And' } }
  done(await saveDraft(ana, draft))
  done(await editPost(luz, { postId, version: versionOf(null), text: 'Changed', language: 'en' }))
  return postId
}

describe('a post whose time is over', () => {
  it('is seen by nobody from that moment on, and then deleted wholly', async () => {
    const postId = await fullPost(7)
    expect(Object.keys(await leftovers())).toEqual(
      expect.arrayContaining([
        'attachment_files',
        'comments',
        'drafts',
        'media_files',
        'poll_options',
        'text_revisions',
      ]),
    )
    community.clock.moveDays(7)
    for (const ctx of [luz, ana]) expect(await readPost(ctx, postId)).toBeUndefined()
    expect(await deleteExpiredPosts(community.system())).toEqual({ ok: true, value: 1 })
    expect(await leftovers()).toEqual({})
  })

  it('stays until then, and takes no other post with it', async () => {
    const ending = await writer.write(luz, { lifetime: 1 })
    const staying = [await writer.write(luz, { lifetime: 7 }), await writer.write(luz)]
    community.clock.moveDays(0.9)
    expect(await deleteExpiredPosts(community.system())).toEqual({ ok: true, value: 0 })
    community.clock.moveDays(0.1)
    expect(await deleteExpiredPosts(community.system())).toEqual({ ok: true, value: 1 })
    expect(await writer.row(ending)).toBeUndefined()
    for (const postId of staying) expect(await readPost(ana, postId)).toMatchObject({ id: postId })
  })

  it('goes with what the community keeps, also when it decides so later; what is pinned stays', async () => {
    const { db } = community
    const setDays = (postDays: number | null) => db.updateTable('community').set({ postDays }).execute()
    await writer.write(luz)
    const pinned = await writer.write(luz, { groupId: community.groups.moderators })
    await db.updateTable('posts').set({ pinnedAt: community.clock.now() }).where('id', '=', pinned).execute()
    community.clock.moveDays(10)
    await setDays(11)
    expect(await deleteExpiredPosts(community.system())).toEqual({ ok: true, value: 0 })
    await setDays(10)
    expect(await deleteExpiredPosts(community.system())).toEqual({ ok: true, value: 1 })
    await db.updateTable('posts').set({ pinnedAt: null }).where('id', '=', pinned).execute()
    expect(await deleteExpiredPosts(community.system())).toEqual({ ok: true, value: 1 })
    await setDays(null)
  })

  it('does not go because a group decides later to keep posts for a shorter time', async () => {
    const { db } = community
    const postId = await writer.write(luz)
    community.clock.moveDays(100)
    await db.updateTable('groups').set({ postDays: 1 }).where('key', '=', 'general').execute()
    expect(await deleteExpiredPosts(community.system())).toEqual({ ok: true, value: 0 })
    expect(await writer.row(postId)).toBeDefined()
    await db.updateTable('groups').set({ postDays: null }).where('key', '=', 'general').execute()
  })

  it('is not one of a hundred that are forgotten when many end at once', async () => {
    const createdAt = community.clock.now()
    const { general: groupId } = community.groups
    await community.db
      .insertInto('posts')
      .values(
        Array.from({ length: 120 }, () => ({
          ...{ id: community.random.id(), groupId, kind: 'discussion' as const, body: 'x', language: 'en' },
          ...{ createdAt, expiresAt: createdAt },
        })),
      )
      .execute()
    const results = await Promise.all([1, 2].map(() => deleteExpiredPosts(community.system())))
    expect(results.reduce((sum, result) => sum + done(result), 0)).toBe(120)
  })

  it('ends what was on its way outside, and leaves what is out already', async () => {
    const postId = await writer.write(luz, { lifetime: 1 })
    const { shareId } = done(await startShare(luz, { postId }))
    community.clock.moveDays(1)
    done(await deleteExpiredPosts(community.system()))
    const share = community.db.selectFrom('shares').select(['state', 'postId']).where('id', '=', shareId)
    expect(await share.execute()).toEqual([{ state: 'revoked', postId: null }])
  })

  it('is deleted by the program alone', async () => {
    for (const ctx of [luz, community.guest()]) {
      expect(refusals(await deleteExpiredPosts(ctx))).toEqual(['forbidden errors.forbidden'])
    }
  })
})

it('a post that its author deletes leaves an empty row and nothing else', async () => {
  const postId = await fullPost()
  done(await deletePost(luz, { postId }))
  expect(await leftovers()).toEqual({ posts: 1 })
  expect(await writer.row(postId)).toMatchObject({ body: '', deletedAt: community.clock.now() })
})
