import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { followChannel } from '../../src/allies/follow-channel.ts'
import type { MemberCtx } from '../../src/context.ts'
import type { JsonObject } from '../support/peer/http.ts'
import { type Peer, startPeer } from '../support/peer/peer.ts'
import { type CommunityServer, startCommunityServer } from './community-server.ts'

const publicAddress = 'https://www.w3.org/ns/activitystreams#Public'

let community: CommunityServer
let peer: Peer
let elsewhere: Peer
let moderator: MemberCtx

beforeAll(async () => {
  community = await startCommunityServer()
  const now = () => community.clock.now()
  ;[peer, elsewhere] = await Promise.all([startPeer({ now }), startPeer({ now })])
  moderator = (await community.member({ name: 'Sol', roles: ['moderator'] })).ctx
})
afterAll(async () => {
  await Promise.all([peer.stop(), elsewhere.stop()])
  await community.stop()
})

const post = (uri: unknown) =>
  community.db.selectFrom('alliedPosts').selectAll().where('objectUri', '=', String(uri)).executeTakeFirst()
const followed = (uri: string) =>
  community.db
    .selectFrom('followedChannels')
    .selectAll()
    .where('actorUri', '=', uri)
    .executeTakeFirstOrThrow()

async function follow(address: string): Promise<void> {
  const found = await community.federation.resolveChannel(community.system(), address)
  if (!found.ok) throw new Error(found.refusals[0].message)
  const result = await followChannel(moderator, { channel: found.value })
  if (!result.ok) throw new Error(result.refusals[0].message)
  await community.work()
}

/** Serves a collection in the place of an empty one. */
const serveCollection = (by: Peer, path: string, items: readonly unknown[]) =>
  by.serve(path, (_wire, response) => {
    const id = `${by.origin}${path}`
    response
      .writeHead(200, { 'content-type': 'application/activity+json' })
      .end(JSON.stringify({ id, type: 'OrderedCollection', totalItems: items.length, orderedItems: items }))
  })

describe('an account that we follow', () => {
  it('is asked like a channel, and what it published before is fetched: its own, to everybody, no answers', async () => {
    const old = await peer.createNote({ content: '<p>Bread of last week.</p>' })
    const toFew = await peer.createNote({
      content: '<p>For few.</p>',
      to: [`${peer.origin}/actors/reader/followers`],
    })
    const answer = await peer.createNote({ inReplyTo: `${elsewhere.origin}/notes/any` })
    const boosted = await elsewhere.createNote({ content: '<p>Of somebody else.</p>' })
    const boost = peer.activity('Announce', 'reader', boosted.note['id'])
    serveCollection(peer, '/actors/reader/outbox', [
      boost,
      answer.activity,
      toFew.activity,
      old.activity,
      'https://[none',
      7,
    ])
    await follow(peer.handle('reader'))
    const { activity: asked } = await peer.waitFor(({ type }) => type === 'Follow')
    expect(asked).toMatchObject({ object: peer.actors.reader.id })
    expect(await followed(peer.actors.reader.id)).toMatchObject({ actorType: 'Person', kind: 'open' })
    expect(await post(old.note['id'])).toMatchObject({ html: expect.stringContaining('last week') })
    for (const { note } of [toFew, answer, boosted]) expect(await post(note['id'])).toBeUndefined()
    await peer.accept(asked, { as: 'reader' })
    await community.work()
    expect(await followed(peer.actors.reader.id)).toMatchObject({ state: 'following' })
  })

  it('is heard when it says something itself, changes it and takes it back', async () => {
    const { note } = await peer.createNote({ content: '<p>Warm bread.</p>' }, { deliverTo: community.inbox })
    await community.work()
    expect(await post(note['id'])).toMatchObject({ authorName: 'The reader of a neighbouring server' })
    await peer.update(note, { content: '<p>Warm soup.</p>' }, { deliverTo: community.inbox })
    await community.work()
    expect(await post(note['id'])).toMatchObject({ html: expect.stringContaining('soup') })
    await peer.delete(note, { deliverTo: community.inbox })
    await community.work()
    expect(await post(note['id'])).toMatchObject({ html: '' })
  })

  it('brings nothing of others, nothing that is for few, and no answers to what is not here', async () => {
    const others = await elsewhere.createNote({})
    await peer.announce(String(others.note['id']), {}, { as: 'reader', deliverTo: community.inbox })
    const ours = community.actor('instance').uri
    const toUs = await peer.createNote({ to: [ours] }, { deliverTo: community.inbox })
    const answer = await peer.createNote(
      { inReplyTo: String(others.note['id']) },
      { deliverTo: community.inbox },
    )
    await community.work()
    for (const { note } of [others, toUs, answer]) expect(await post(note['id'])).toBeUndefined()
    const begun = await peer.createNote({}, { deliverTo: community.inbox })
    const goesOn = await peer.createNote(
      { inReplyTo: String(begun.note['id']) },
      { deliverTo: community.inbox },
    )
    await community.work()
    expect(await post(goesOn.note['id'])).toMatchObject({ inReplyTo: begun.note['id'] })
  })

  it('cannot be spoken for by another server or another account', async () => {
    const { note, activity } = await elsewhere.createNote({})
    const posing = { ...note, attributedTo: peer.actors.reader.id }
    await elsewhere.post(community.inbox, { ...activity, object: posing }, { as: 'reader' })
    const { note: theirs } = await peer.createNote({}, { as: 'community', deliverTo: community.inbox })
    await community.work()
    expect(await post(note['id'])).toBeUndefined()
    expect(await post(theirs['id'])).toBeUndefined()
  })

  it('that lets followers in herself brings what is for all of them, and still nothing for some alone', async () => {
    const as = (kind: 'open' | 'allied') =>
      community.db
        .updateTable('followedChannels')
        .set({ kind })
        .where('actorUri', '=', peer.actors.reader.id)
        .execute()
    await as('allied')
    const followers = `${peer.actors.reader.id}/followers`
    const toAll = await peer.createNote({ to: [followers] }, { deliverTo: community.inbox })
    const toOne = await peer.createNote(
      { to: [community.actor('instance').uri] },
      { deliverTo: community.inbox },
    )
    await community.work()
    await as('open')
    const late = await peer.createNote({ to: [followers] }, { deliverTo: community.inbox })
    await community.work()
    expect(await post(toAll.note['id'])).toMatchObject({ withdrawnAt: null })
    for (const { note } of [toOne, late]) expect(await post(note['id'])).toBeUndefined()
  })

  it('brings votes as they stand, and new counts do not make them edited', async () => {
    const question = (votes: number): JsonObject => ({
      ...{ id: `${peer.origin}/polls/1`, type: 'Question', attributedTo: peer.actors.reader.id },
      ...{ to: [publicAddress], cc: [], content: '<p>Bread or soup?</p>', endTime: '2030-06-01T00:00:00Z' },
      ...{ votersCount: votes, published: '2030-05-20T00:00:00Z' },
      oneOf: ['Bread', 'Soup'].map((name, index) => ({
        ...{ type: 'Note', name },
        replies: { type: 'Collection', totalItems: index === 0 ? votes : 0 },
      })),
    })
    const send = async (type: 'Create' | 'Update', object: JsonObject) => {
      const sent = peer.activity(type, 'reader', object, { to: [publicAddress], cc: [] })
      await peer.post(community.inbox, sent, { as: 'reader' })
      await community.work()
    }
    await send('Create', question(1))
    await send('Update', question(3))
    const kept = await post(question(1)['id'])
    expect(kept).toMatchObject({ updatedOn: null })
    const options = await community.db
      .selectFrom('alliedPollOptions')
      .select(['name', 'votes'])
      .where('alliedPostId', '=', kept?.id ?? '')
      .orderBy('position')
      .execute()
    expect(options).toEqual([
      { name: 'Bread', votes: 3 },
      { name: 'Soup', votes: 0 },
    ])
    expect(await community.db.selectFrom('alliedPolls').selectAll().executeTakeFirst()).toMatchObject({
      multiple: false,
      closed: false,
      voters: 3,
      endsAt: new Date('2030-06-01T00:00:00Z'),
    })
  })

  it('brings meetings and what it points to, and leaves unknown things out', async () => {
    const about = { attributedTo: peer.actors.reader.id, to: [publicAddress], cc: [] }
    const event = {
      ...{ ...about, id: `${peer.origin}/events/1`, type: 'Event', name: 'Bread day' },
      ...{ startTime: '2030-06-01T10:00:00Z', 'ical:status': 'CANCELLED' },
      location: { type: 'Place', name: 'The square', address: { addressLocality: 'Valley' } },
      attachment: [
        { type: 'Video', url: 'https://video.example/1', name: 'A film' },
        { type: 'Link', href: 'http://plain.example/1' },
      ],
    }
    const ride = { ...about, id: `${peer.origin}/travels/1`, type: 'Travel', content: 'x' }
    for (const object of [event, ride]) {
      const sent = peer.activity('Create', 'reader', object, { to: [publicAddress], cc: [] })
      await peer.post(community.inbox, sent, { as: 'reader' })
    }
    await community.work()
    expect(await post(ride.id)).toBeUndefined()
    const alliedPostId = (await post(event.id))?.id
    expect(await community.db.selectFrom('alliedEvents').selectAll().execute()).toEqual([
      {
        alliedPostId,
        startsAt: new Date('2030-06-01T10:00:00Z'),
        endsAt: null,
        place: 'The square, Valley',
        cancelled: true,
      },
    ])
    expect(await community.db.selectFrom('alliedLinks').select(['kind', 'url']).execute()).toEqual([
      { kind: 'video', url: 'https://video.example/1' },
    ])
  })

  it('has likes of its own server counted once, taken back, and none of other servers', async () => {
    const { note } = await peer.createNote({}, { deliverTo: community.inbox })
    await community.work()
    const count = async () =>
      (await community.db.selectFrom('alliedReactions').select('kind').execute()).map(({ kind }) => kind)
    const like = peer.activity('Like', 'community', note['id'])
    await peer.post(community.inbox, like, { as: 'community' })
    await peer.post(community.inbox, peer.activity('Dislike', 'community', note['id']), { as: 'community' })
    await elsewhere.post(community.inbox, elsewhere.activity('Like', 'reader', note['id']), { as: 'reader' })
    await community.work()
    expect(await count()).toEqual(['dislike'])
    const again = peer.activity('Like', 'community', note['id'])
    await peer.post(community.inbox, again, { as: 'community' })
    await elsewhere.post(community.inbox, elsewhere.activity('Undo', 'reader', again), { as: 'reader' })
    await community.work()
    expect(await count()).toEqual(['like'])
    await peer.post(community.inbox, peer.activity('Undo', 'community', again), { as: 'community' })
    await community.work()
    expect(await count()).toEqual([])
  })

  it('that says it moved is believed only when the new address says so too, and then nothing is done by itself', async () => {
    const moves = () => community.db.selectFrom('channelMoves').selectAll().execute()
    const target = elsewhere.actors.reader
    const sendMove = async () => {
      const sent = peer.activity('Move', 'reader', peer.actors.reader.id, { target: target.id })
      await peer.post(community.inbox, sent, { as: 'reader' })
      await community.work()
    }
    await sendMove()
    expect(await moves()).toEqual([])
    elsewhere.serve('/actors/reader', (_wire, response) => {
      const document = { ...target.document, alsoKnownAs: [peer.actors.reader.id] }
      response.writeHead(200, { 'content-type': 'application/activity+json' }).end(JSON.stringify(document))
    })
    const forged = elsewhere.activity('Move', 'reader', peer.actors.reader.id, { target: target.id })
    await elsewhere.post(community.inbox, forged, { as: 'reader' })
    await community.work()
    expect(await moves()).toEqual([])
    await sendMove()
    expect(await moves()).toMatchObject([
      { targetUri: target.id, targetHandle: elsewhere.handle('reader').slice(1) },
    ])
    expect(await followed(peer.actors.reader.id)).toMatchObject({ state: 'following' })
    expect(elsewhere.received('Follow')).toEqual([])
  })
})

describe('a group that we follow', () => {
  const wall = () => `${peer.origin}/actors/community/wall`

  beforeAll(async () => {
    await follow(peer.handle('community'))
    const { activity } = await peer.waitFor(
      ({ type, object }) => type === 'Follow' && object === peer.actors.community.id,
    )
    await peer.accept(activity)
    await community.work()
  })

  const send = async (type: string, object: unknown, extra: JsonObject = {}) => {
    await peer.post(community.inbox, peer.activity(type, 'community', object, extra), { as: 'community' })
    await community.work()
  }

  it('brings what is added to its wall, also of other servers as these give it, and takes it out again', async () => {
    const own = await peer.createNote({ content: '<p>On the wall.</p>' })
    const foreign = await elsewhere.createNote({ content: '<p>As written.</p>' })
    const { '@context': _context, ...object } = own.note
    const target = { id: wall(), type: 'Collection', attributedTo: peer.actors.community.id }
    await send('Add', object, { target })
    await send('Add', { ...foreign.note, content: '<p>Never said.</p>' }, { target })
    expect(await post(own.note['id'])).toMatchObject({ html: expect.stringContaining('On the wall.') })
    expect(await post(foreign.note['id'])).toMatchObject({ html: expect.stringContaining('As written.') })
    await send('Remove', own.note['id'], { target: wall() })
    expect(await post(own.note['id'])).toMatchObject({ html: '' })
    const stray = await peer.createNote({})
    await send('Add', stray.note['id'], { target: `${elsewhere.origin}/wall` })
    expect(await post(stray.note['id'])).toBeUndefined()
  })

  it('brings the thread of an answer: what it answers, from its own server, and one page of its answers', async () => {
    const context = `${elsewhere.origin}/contexts/1`
    const root = await elsewhere.createNote({ content: '<p>The beginning.</p>' })
    const other = await elsewhere.createNote({
      inReplyTo: String(root.note['id']),
      content: '<p>Beside it.</p>',
    })
    elsewhere.serve(new URL(String(root.note['id'])).pathname, { ...root.note, context })
    serveCollection(elsewhere, '/contexts/1', [root.note['id'], other.note['id']])
    const middle = await elsewhere.createNote({ inReplyTo: String(root.note['id']) })
    const answer = await peer.createNote({ inReplyTo: String(middle.note['id']) })
    await send('Announce', answer.activity)
    for (const { note } of [answer, middle, root, other])
      expect(await post(note['id']), String(note['content'])).toMatchObject({ withdrawnAt: null })
  })

  it('puts posts on top by its own list, also wrapped, and takes them down', async () => {
    const featured = `${peer.origin}/actors/community/featured`
    await community.db
      .updateTable('followedChannels')
      .set({ featuredUri: featured })
      .where('actorUri', '=', peer.actors.community.id)
      .execute()
    const { note } = await peer.createNote({})
    const add = peer.activity('Add', 'reader', note['id'], { target: featured })
    await send('Announce', add)
    expect(await post(note['id'])).toMatchObject({ pinned: true })
    await send('Remove', note['id'], { target: featured })
    expect(await post(note['id'])).toMatchObject({ pinned: false, withdrawnAt: null })
  })

  it('has likes counted that it tells of, and taken back', async () => {
    const written = await peer.createNote({})
    await send('Announce', written.activity)
    const like = elsewhere.activity('Like', 'reader', written.note['id'])
    await send('Announce', like)
    const counted = () => community.db.selectFrom('alliedReactions').select('kind').execute()
    expect(await counted()).toEqual([{ kind: 'like' }])
    await send('Announce', elsewhere.activity('Undo', 'reader', like))
    expect(await counted()).toEqual([])
  })
})

describe('a server that may not speak with us', () => {
  it('is neither asked nor followed', async () => {
    const system = community.system()
    await community.db.updateTable('community').set({ federationMode: 'allowlist' }).execute()
    const before = elsewhere.requests.length
    for (const address of [
      elsewhere.handle('reader'),
      elsewhere.actors.reader.id,
      `${elsewhere.origin}/@reader`,
    ]) {
      expect(await community.federation.resolveChannel(system, address), address).toMatchObject({
        refusals: [{ field: 'address', message: 'allies.errors.blockedServer' }],
      })
    }
    expect(elsewhere.requests.length).toBe(before)
    await community.db.updateTable('community').set({ federationMode: 'blocklist' }).execute()
  })
})
