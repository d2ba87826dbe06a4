import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { emit } from '../../src/events/outbox.ts'
import type { JsonObject } from '../support/peer/http.ts'
import { type Peer, startPeer } from '../support/peer/peer.ts'
import { type CommunityServer, startCommunityServer } from './community-server.ts'

describe('a channel that we follow', () => {
  let community: CommunityServer
  let owner: Peer
  let elsewhere: Peer
  let followedId: string
  let ours: JsonObject

  beforeAll(async () => {
    community = await startCommunityServer()
    const now = () => community.clock.now()
    ;[owner, elsewhere] = await Promise.all([startPeer({ now }), startPeer({ now })])
    followedId = await askToFollow(community, owner)
    await community.work()
    ours = owner.received('Follow')[0]?.activity ?? {}
  })
  afterAll(async () => {
    await Promise.all([owner.stop(), elsewhere.stop()])
    await community.stop()
  })

  const post = (uri: unknown) =>
    community.db.selectFrom('alliedPosts').selectAll().where('objectUri', '=', String(uri)).executeTakeFirst()
  const makeAllied = (kind: 'open' | 'allied') =>
    community.db.updateTable('followedChannels').set({ kind }).where('id', '=', followedId).execute()
  /** The channel wraps what an author did, as FEP-1b12 says, and sends it to us. */
  const announceTo = async (object: JsonObject | string) => {
    const done = await owner.announce(object, {}, { deliverTo: community.inbox })
    await community.work()
    return done
  }
  const note = (by: Peer, fields: object = {}) => by.createNote({ content: '<p>Warm bread.</p>', ...fields })

  it('is asked by our instance actor, which signs our fetches too', () => {
    expect(ours).toEqual({
      '@context': expect.any(Array),
      id: expect.stringContaining(`${community.origin}/ap/activities/`),
      type: 'Follow',
      actor: community.actor('instance').uri,
      object: owner.actors.community.id,
      to: [owner.actors.community.id],
      cc: [],
    })
  })

  it('lets us in by itself and by nobody else', async () => {
    const state = async () =>
      (await community.db.selectFrom('followedChannels').select('state').executeTakeFirstOrThrow()).state
    await elsewhere.accept(ours)
    await owner.accept(ours, { as: 'reader' })
    await community.work()
    expect(await state()).toBe('requested')
    await owner.accept(ours)
    await community.work()
    expect(await state()).toBe('following')
  })

  describe.each(['open', 'allied'] as const)('of the %s kind', (kind) => {
    beforeEach(async () => {
      await makeAllied(kind)
    })

    it('brings an edition of its own server in every form, once', async () => {
      const wrapped = await note(owner, { name: 'Bread', type: 'Page', language: 'sv' })
      const bare = await note(owner)
      await announceTo(wrapped.activity)
      await announceTo(String(bare.note['id']))
      await announceTo(bare.note)
      expect(await post(wrapped.note['id'])).toMatchObject({
        title: 'Bread',
        html: expect.stringContaining('Warm bread.'),
        language: 'sv',
        authorName: 'The reader of a neighbouring server',
        publishedOn: '2030-05-20',
      })
      expect(await post(bare.note['id'])).toMatchObject({ withdrawnAt: null })
    })

    it('changes and takes back what is its own, and is told that it is gone here', async () => {
      const { activity, note: written } = await note(owner)
      await announceTo(activity)
      const changed = await owner.update(written, { content: '<p>Warm soup.</p>' })
      await announceTo(changed.activity)
      expect(await post(written['id'])).toMatchObject({ html: expect.stringContaining('Warm soup.') })
      const { activity: deletion } = await owner.delete(written, { deliverTo: community.inbox })
      await community.work()
      expect(await post(written['id'])).toMatchObject({ html: '', title: '' })
      const { activity: receipt } = await owner.waitFor(
        ({ type, object }) => type === 'Accept' && isObject(object) && object['id'] === deletion['id'],
      )
      expect(receipt).toMatchObject({
        actor: community.actor('instance').uri,
        object: { type: 'Delete', object: written['id'] },
      })
      await announceTo(activity)
      expect(await post(written['id'])).toMatchObject({ html: '' })
    })

    it('cannot be spoken for by another server', async () => {
      const { activity, note: written } = await note(owner)
      await announceTo(activity)
      const forged = { ...written, content: '<p>Forged.</p>' }
      for (const [type, object] of [
        ['Update', forged],
        ['Delete', written['id']],
        ['Announce', elsewhere.activity('Update', 'community', forged)],
        ['Announce', elsewhere.activity('Delete', 'community', written['id'])],
        ['Undo', { type: 'Announce', actor: elsewhere.actors.community.id, object: written['id'] }],
      ] as const) {
        const attack = elsewhere.activity(type, 'community', object)
        await elsewhere.post(community.inbox, attack, { as: 'community' })
      }
      await community.work()
      expect(await post(written['id'])).toMatchObject({ html: expect.stringContaining('Warm bread.') })
    })
  })

  it('of the open kind brings other servers’ objects as these give them, and not as it says', async () => {
    await makeAllied('open')
    const { activity, note: written } = await note(elsewhere)
    const object = { ...written, content: '<p>Never said.</p>' }
    await announceTo({ ...activity, object })
    expect(await post(written['id'])).toMatchObject({ html: expect.stringContaining('Warm bread.') })
    const asked = elsewhere.requests.find(({ path }) => String(written['id']).endsWith(path))
    expect(asked && (await elsewhere.verify(asked))).toMatchObject({
      verified: true,
      owner: community.actor('instance').uri,
    })
    const invented = `${elsewhere.origin}/notes/never`
    await announceTo({ ...activity, object: { ...object, id: invented } })
    expect(await post(invented)).toBeUndefined()
  })

  it('cannot make others say something through a redirect of theirs', async () => {
    await makeAllied('open')
    const id = `${elsewhere.origin}/leads-anywhere`
    const posing = { ...elsewhere.actors.reader.document, id, type: 'Note', content: '<p>Never said.</p>' }
    const document = { ...posing, attributedTo: elsewhere.actors.reader.id }
    const served = owner.serve('/posing', document)
    elsewhere.serve(
      '/leads-anywhere',
      (_wire, response) => void response.writeHead(302, { location: served }).end(),
    )
    await announceTo(id)
    expect(owner.countOf('/posing')).toBe(1)
    expect(await post(id)).toBeUndefined()
  })

  it('of the allied kind brings nothing of other servers', async () => {
    await makeAllied('allied')
    const { activity, note: written } = await note(elsewhere)
    await announceTo(activity)
    expect(await post(written['id'])).toBeUndefined()
  })

  it('brings pictures, which are fetched and kept re-encoded', async () => {
    const png = await sharp({ create: { width: 8, height: 6, channels: 3, background: 'teal' } })
      .png()
      .toBuffer()
    const url = owner.serve('/picture.png', (_wire, response) => {
      response.writeHead(200, { 'content-type': 'image/png' }).end(png)
    })
    const { note: written } = await note(owner)
    const attachment = [
      { type: 'Document', mediaType: 'image/png', url, name: 'A teal square' },
      { type: 'Image', url: `${owner.origin}/notes/none` },
    ]
    await announceTo({ ...written, attachment })
    const { id } = (await post(written['id'])) ?? { id: '' }
    const images = await community.db
      .selectFrom('alliedImages')
      .leftJoin('media', 'media.id', 'alliedImages.mediaId')
      .select(['alliedImages.alt', 'media.mediaType', 'media.width'])
      .where('alliedPostId', '=', id)
      .orderBy('position')
      .execute()
    expect(images).toEqual([
      { alt: 'A teal square', mediaType: 'image/webp', width: 8 },
      { alt: '', mediaType: null, width: null },
    ])
  })

  it('cannot have pictures of other servers fetched with our signature, named or by a redirect', async () => {
    const asked: string[] = []
    const theirs = elsewhere.serve('/ap/files/secret', ({ method }, response) => {
      asked.push(method)
      response.writeHead(200, { 'content-type': 'image/png' }).end()
    })
    const moved = owner.serve('/moved.png', (_wire, response) => {
      response.writeHead(302, { location: theirs }).end()
    })
    const { note: written } = await note(owner)
    const attachment = [
      { type: 'Image', url: theirs },
      { type: 'Image', url: moved },
    ]
    await announceTo({ ...written, attachment })
    const { id } = (await post(written['id'])) ?? { id: '' }
    const images = await community.db
      .selectFrom('alliedImages')
      .select(['url', 'mediaId'])
      .where('alliedPostId', '=', id)
      .execute()
    expect(images).toEqual([{ url: moved, mediaId: null }])
    expect(asked).toEqual([])
  })

  it('is heard no longer once we left, except when it takes something back', async () => {
    await makeAllied('allied')
    const { activity, note: written } = await note(owner)
    await announceTo(activity)
    await community.db.transaction().execute(async (db) => {
      await db.updateTable('followedChannels').set({ state: 'left' }).execute()
      await emit({ ...community.system(), db }, { type: 'channel-left', followedChannelId: followedId })
    })
    await community.work()
    const { activity: undo } = await owner.waitFor(({ type }) => type === 'Undo')
    expect(undo).toMatchObject({ object: { type: 'Follow', id: ours['id'] } })
    const later = await note(owner)
    await announceTo(later.activity)
    expect(await post(later.note['id'])).toBeUndefined()
    const deletion = await owner.delete(written, { deliverTo: community.inbox })
    await community.work()
    expect(await post(written['id'])).toMatchObject({ html: '' })
    await owner.waitFor(
      ({ type, object }) => type === 'Accept' && isObject(object) && object['id'] === deletion.activity['id'],
    )
  })
})

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null

/** Follows a peer's channel, as a moderator would. */
async function askToFollow(community: CommunityServer, owner: Peer): Promise<string> {
  const id = community.random.id()
  await community.db.transaction().execute(async (db) => {
    await db
      .insertInto('followedChannels')
      .values({
        id,
        actorUri: owner.actors.community.id,
        host: new URL(owner.origin).host,
        handle: 'community',
        name: 'Neighbours',
        kind: 'open',
        inbox: `${owner.actors.community.id}/inbox`,
        sharedInbox: owner.sharedInbox,
        followUri: `${community.origin}/ap/activities/${community.random.id()}`,
        state: 'requested',
        requestedAt: community.clock.now(),
      })
      .execute()
    await emit({ ...community.system(), db }, { type: 'channel-followed', followedChannelId: id })
  })
  return id
}
