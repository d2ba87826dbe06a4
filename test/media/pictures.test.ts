import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { readPicture } from '../../src/media/queries.ts'
import { storeImages } from '../../src/media/store-images.ts'
import { createPost } from '../../src/posts/create-post.ts'
import { deletePost } from '../../src/posts/delete-post.ts'
import { readPost } from '../../src/posts/queries.ts'
import { openPages } from '../posts/pages.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'

let community: TestCommunity
let luz: MemberCtx
let ana: MemberCtx
let moderator: MemberCtx
let pages: ReturnType<typeof openPages>
let postId: string
let mediaId: string

beforeAll(async () => {
  community = await createTestCommunity()
  luz = (await community.member({ name: 'Luz' })).ctx
  ana = (await community.member({ name: 'Ana' })).ctx
  moderator = (await community.member({ name: 'Mar', roles: ['moderator'] })).ctx
  pages = openPages(community)
})
afterAll(() => community.close())

beforeEach(async () => {
  postId = await writePicture(luz, community.groups.general)
  mediaId = (await readPost(luz, postId))?.pictures[0]?.id ?? ''
})

async function writePicture(ctx: MemberCtx, groupId: string): Promise<string> {
  const picture = sharp({ create: { width: 20, height: 10, channels: 3, background: 'red' } }).png()
  const submission = community.random.id()
  const pictures = [{ bytes: new Uint8Array(await picture.toBuffer()), alt: 'a cup' }]
  await createPost(ctx, { groupId, submission, text: '', language: 'en', pictures })
  return submission
}

/** A picture that hangs on nothing yet. */
async function storedPicture(): Promise<string> {
  const image = { bytes: new Uint8Array([1, 2, 3]), width: 1, height: 1, mediaType: 'image/webp' as const }
  const [id = ''] = await community.db
    .transaction()
    .execute((db) => storeImages({ ...community.system(), db }, [image], ['']))
  return id
}

const canSee = async (ctx: MemberCtx, id: string) =>
  (await readPicture(ctx, id, { isKnown: false })) !== undefined

describe('a picture', () => {
  it('goes to whoever can see its post, with a neutral name and nothing that runs', async () => {
    const cookie = await pages.cookieOf(ana.actor.memberId)
    const response = await pages.request(`/media/${mediaId}`, { headers: { cookie } })
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/webp',
      'content-disposition': 'inline; filename="picture.webp"',
      'cache-control': 'private, no-cache',
      'content-security-policy': "default-src 'none'; sandbox",
      etag: `"${mediaId}"`,
    })
    expect(await sharp(await response.arrayBuffer()).metadata()).toMatchObject({ format: 'webp', width: 20 })
  })

  it('is not sent again to a phone that holds it, and never without asking who wants it', async () => {
    const cookie = await pages.cookieOf(ana.actor.memberId)
    const again = (headers: Record<string, string>) => pages.request(`/media/${mediaId}`, { headers })
    for (const held of [`"${mediaId}"`, `"x", W/"${mediaId}"`]) {
      const response = await again({ cookie, 'if-none-match': held })
      expect([response.status, await response.text()]).toEqual([304, ''])
    }
    expect((await again({ cookie, 'if-none-match': '"x"' })).status).toBe(200)
    expect((await again({ 'if-none-match': `"${mediaId}"` })).status).toBe(404)
    await deletePost(luz, { postId })
    expect((await again({ cookie, 'if-none-match': `"${mediaId}"` })).status).toBe(404)
  })

  it('of a group is hidden from those who do not belong to it', async () => {
    const hidden = await writePicture(moderator, community.groups.moderators)
    const id = (await readPost(moderator, hidden))?.pictures[0]?.id ?? ''
    expect([await canSee(moderator, id), await canSee(luz, id)]).toEqual([true, false])
  })

  it('that belongs to nothing is shown to nobody', async () => {
    const id = await storedPicture()
    expect([await canSee(luz, id), await canSee(moderator, id)]).toEqual([false, false])
    for (const text of ['x', '\0', community.random.id()]) expect(await canSee(luz, text)).toBe(false)
  })

  it('of an ally’s post follows that post', async () => {
    const { db, random } = community
    const [channelId, alliedPostId, id] = [random.id(), random.id(), await storedPicture()]
    const now = community.clock.now()
    await db
      .insertInto('followedChannels')
      .values({
        id: channelId,
        actorUri: 'https://ally.example/actor',
        host: 'ally.example',
        handle: 'a@ally.example',
        name: 'A',
        kind: 'allied',
        inbox: 'https://ally.example/inbox',
        followUri: 'https://home.example/follow',
        state: 'following',
        requestedAt: now,
      })
      .execute()
    await db
      .insertInto('alliedPosts')
      .values({
        id: alliedPostId,
        followedChannelId: channelId,
        objectUri: 'https://ally.example/object',
        authorUri: 'https://ally.example/voice',
        authorName: 'A',
        html: '',
        language: 'es',
        publishedOn: '2030-05-20',
        receivedAt: now,
      })
      .execute()
    await db
      .insertInto('alliedImages')
      .values({ id: random.id(), alliedPostId, position: 0, url: 'https://ally.example/x', mediaId: id })
      .execute()
    expect(await canSee(ana, id)).toBe(true)
    await db.updateTable('followedChannels').set({ state: 'left' }).where('id', '=', channelId).execute()
    expect(await canSee(ana, id)).toBe(false)
  })

  it('of a share is seen by its author, and by moderators once she has proposed it', async () => {
    const { db, random } = community
    const [shareId, id] = [random.id(), await storedPicture()]
    const createdAt = community.clock.now()
    await db
      .insertInto('shares')
      .values({ id: shareId, state: 'draft', language: 'en', body: '', createdAt })
      .execute()
    await db.insertInto('shareAuthors').values({ shareId, memberId: luz.actor.memberId }).execute()
    await db.insertInto('shareImages').values({ shareId, position: 0, mediaId: id }).execute()
    const seen = async () => [await canSee(luz, id), await canSee(ana, id), await canSee(moderator, id)]
    expect(await seen()).toEqual([true, false, false])
    await db.updateTable('shares').set({ state: 'proposed' }).where('id', '=', shareId).execute()
    expect(await seen()).toEqual([true, false, true])
    await db.updateTable('shares').set({ state: 'revoked' }).where('id', '=', shareId).execute()
    expect(await seen()).toEqual([true, false, false])
  })
})
