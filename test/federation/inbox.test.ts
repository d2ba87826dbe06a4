import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { send } from '../support/peer/http.ts'
import { type Peer, startPeer } from '../support/peer/peer.ts'
import type { Forgery } from '../support/peer/signing.ts'
import { type CommunityServer, startCommunityServer } from './community-server.ts'

const schemes = ['rfc9421', 'cavage'] as const

describe('the inbox', () => {
  let community: CommunityServer
  let peer: Peer
  let other: Peer
  beforeAll(async () => {
    community = await startCommunityServer()
    const now = () => community.clock.now()
    ;[peer, other] = await Promise.all([startPeer({ now }), startPeer({ now })])
  })
  afterAll(async () => {
    await Promise.all([peer.stop(), other.stop()])
    await community.stop()
  })
  const follow = () => peer.activity('Follow', 'reader', community.channel('open').uri)
  const stored = () => community.db.selectFrom('inboxMessages').select('id').execute()

  it.each(schemes)(
    'takes what is signed with %s, at every inbox, and stores it before it answers',
    async (scheme) => {
      const before = (await stored()).length
      const inboxes = [community.inbox, `${community.channel('open').uri}/inbox`]
      for (const inbox of inboxes) {
        expect((await peer.post(inbox, follow(), { as: 'reader', scheme })).status).toBe(202)
      }
      expect((await stored()).length - before).toBe(2)
      const jobs = await community.db.selectFrom('jobs').select(['kind', 'orderKey']).execute()
      expect(jobs.at(-1)).toEqual({ kind: 'receive', orderKey: `from:${new URL(peer.origin).host}` })
      expect(community.wokenTimes()).toBeGreaterThan(0)
    },
  )

  const bodies: readonly [string, string][] = [
    ['no JSON', '{"type":'],
    ['a list', '[{"type":"Follow"}]'],
    ['a word', '"Follow"'],
    ['nothing', ''],
    [
      'deep nesting',
      `{"id":"http://a/1","actor":"http://a/2","type":"Like","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
    ],
    [
      'too much',
      JSON.stringify({ type: 'Follow', id: 'http://a/1', actor: 'http://a/2', x: 'a'.repeat(300_000) }),
    ],
    ['no actor', '{"type":"Follow","id":"http://a/1"}'],
    ['no id', '{"type":"Follow","actor":"http://a/1"}'],
    ['no type', '{"id":"http://a/1","actor":"http://a/2"}'],
    ['an actor that is no address', '{"type":"Follow","id":"http://a/1","actor":"javascript:1"}'],
    ['an id with a NUL', '{"type":"Follow","id":"http://a/\\u0000","actor":"http://a/2"}'],
    ['bytes that are no UTF-8', '{"type":"\xff\xfe"}'],
  ]
  it.each(bodies)('answers 400 to %s', async (_what, body) => {
    const bytes = Buffer.from(body, 'latin1')
    for (const inbox of [community.inbox, `${community.origin}/ap/actors/none/inbox`]) {
      expect((await peer.post(inbox, bytes, { as: 'unsigned' })).status).toBe(400)
    }
  })

  const forgeries: readonly [string, Forgery][] = [
    ['another key', 'wrongKey'],
    ['a key that is nowhere', 'unknownKey'],
    ['another path', 'tamperedPath'],
    ['a time changed after signing', 'tamperedHeader'],
    ['a changed body', 'tamperedBody'],
    ['a changed body and a digest to fit', 'tamperedDigest'],
    ['no digest', 'missingDigest'],
    ['a digest that is not signed', 'unsignedDigest'],
    ['a clock that is 6 minutes behind', { clockOffsetSeconds: -360 }],
    ['a clock that is 6 minutes ahead', { clockOffsetSeconds: 360 }],
  ]
  describe.each(schemes)('answers 401, with %s, to', (scheme) => {
    it.each(forgeries)('%s', async (_what, forgery) => {
      for (const inbox of [community.inbox, `${community.origin}/ap/actors/none/inbox`]) {
        expect((await peer.post(inbox, follow(), { as: 'reader', scheme, forgery })).status).toBe(401)
      }
    })

    it('the signature of another actor of the same server', async () => {
      expect((await peer.post(community.inbox, follow(), { as: 'community', scheme })).status).toBe(401)
    })

    it('a key of another server', async () => {
      const forgery = { keyId: other.actors.reader.keyId }
      expect((await peer.post(community.inbox, follow(), { as: 'reader', scheme, forgery })).status).toBe(401)
    })

    it('a request that was made for another server, whatever host it is said to be for', async () => {
      const elsewhere = await peer.post(`${other.origin}/ap/inbox`, follow(), { as: 'reader', scheme })
      expect((await peer.replay(elsewhere.sent, community.inbox)).status).toBe(401)
      expect((await send({ ...elsewhere.sent, url: community.inbox })).status).toBe(401)
    })
  })

  it('answers 401 to what is not signed, also of a kind it does not understand', async () => {
    expect((await peer.post(community.inbox, follow(), { as: 'unsigned' })).status).toBe(401)
    const listen = peer.activity('Listen', 'reader', 'http://localhost/1')
    expect((await peer.post(community.inbox, listen, { as: 'unsigned' })).status).toBe(401)
  })

  it('answers 401 to actors whose documents do not own the key, and to hostile ones', async () => {
    for (const kind of [
      'keyOwnerMismatch',
      'mismatchedId',
      'hugeJson',
      'deepNesting',
      'brokenJson',
      'notAnObject',
      'wrongContentType',
      'redirectLoop',
      'redirectToMetadata',
    ] as const) {
      const { url, signer } = peer.hostile(kind)
      const activity = { ...follow(), actor: url }
      expect((await peer.post(community.inbox, activity, { as: signer })).status, kind).toBe(401)
    }
  })

  it('asks no other server for an actor that a key is said to belong to', async () => {
    const id = `${peer.origin}/actors/posing`
    const owner = other.actors.reader.id
    const publicKey = { id: `${id}#main-key`, owner, publicKeyPem: peer.actors.reader.document['publicKey'] }
    peer.serve('/actors/posing', { ...peer.actors.reader.document, id, publicKey })
    const before = other.requests.length
    const signer = { keyId: `${id}#main-key`, privateKey: peer.actors.reader.keys.privateKey }
    expect((await peer.post(community.inbox, { ...follow(), actor: id }, { as: signer })).status).toBe(401)
    expect(other.requests).toHaveLength(before)
  })

  it('reads an actor that names a context of its own server without fetching it', async () => {
    const { url, signer } = peer.hostile('foreignContext')
    expect((await peer.post(community.inbox, { ...follow(), actor: url }, { as: signer })).status).toBe(202)
    expect(peer.countOf('/hostile/context')).toBe(0)
  })

  it('drops kinds it does not understand, with 202 and without storing them', async () => {
    const before = await stored()
    const listen = peer.activity('Listen', 'reader', 'http://localhost/1')
    expect((await peer.post(community.inbox, listen, { as: 'reader' })).status).toBe(202)
    expect(await stored()).toEqual(before)
  })

  it('drops deletions by servers that have nothing to do with us without asking them for a key', async () => {
    const fresh = await startPeer({ now: () => community.clock.now() })
    const deletion = fresh.activity('Delete', 'reader', fresh.actors.reader.id)
    expect((await fresh.post(community.inbox, deletion, { as: 'reader' })).status).toBe(202)
    expect(fresh.requests).toHaveLength(0)
    await fresh.stop()
  })

  it('fetches a changed key once more, and then believes the new one only', async () => {
    const now = () => community.clock.now()
    const first = await startPeer({ now })
    const port = Number(new URL(first.origin).port)
    const activity = () => first.activity('Follow', 'reader', community.channel('open').uri)
    expect((await first.post(community.inbox, activity(), { as: 'reader' })).status).toBe(202)
    await first.stop()
    const second = await startPeer({ now, port })
    const again = second.activity('Follow', 'reader', community.channel('open').uri)
    // So soon after the first look the key is not fetched again.
    expect((await second.post(community.inbox, again, { as: 'reader' })).status).toBe(401)
    community.clock.moveDays(0.01)
    expect((await second.post(community.inbox, again, { as: 'reader' })).status).toBe(202)
    expect((await second.post(community.inbox, again, { as: 'reader' })).status).toBe(202)
    expect(second.countOf('/actors/reader')).toBe(1)
    await second.stop()
  })
})

describe('an activity', () => {
  let community: CommunityServer
  let peer: Peer
  let other: Peer
  beforeAll(async () => {
    community = await startCommunityServer()
    const now = () => community.clock.now()
    ;[peer, other] = await Promise.all([startPeer({ now }), startPeer({ now })])
  })
  afterAll(async () => {
    await Promise.all([peer.stop(), other.stop()])
    await community.stop()
  })
  const followers = () => community.db.selectFrom('followers').select(['actorUri', 'state']).execute()

  it('works once, however often it is sent', async () => {
    const { activity, answer } = await peer.follow(community.channel('open').uri)
    await community.work()
    await peer.undoFollow(activity)
    await community.work()
    expect((await peer.replay(answer.sent)).status).toBe(202)
    expect((await peer.post(community.inbox, activity, { as: 'community' })).status).toBe(202)
    await community.work()
    expect(await followers()).toEqual([{ actorUri: peer.actors.community.id, state: 'left' }])
  })

  it('cannot be made void in advance by another server that uses its id up', async () => {
    const planned = other.activity('Follow', 'community', community.channel('open').uri)
    const poison = { ...planned, actor: peer.actors.community.id }
    expect((await peer.post(community.inbox, poison, { as: 'community' })).status).toBe(401)
    await community.work()
    expect((await other.post(community.inbox, planned, { as: 'community' })).status).toBe(202)
    await community.work()
    expect(await followers()).toContainEqual({ actorUri: other.actors.community.id, state: 'accepted' })
  })

  it('leaves no stored body behind once it is worked off', async () => {
    expect(await community.db.selectFrom('inboxMessages').select('id').execute()).toEqual([])
  })

  it('that asks to follow a voice is rejected', async () => {
    await peer.follow(community.actor('voice').uri)
    await community.work()
    const { activity } = await peer.waitFor(({ type }) => type === 'Reject')
    expect(activity).toMatchObject({ actor: community.actor('voice').uri, object: { type: 'Follow' } })
  })
})
