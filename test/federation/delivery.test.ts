import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readWithdrawalReceipts } from '../../src/channels/receipts.ts'
import { purgeExpired } from '../../src/community/purge-expired.ts'
import { createFederation } from '../../src/federation/federation.ts'
import { type Peer, startPeer } from '../support/peer/peer.ts'
import { type CommunityServer, startCommunityServer } from './community-server.ts'
import { acceptAllFollowers, removeFollowers } from './followers.ts'

describe('a delivery', () => {
  let community: CommunityServer
  let one: Peer
  let other: Peer
  beforeAll(async () => {
    community = await startCommunityServer()
    const now = () => community.clock.now()
    ;[one, other] = await Promise.all([startPeer({ now }), startPeer({ now })])
    for (const peer of [one, other]) await peer.follow(community.channel('allied').uri)
    await community.work()
    await acceptAllFollowers(community)
    await community.work()
  })
  afterAll(async () => {
    await Promise.all([one.stop(), other.stop()])
    await community.stop()
  })
  let edition: { editionId: string; uri: string }
  beforeEach(async () => {
    edition = await community.publish({ channel: 'allied' })
  })
  afterEach(async () => {
    one.setPolicy({ refuseRfc9421: false })
    community.clock.moveDays(1)
    await community.work()
  })
  const ledger = (peer: Peer, type = 'Announce') =>
    community.db
      .selectFrom('deliveries')
      .innerJoin('activities', 'activities.id', 'deliveries.activityId')
      .select(['state', 'attempts', 'lastStatus', 'nextAttemptAt', 'settledOn'])
      .where('deliveries.editionId', '=', edition.editionId)
      .where('host', '=', new URL(peer.origin).host)
      .where('type', '=', type)
      .executeTakeFirst()
  const arrivals = (peer: Peer) =>
    peer.deliveries.filter(({ request }) => request.body.toString().includes(edition.uri))

  it('goes once to the shared inbox of a server, however many follow there', async () => {
    await one.follow(community.channel('allied').uri, { as: 'reader' })
    await community.work()
    await acceptAllFollowers(community)
    await community.work()
    edition = await community.publish({ channel: 'allied' })
    await community.work()
    expect(arrivals(one)).toHaveLength(1)
    expect(arrivals(one)[0]).toMatchObject({ inbox: 'shared', outcome: 'accepted' })
    expect(await ledger(one)).toMatchObject({
      state: 'asked',
      attempts: 1,
      lastStatus: 202,
      settledOn: '2030-05-20',
    })
  })

  it('knocks again in draft-cavage where RFC 9421 is not known', async () => {
    one.setPolicy({ refuseRfc9421: true })
    await community.work()
    expect(arrivals(one).map(({ outcome, scheme }) => [outcome, scheme])).toEqual([
      ['refused', undefined],
      ['accepted', 'cavage'],
    ])
    expect(await ledger(one)).toMatchObject({ state: 'asked', attempts: 1 })
  })

  it('to a server that does not answer is tried again later and holds up no other', async () => {
    await one.pause()
    await community.work()
    expect(arrivals(other)).toHaveLength(1)
    expect(await ledger(one)).toMatchObject({
      state: 'failed',
      attempts: 1,
      lastStatus: null,
      settledOn: null,
    })
    expect((await ledger(one))?.nextAttemptAt?.getTime()).toBeGreaterThan(community.clock.now().getTime())
    await one.resume()
    community.clock.moveDays(0.001)
    await community.work()
    expect(await ledger(one)).toMatchObject({ state: 'asked', attempts: 2, nextAttemptAt: null })
  })

  it('waits as long as it is asked to', async () => {
    one.failWith(503, 1, { retryAfterSeconds: 600 })
    await community.work()
    expect(arrivals(one)).toHaveLength(1)
    community.clock.moveDays(300 / 86_400)
    await community.work()
    expect(arrivals(one)).toHaveLength(1)
    community.clock.moveDays(0.01)
    await community.work()
    expect(arrivals(one)).toHaveLength(2)
    expect(await ledger(one)).toMatchObject({ state: 'asked' })
  })

  it('is given up after ten days', async () => {
    await one.pause()
    await community.work()
    for (let day = 0; day < 12; day += 1) {
      community.clock.moveDays(1)
      await community.work()
    }
    await one.resume()
    expect(await ledger(one)).toMatchObject({
      state: 'failed',
      nextAttemptAt: null,
      settledOn: expect.any(String),
    })
    community.clock.moveDays(1)
    await community.work()
    expect(arrivals(one)).toHaveLength(0)
  })

  it.each([404, 410])(
    'to an inbox that answers %i has failed for good, and of a Delete nothing more is claimed either',
    async (status) => {
      one.failWith(status, 1)
      await community.work()
      expect(await ledger(one)).toMatchObject({ state: 'failed', lastStatus: status, nextAttemptAt: null })
      // Its shared inbox, and the other one that is known there.
      one.failWith(status, 2)
      await community.withdraw(edition.editionId)
      await community.work()
      expect(await ledger(one, 'Delete')).toMatchObject({
        ...{ state: 'failed', lastStatus: status, nextAttemptAt: null, settledOn: expect.any(String) },
      })
      const receipts = await readWithdrawalReceipts(community.system(), edition.editionId)
      expect(receipts.find(({ server }) => server === new URL(one.origin).host)?.state).toBe('given-up')
    },
  )

  it('keeps the order per inbox: the Delete never overtakes what it deletes', async () => {
    one.failWith(500, 1)
    await community.work()
    await community.change(edition.editionId, '<p>Newer.</p>')
    await community.work()
    community.clock.moveDays(0.001)
    await community.work()
    await community.withdraw(edition.editionId)
    await community.work()
    const types = arrivals(one).map(({ activity, outcome }) => {
      const inner = activity?.['object']
      const isWrapped =
        typeof inner === 'object' && inner !== null && 'type' in inner && activity?.['type'] === 'Announce'
      return outcome === 'failed' ? 'failed' : isWrapped ? inner.type : activity?.['type']
    })
    expect(types).toEqual(['failed', 'Create', 'Update', 'Delete'])
  })

  it('of a withdrawal does not wait for what is given up', async () => {
    await one.pause()
    await community.work()
    community.clock.moveDays(0.1)
    await community.work()
    await one.resume()
    await community.withdraw(edition.editionId)
    await community.work()
    expect(arrivals(one).map(({ activity }) => activity?.['type'])).toEqual(['Delete'])
    expect(await ledger(one)).toMatchObject({ state: 'failed', nextAttemptAt: null })
  })

  it('of a withdrawal does not wait for hours behind other words that could not be delivered', async () => {
    await community.work()
    await one.pause()
    const stuck = await community.publish({ channel: 'allied' })
    await community.work()
    for (let attempt = 0; attempt < 5; attempt += 1) {
      community.clock.moveDays(0.1)
      await community.work()
    }
    await one.resume()
    await community.work()
    expect(one.deliveries.some(({ request }) => request.body.toString().includes(stuck.uri))).toBe(false)
    await community.withdraw(edition.editionId)
    await community.work()
    expect(await ledger(one, 'Delete')).toMatchObject({ state: 'asked', attempts: 1 })
    expect(one.deliveries.some(({ request }) => request.body.toString().includes(stuck.uri))).toBe(true)
  })

  it('is not lost between a new version and its event, and takes no older words along', async () => {
    const change = await community.publish({ channel: 'allied', html: '<p>First words.</p>' })
    await community.worker.runDue()
    const bodies = () =>
      community.db.selectFrom('activities').select('body').where('editionId', '=', change.editionId).execute()
    expect(await bodies()).toHaveLength(2)
    const waiting = await community.db
      .selectFrom('deliveries')
      .select('id')
      .where('editionId', '=', change.editionId)
      .execute()
    expect(waiting).toHaveLength(2)
    await community.change(change.editionId, '<p>Second words.</p>')
    for (const { body } of await bodies()) expect(body.byteLength).toBe(0)
    for (const { id } of waiting) {
      const { deliver } = community.federation.handlers
      const outcome = await deliver(community.system(), { deliveryId: id }, { attempts: 1 })
      expect(outcome).toMatchObject({ done: false, final: false })
    }
    await community.work()
    // A worker may come to a delivery before the event, and then comes back to it.
    community.clock.moveDays(0.001)
    await community.work()
    for (const peer of [one, other]) {
      const got = peer.deliveries
        .map(({ request }) => request.body.toString())
        .filter((body) => body.includes(change.uri))
      expect(got).toHaveLength(2)
      for (const body of got) expect(body).toContain('Second words.')
    }
  })

  it('stays confirmed when the acknowledgement is here before the answer', async () => {
    await community.work()
    await community.withdraw(edition.editionId)
    const overtaken = createFederation({
      newContext: community.system,
      isLoopback: true,
      softwareName: 'ayni',
      log: { info: () => {}, error: () => {} },
      wakeWorkers: () => {},
      safeFetch: async (request) => {
        await community.db.updateTable('deliveries').set({ state: 'confirmed' }).execute()
        return community.safeFetch(request)
      },
    })
    await overtaken.handlers.event(
      community.system(),
      { type: 'edition-withdrawn', editionId: edition.editionId },
      { attempts: 1 },
    )
    const { id } = await community.db
      .selectFrom('deliveries')
      .innerJoin('activities', 'activities.id', 'deliveries.activityId')
      .select('deliveries.id')
      .where('type', '=', 'Delete')
      .where('host', '=', new URL(one.origin).host)
      .where('deliveries.editionId', '=', edition.editionId)
      .executeTakeFirstOrThrow()
    await overtaken.handlers.deliver(community.system(), { deliveryId: id }, { attempts: 1 })
    expect(await ledger(one, 'Delete')).toMatchObject({ state: 'confirmed' })
  })

  it('of a withdrawal reaches a server that only fetched it, long after its actors were forgotten here', async () => {
    const reader = await startPeer({ now: () => community.clock.now() })
    const { uri, editionId } = await community.publish({ channel: 'open' })
    await community.work()
    expect((await reader.get(uri)).status).toBe(200)
    community.clock.moveDays(31)
    await purgeExpired(community.system())
    expect(await community.db.selectFrom('remoteActors').select('uri').execute()).toEqual([])
    await community.withdraw(editionId)
    await community.work()
    const { activity } = await reader.waitFor(({ type }) => type === 'Delete')
    expect(idOf(activity['object'])).toBe(uri)
    await reader.stop()
  })

  it('of a withdrawal reaches who was removed or left meanwhile, and a receipt is confirmed by that server only', async () => {
    await community.work()
    await removeFollowers(community, new URL(one.origin).host)
    await community.withdraw(edition.editionId)
    await community.work()
    const { activity: deletion } = await one.waitFor(
      ({ type, object }) => type === 'Delete' && idOf(object) === edition.uri,
    )
    expect(deletion).toMatchObject({ actor: community.actor('voice').uri, to: expect.any(Array), cc: [] })
    expect(await ledger(one, 'Delete')).toMatchObject({ state: 'asked' })
    const inner = { id: deletion['id'], type: 'Delete', actor: deletion['actor'], object: edition.uri }
    await one.post(community.inbox, one.activity('Accept', 'instance', inner), { as: 'instance' })
    await community.work()
    expect(await ledger(one, 'Delete')).toMatchObject({ state: 'confirmed' })
    expect(await ledger(other, 'Delete')).toMatchObject({ state: 'asked' })
  })
})

const idOf = (object: unknown): unknown =>
  typeof object === 'object' && object !== null && 'id' in object ? object.id : object
