import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { acceptComment } from '../../src/allies/accept-comment.ts'
import type { JsonObject } from '../support/peer/http.ts'
import { type Peer, startPeer } from '../support/peer/peer.ts'
import { type CommunityServer, startCommunityServer } from './community-server.ts'
import { acceptAllFollowers, removeFollowers } from './followers.ts'
import { seenBy } from './seen.ts'

let community: CommunityServer
let one: Peer
let other: Peer
beforeAll(async () => {
  community = await startCommunityServer()
  const now = () => community.clock.now()
  ;[one, other] = await Promise.all([startPeer({ now }), startPeer({ now })])
})
afterAll(async () => {
  await Promise.all([one.stop(), other.stop()])
  await community.stop()
})
const hostOf = (peer: Peer) => new URL(peer.origin).host
const post = (uri: unknown) =>
  community.db.selectFrom('alliedPosts').selectAll().where('objectUri', '=', String(uri)).executeTakeFirst()

describe('a server that was an ally', () => {
  beforeAll(async () => {
    await one.follow(community.channel('allied').uri)
    await community.work()
    await acceptAllFollowers(community)
    await community.work()
  })
  const holds = (uri: string) =>
    one.deliveries.filter(({ request }) => request.body.toString().includes(uri)).length

  it('gets no words that could not be delivered before it was removed', async () => {
    await one.pause()
    const { uri } = await community.publish({ channel: 'allied', html: '<p>Where we meet.</p>' })
    await community.work()
    await removeFollowers(community, hostOf(one))
    await community.work()
    await one.resume()
    community.clock.moveDays(0.1)
    await community.work()
    expect(await one.waitFor(({ type }) => type === 'Reject')).toBeDefined()
    expect(holds(uri)).toBe(0)
  })

  it('cannot hold up what others take back by stumbling over some words', async () => {
    await one.follow(community.channel('allied').uri)
    await community.work()
    await acceptAllFollowers(community)
    await community.work()
    const kept = await community.publish({ channel: 'allied', html: '<p>Fine.</p>' })
    await community.work()
    expect(holds(kept.uri)).toBe(1)
    one.failWith(500, 2)
    const stumbled = await community.publish({ channel: 'allied', html: '<p>Too much for it.</p>' })
    await community.work()
    await community.withdraw(kept.editionId)
    await community.work()
    expect(one.received('Delete').map(({ activity }) => activity['object'])).toMatchObject([{ id: kept.uri }])
    // Twice before the Delete; it got through, so what waits there is tried again at once.
    const arrived = one.deliveries.map(({ request }) => request.body.toString())
    const brought = arrived.flatMap((body, index) => (body.includes(stumbled.uri) ? [index] : []))
    expect(brought).toHaveLength(3)
    const deleted = arrived.findIndex((body) => body.includes('"Delete"') && body.includes(kept.uri))
    expect(brought.filter((index) => index < deleted)).toHaveLength(2)
  })
})

describe('an open channel that we follow', () => {
  let followedIds: string[]
  beforeAll(async () => {
    followedIds = [await followed(one, 'open'), await followed(other, 'allied')]
  })
  beforeEach(async () => {
    const [first = ''] = followedIds
    await community.db.updateTable('followedChannels').set({ kind: 'open' }).where('id', '=', first).execute()
  })
  const announce = async (by: Peer, object: JsonObject | string) => {
    await by.announce(object, {}, { deliverTo: community.inbox })
    await community.work()
  }

  it('cannot fetch through us what another server shows to few', async () => {
    const { note } = await other.createNote({ to: [`${other.actors.community.id}/followers`] })
    await announce(one, String(note['id']))
    expect(await post(note['id'])).toBeUndefined()
    await announce(other, note)
    expect(await post(note['id'])).toMatchObject({ html: expect.stringContaining('Warm greetings') })
  })

  it('cannot take away what it brought first and its own server’s channel brings too', async () => {
    const { note } = await other.createNote({})
    await announce(one, String(note['id']))
    await announce(other, note)
    const announced = one.activity('Announce', 'community', note['id'])
    await one.post(community.inbox, one.activity('Undo', 'community', announced), { as: 'community' })
    await announce(one, one.activity('Delete', 'community', note['id']))
    expect(await post(note['id'])).toMatchObject({ withdrawnAt: null, followedChannelId: followedIds[1] })
  })

  it('leaves nothing of a comment that its author changes and takes back', async () => {
    const { uri: inReplyTo } = await community.publish({ channel: 'open' })
    const { note } = await other.createNote({ inReplyTo }, { deliverTo: community.inbox })
    await community.work()
    await announce(one, String(note['id']))
    expect(await post(note['id'])).toMatchObject({ html: expect.stringContaining('Warm greetings') })
    await other.update(note, { content: '<p>Changed.</p>' }, { deliverTo: community.inbox })
    await community.work()
    expect(await post(note['id'])).toMatchObject({ html: '<p>Changed.</p>' })
    await other.delete(note, { deliverTo: community.inbox })
    await community.work()
    expect(await post(note['id'])).toMatchObject({ html: '', authorName: '' })
  })
})

describe('somebody who answers in an open channel', () => {
  it('cannot have other words passed on than those the moderators read', async () => {
    const reader = await startPeer({ now: () => community.clock.now() })
    await reader.follow(community.channel('open').uri)
    const { uri: inReplyTo } = await community.publish({ channel: 'open' })
    const { note, activity } = await other.createNote({ inReplyTo }, { deliverTo: community.inbox })
    await community.work()
    community.clock.moveDays(0.001)
    const { '@context': _context, ...inner } = note
    const swapped = other.activity('Create', 'reader', { ...inner, content: '<p>Send us your names.</p>' })
    await other.post(community.inbox, swapped, { as: 'reader' })
    await community.work()
    const { id } = await community.db
      .selectFrom('remoteComments')
      .select('id')
      .where('objectUri', '=', String(note['id']))
      .executeTakeFirstOrThrow()
    const moderator = await community.member({ roles: ['moderator'] })
    expect(await acceptComment(moderator.ctx, await seenBy(moderator.ctx, id))).toMatchObject({ ok: true })
    await community.work()
    const passedOn = reader.deliveries.map(({ request }) => request.body.toString()).join()
    expect(passedOn).toContain(JSON.stringify(activity))
    expect(passedOn).not.toContain('Send us your names')
    await reader.stop()
  })
})

describe('a server whose documents hang', () => {
  it('is not asked again for who sent something: her key, which was looked at, is enough', async () => {
    const actorUri = one.actors.reader.id
    const follow = one.activity('Follow', 'reader', community.channel('open').uri)
    expect((await one.post(community.inbox, follow, { as: 'reader' })).status).toBe(202)
    await community.db
      .updateTable('remoteActors')
      .set({ fetchedAt: new Date(0) })
      .where('uri', '=', actorUri)
      .execute()
    const before = one.requests.length
    await community.work()
    const asked = one.requests.slice(before).map(({ path }) => path)
    expect(asked).not.toContain(new URL(actorUri).pathname)
    const { state } = await community.db
      .selectFrom('followers')
      .select('state')
      .where('actorUri', '=', actorUri)
      .executeTakeFirstOrThrow()
    expect(state).toBeDefined()
  })
})

describe('a server that floods us', () => {
  it('is asked to wait before its activities fill the disk, and nobody else is', async () => {
    const rows = Array.from({ length: 1_000 }, () => ({
      ...{ id: community.random.id(), host: hostOf(one), actorUri: one.actors.reader.id },
      ...{ body: new Uint8Array(), receivedAt: community.clock.now() },
    }))
    await community.db.insertInto('inboxMessages').values(rows).execute()
    const follow = (peer: Peer) =>
      peer.post(community.inbox, peer.activity('Follow', 'reader', community.channel('open').uri), {
        as: 'reader',
      })
    const refused = await follow(one)
    expect(refused.status).toBe(429)
    expect(refused.headers['retry-after']).toBe('60')
    expect((await follow(other)).status).toBe(202)
  })

  it('from ever new addresses leaves half of the inbox to those we know, who are asked to wait only when it is full', async () => {
    const fill = async (host: string, messages: number, bytes: number) => {
      await sql`insert into inbox_messages (id, host, actor_uri, body, received_at)
        select ${host} || place, ${host}, 'https://flood.example/1', ${new Uint8Array(bytes)}::bytea,
          ${community.clock.now()}::timestamptz from generate_series(1, ${messages}::int) as place`.execute(
        community.db,
      )
      community.clock.moveDays(0.001)
    }
    await community.db.deleteFrom('inboxMessages').execute()
    const stranger = await startPeer({ now: () => community.clock.now(), host: '127.0.0.1' })
    const send = async (peer: Peer) => {
      const like = peer.activity('Like', 'reader', community.channel('open').uri)
      return (await peer.post(community.inbox, like, { as: 'reader' })).status
    }
    await fill('few.example', 9_000, 1)
    expect(await send(stranger)).toBe(202)
    await fill('more.example', 1_000, 1)
    expect(await send(stranger)).toBe(429)
    expect(await send(other)).toBe(202)
    await fill('all.example', 10_000, 1)
    expect(await send(other)).toBe(429)
    await community.db.deleteFrom('inboxMessages').execute()
    await fill('heavy.example', 1, 250_000)
    // Copied, it is not compressed anew.
    await sql`insert into inbox_messages (id, host, actor_uri, body, received_at)
        select 'copy' || place, host, actor_uri, body, received_at
        from inbox_messages, generate_series(1, 2000) as place`.execute(community.db)
    expect(await send(stranger)).toBe(429)
    expect(await send(other)).toBe(202)
    await community.db.deleteFrom('inboxMessages').execute()
    await stranger.stop()
  })
})

async function followed(owner: Peer, kind: 'open' | 'allied'): Promise<string> {
  const id = community.random.id()
  await community.db
    .insertInto('followedChannels')
    .values({
      id,
      actorUri: owner.actors.community.id,
      host: hostOf(owner),
      handle: 'community',
      name: 'Neighbours',
      kind,
      inbox: `${owner.actors.community.id}/inbox`,
      sharedInbox: owner.sharedInbox,
      followUri: `${community.origin}/ap/activities/${community.random.id()}`,
      state: 'following',
      requestedAt: community.clock.now(),
    })
    .execute()
  return id
}
