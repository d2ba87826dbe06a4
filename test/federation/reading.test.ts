import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Answer } from '../support/peer/client.ts'
import { type Peer, startPeer } from '../support/peer/peer.ts'
import { type CommunityServer, startCommunityServer } from './community-server.ts'
import { acceptAllFollowers, removeFollowers } from './followers.ts'

/** What a reader could tell two answers apart by; the time of day is not part of an answer. */
const comparable = ({ status, headers, bytes }: Answer) => {
  const { date: _date, connection: _connection, 'keep-alive': _keepAlive, ...rest } = headers
  return { status, headers: rest, body: bytes.toString('base64') }
}

describe('P2: closed content cannot be fetched from outside', () => {
  let community: CommunityServer
  let ally: Peer
  let former: Peer
  let stranger: Peer
  let paths: string[]
  let file: string
  let edition: { editionId: string; uri: string }
  const hostOf = (peer: Peer) => new URL(peer.origin).host

  beforeAll(async () => {
    community = await startCommunityServer()
    const now = () => community.clock.now()
    ;[ally, former, stranger] = await Promise.all([
      startPeer({ now }),
      startPeer({ now }),
      startPeer({ now }),
    ])
    const group = community.channel('allied').uri
    await ally.follow(group)
    await former.follow(group)
    await community.work()
    await acceptAllFollowers(community)
    edition = await community.publish({ channel: 'allied', title: 'Secret' })
    file = await addPicture(community, edition.editionId)
    await community.work()
    await removeFollowers(community, hostOf(former))
    await community.work()
    const activities = await community.db.selectFrom('activities').select('uri').execute()
    paths = [
      edition.uri,
      file,
      ...activities.map(({ uri }) => uri),
      ...['outbox', 'followers', 'moderators', 'featured'].map((name) => `${group}/${name}`),
    ]
  })
  afterAll(async () => {
    await Promise.all([ally.stop(), former.stop(), stranger.stop()])
    await community.stop()
  })

  it('answers everybody but allies the same, byte for byte, whether the thing exists or not', async () => {
    const nothing = await stranger.get(`${community.origin}/ap/objects/none`, { as: 'unsigned' })
    expect(nothing.status).toBe(404)
    const expected = comparable(nothing)
    const elsewhere = [
      '/ap',
      '/ap/x/y',
      '/ap/inbox',
      '/ap/actors/none',
      '/ap/files/none',
      '/ap/activities/%00',
    ]
    for (const url of [...paths, ...elsewhere.map((path) => community.origin + path)]) {
      const readers = [
        stranger.get(url, { as: 'unsigned' }),
        stranger.get(url),
        stranger.get(url, { scheme: 'cavage' }),
        stranger.get(url, { forgery: { keyId: ally.actors.instance.keyId } }),
        stranger.get(url, { forgery: 'unknownKey' }),
        ally.get(url, { forgery: 'wrongKey' }),
        ally.get(url, { forgery: 'tamperedPath', scheme: 'cavage' }),
        ally.get(url, { forgery: { clockOffsetSeconds: 400 } }),
        former.get(url),
        former.get(url, { as: 'community', scheme: 'cavage' }),
      ]
      for (const answer of await Promise.all(readers)) expect(comparable(answer), url).toEqual(expected)
    }
  })

  it('answers HEAD as it answers GET, without the body', async () => {
    for (const url of [edition.uri, `${community.origin}/ap/objects/none`]) {
      const get = await stranger.get(url, { as: 'unsigned' })
      const head = await fetch(url, { method: 'HEAD' })
      expect(head.status).toBe(404)
      expect(head.headers.get('content-type')).toBe(get.headers['content-type'])
      expect(head.headers.get('cache-control')).toBe('no-store')
      expect(await head.text()).toBe('')
    }
  })

  it('decides before any key is fetched: nobody is asked because a stranger knocks', async () => {
    const fresh = await startPeer({ now: () => community.clock.now() })
    for (const scheme of ['rfc9421', 'cavage'] as const) {
      expect((await fresh.get(edition.uri, { scheme })).status).toBe(404)
      expect((await fresh.get(file, { scheme, as: 'reader' })).status).toBe(404)
    }
    expect(fresh.requests).toHaveLength(0)
    await fresh.stop()
  })

  it('gives an ally the object, its picture and the Create, uncached, and remembers that she fetched it', async () => {
    for (const scheme of ['rfc9421', 'cavage'] as const) {
      const answer = await ally.get(edition.uri, { scheme })
      expect(answer.status).toBe(200)
      expect(answer.headers['cache-control']).toBe('no-store')
      expect(answer.json).toMatchObject({ id: edition.uri, name: 'Secret' })
    }
    expect((await ally.get(file)).headers).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'no-store',
    })
    const fetches = await community.db.selectFrom('editionFetches').selectAll().execute()
    const { editionId } = edition
    expect(fetches).toEqual([
      { editionId, host: hostOf(ally), inbox: ally.sharedInbox, fetchedOn: '2030-05-20' },
    ])
  })

  it('shows nothing in an allied outbox, even to allies, and nothing is featured', async () => {
    for (const name of ['outbox', 'featured']) {
      const { json } = await ally.get(`${community.channel('allied').uri}/${name}`)
      expect(json).toMatchObject({ type: 'OrderedCollection', totalItems: 0, orderedItems: [] })
    }
  })

  it('tells of a withdrawal only those who had the object, former allies included', async () => {
    await community.withdraw(edition.editionId)
    await community.work()
    for (const peer of [ally, former]) {
      const answer = await peer.get(edition.uri)
      expect(answer.status).toBe(410)
      expect(answer.json).toMatchObject({ id: edition.uri, type: 'Tombstone', formerType: 'Page' })
      expect(answer.bytes.toString()).not.toContain('Secret')
    }
    expect((await stranger.get(edition.uri)).status).toBe(404)
    expect((await ally.get(file)).status).toBe(404)
    const texts = await community.db
      .selectFrom('activities')
      .select('body')
      .where('editionId', '=', edition.editionId)
      .execute()
    expect(texts.map(({ body }) => new TextDecoder().decode(body)).join()).not.toContain('Secret')
  })
})

describe('what everybody may read', () => {
  let community: CommunityServer
  let peer: Peer
  beforeAll(async () => {
    community = await startCommunityServer()
    peer = await startPeer({ now: () => community.clock.now() })
  })
  afterAll(async () => {
    await peer.stop()
    await community.stop()
  })
  const get = (url: string) => peer.get(url, { as: 'unsigned' })

  it('is the actor documents, without asking for a signature', async () => {
    const { uri } = community.channel('allied')
    const answer = await get(uri)
    expect(answer.headers['content-type']).toBe('application/activity+json')
    expect(answer.json).toEqual({
      '@context': expect.any(Array),
      id: uri,
      type: 'Group',
      preferredUsername: 'aliadas',
      name: 'Aliadas',
      inbox: `${uri}/inbox`,
      outbox: `${uri}/outbox`,
      followers: `${uri}/followers`,
      attributedTo: `${uri}/moderators`,
      endpoints: { sharedInbox: community.inbox },
      publicKey: {
        id: `${uri}#main-key`,
        owner: uri,
        publicKeyPem: expect.stringContaining('BEGIN PUBLIC KEY'),
      },
      manuallyApprovesFollowers: true,
      discoverable: false,
      indexable: false,
      postingRestrictedToMods: false,
      accessType: 'closed',
      moderators: `${uri}/moderators`,
      featured: `${uri}/featured`,
    })
    const types = { instance: 'Application', voice: 'Service', moderation: 'Service', boletin: 'Group' }
    for (const [name, type] of Object.entries(types)) {
      expect((await get(community.actor(name).uri)).json).toMatchObject({ type, preferredUsername: name })
    }
    const { json: instance } = await get(community.actor('instance').uri)
    expect(instance).toMatchObject({ implements: [{ href: 'urn:ayni:ns:withdrawalAcknowledgement' }] })
    expect((await get(community.channel('open').uri)).json).toMatchObject({
      manuallyApprovesFollowers: false,
      url: `${community.origin}/c/boletin`,
    })
  })

  it('is an open channel’s edition and outbox, but neither its followers nor its moderators', async () => {
    await peer.follow(community.channel('open').uri)
    const member = await community.member({ name: 'Marta', roles: ['moderator'] })
    const { uri, editionId } = await community.publish({ channel: 'open', title: 'News' })
    await community.work()
    const { uri: group } = community.channel('open')
    const object = await get(uri)
    expect(object.headers['cache-control']).toBe('public, max-age=300')
    expect(object.json).toMatchObject({ url: `${community.origin}/c/boletin/${editionId}` })
    expect((await get(`${group}/featured`)).json).toMatchObject({ totalItems: 0, orderedItems: [] })
    const outbox = (await get(`${group}/outbox`)).json
    expect(outbox).toMatchObject({ totalItems: 1, orderedItems: [{ type: 'Announce', actor: group }] })
    const followers = (await get(`${group}/followers`)).json
    expect(Object.keys(followers ?? {}).sort()).toEqual(['@context', 'id', 'type'])
    const moderators = await get(`${group}/moderators`)
    expect(moderators.json).toMatchObject({ orderedItems: [community.actor('moderation').uri] })
    expect(moderators.bytes.toString()).not.toContain(member.name)
    await community.withdraw(editionId)
    const gone = await get(uri)
    expect(gone.status).toBe(410)
    expect(gone.json).toEqual({
      '@context': expect.any(Array),
      ...{ id: uri, type: 'Tombstone', formerType: 'Page' },
    })
    expect((await get(`${group}/outbox`)).json).toMatchObject({ totalItems: 0, orderedItems: [] })
  })

  it.each(['outbox', 'featured'])(
    'P5: is asked back from whoever read it with her name in the %s',
    async (name) => {
      const reader = await startPeer({ now: () => community.clock.now() })
      const { uri: group } = community.channel('open')
      const { uri, editionId } = await community.publish({ channel: 'open', title: 'Read in a list' })
      const { id: channelId } = await community.db
        .selectFrom('channels')
        .select('id')
        .where('kind', '=', 'open')
        .executeTakeFirstOrThrow()
      await community.db
        .insertInto('channelPins')
        .values({ id: name, channelId, editionId, position: name.length })
        .execute()
      await community.work()
      const answer = await reader.get(`${group}/${name}`)
      expect(answer.bytes.toString()).toContain('Read in a list')
      await community.withdraw(editionId)
      await community.work()
      const deletes = reader.received('Delete').map(({ activity }) => JSON.stringify(activity))
      expect(deletes.some((deletion) => deletion.includes(uri))).toBe(true)
      await reader.stop()
    },
  )

  it('P5: is not what an open channel passed on of others: only who was sent it reads the Announce again', async () => {
    const { uri: group } = community.channel('open')
    const channel = await community.db
      .selectFrom('channels')
      .select(['id', 'actorId'])
      .where('kind', '=', 'open')
      .executeTakeFirstOrThrow()
    const uri = `${community.origin}/ap/activities/passedon`
    const words = { type: 'Create', object: { type: 'Note', content: 'Of somebody else' } }
    await community.db
      .insertInto('activities')
      .values({
        ...{ id: 'passedon', uri, actorId: channel.actorId, channelId: channel.id, type: 'Announce' },
        body: new TextEncoder().encode(
          JSON.stringify({ id: uri, type: 'Announce', actor: group, object: words }),
        ),
        createdOn: '2030-05-20',
      })
      .execute()
    expect((await get(uri)).status).toBe(404)
    expect((await peer.get(uri)).status).toBe(404)
    const { host } = new URL(peer.origin)
    await community.db
      .insertInto('deliveries')
      .values({
        ...{ id: 'passedon', activityId: 'passedon', inbox: peer.sharedInbox, host },
        ...{ state: 'asked', attempts: 1, settledOn: '2030-05-20' },
      })
      .execute()
    expect((await peer.get(uri)).status).toBe(200)
  })

  it('is found by WebFinger under one name each, and never a member', async () => {
    const member = await community.member({ name: 'Rosa' })
    const { host } = new URL(community.origin)
    const finger = (resource: string) =>
      get(`${community.origin}/.well-known/webfinger?resource=${encodeURIComponent(resource)}`)
    const found = await finger(`acct:aliadas@${host}`)
    expect(found.headers).toMatchObject({
      'content-type': 'application/jrd+json',
      'access-control-allow-origin': '*',
    })
    expect(found.json).toEqual({
      subject: `acct:aliadas@${host}`,
      links: [{ rel: 'self', type: 'application/activity+json', href: community.channel('allied').uri }],
    })
    const unknown = comparable(await finger(`acct:nobody@${host}`))
    expect(unknown.status).toBe(404)
    const others = ['Rosa', 'rosa', 'Rosa-door', member.id, 'General', 'general', 'aliadas%00']
    for (const name of others) expect(comparable(await finger(`acct:${name}@${host}`))).toEqual(unknown)
    for (const resource of ['acct:aliadas@elsewhere.example', community.origin, 'aliadas', '', '\0']) {
      expect(comparable(await finger(resource))).toEqual(unknown)
    }
  })

  it('is NodeInfo without any counts, and only while there is an open channel', async () => {
    const document = (await get(`${community.origin}/nodeinfo/2.1`)).json
    expect(document).toMatchObject({ software: { name: 'gatherings' }, usage: { users: {} } })
    await community.db.updateTable('channels').set({ kind: 'allied' }).where('kind', '=', 'open').execute()
    for (const path of ['/nodeinfo/2.1', '/.well-known/nodeinfo']) {
      expect((await get(community.origin + path)).status).toBe(404)
    }
  })
})

/** A picture of an edition, as publishing would have made it. */
async function addPicture(community: CommunityServer, editionId: string): Promise<string> {
  const id = community.random.id()
  const picture = { id, mediaType: 'image/webp', width: 1, height: 1, bytes: new Uint8Array([1, 2, 3]) }
  await community.db.insertInto('publishedFiles').values(picture).execute()
  await community.db
    .insertInto('editionImages')
    .values({ editionId, version: 1, position: 0, fileId: id, alt: 'A pot' })
    .execute()
  return `${community.origin}/ap/files/${id}`
}
