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

/** As large as pictures of phones are kept, and hard to compress. */
async function writeLargePicture(ctx = luz, groupId = community.groups.general): Promise<string> {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 40 }
  const picture = sharp({ create: { width: 1600, height: 1200, channels: 3, background: 'red', noise } })
    .withExif({ IFD0: { Artist: 'somebody' } })
    .jpeg()
  const submission = community.random.id()
  const pictures = [{ bytes: new Uint8Array(await picture.toBuffer()), alt: 'a door' }]
  await createPost(ctx, { groupId, submission, text: '', language: 'en', pictures })
  return submission
}

/** How many rows there are of a picture: what is known of it, its bytes, its preview. */
async function rowsOf(id: string): Promise<readonly number[]> {
  const { db } = community
  const stored = await db.selectFrom('media').select('id').where('id', '=', id).execute()
  const files = await db.selectFrom('mediaFiles').select('mediaId').where('mediaId', '=', id).execute()
  const small = await db.selectFrom('mediaPreviews').select('mediaId').where('mediaId', '=', id).execute()
  return [stored.length, files.length, small.length]
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

  it('that is large is shown small first, to the same people and for as long', async () => {
    const large = await writeLargePicture()
    const picture = (await readPost(ana, large))?.pictures[0]
    const id = picture?.id ?? ''
    expect(picture).toMatchObject({ width: 1280, height: 960, preview: { width: 480, height: 360 } })
    expect(picture?.preview?.byteLength).toBeLessThan((picture?.byteLength ?? 0) / 2)
    const path = `/media/${id}/preview`
    const cookie = await pages.cookieOf(ana.actor.memberId)
    const response = await pages.request(path, { headers: { cookie } })
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect([response.status, bytes.byteLength]).toEqual([200, picture?.preview?.byteLength])
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'private, no-cache',
      etag: `"${id}-preview"`,
    })
    const metadata = await sharp(bytes).metadata()
    expect(metadata).toMatchObject({ format: 'webp', width: 480, height: 360 })
    expect([metadata.exif, metadata.xmp, metadata.icc, metadata.iptc].filter(Boolean)).toEqual([])
    const held = { cookie, 'if-none-match': `"${id}-preview"` }
    expect((await pages.request(path, { headers: held })).status).toBe(304)

    expect(await rowsOf(id)).toEqual([1, 1, 1])
    await deletePost(luz, { postId: large })
    const gone = await pages.request(path, { headers: held })
    const never = await pages.request(`/media/${community.random.id()}/preview`, { headers: held })
    expect([gone.status, await gone.text()]).toEqual([404, await never.text()])
    expect((await pages.request(path)).status).toBe(404)
    expect(await rowsOf(id)).toEqual([0, 0, 0])
  })

  it('that was stored without a smaller one is shown itself', async () => {
    const large = await writeLargePicture()
    await community.db.deleteFrom('mediaPreviews').execute()
    expect((await readPost(ana, large))?.pictures[0]?.preview).toBeNull()
    expect((await readPost(ana, postId))?.pictures[0]?.preview).toBeNull()
    expect(await readPicture(ana, mediaId, { isKnown: false, size: 'preview' })).toBeUndefined()
  })

  it('P2 shown small is hidden where the picture is', async () => {
    const hidden = await writeLargePicture(moderator, community.groups.moderators)
    const id = (await readPost(moderator, hidden))?.pictures[0]?.id ?? ''
    const seen = async (ctx: MemberCtx) =>
      (await readPicture(ctx, id, { isKnown: false, size: 'preview' })) !== undefined
    expect([await seen(moderator), await seen(luz)]).toEqual([true, false])
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
      .values({
        ...{ id: random.id(), alliedPostId, position: 0, url: 'https://ally.example/x', mediaId: id },
        notedAt: community.clock.now(),
      })
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
