import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readWithdrawalReceipts } from '../../src/channels/receipts.ts'
import { changeLine } from '../../src/health/change-line.ts'
import { readDeadLetters, readLine } from '../../src/health/lines.ts'
import { noteHeard, noteSkew } from '../../src/health/note.ts'
import { lease } from '../../src/jobs/queue.ts'
import { type Peer, startPeer } from '../support/peer/peer.ts'
import { type CommunityServer, startCommunityServer } from './community-server.ts'
import { acceptAllFollowers } from './followers.ts'

const second = 1 / 86_400

describe('the line to a server', () => {
  let community: CommunityServer
  let peer: Peer
  let host: string
  beforeAll(async () => {
    community = await startCommunityServer()
  })
  afterAll(() => community.stop())
  beforeEach(async () => {
    await community.db.deleteFrom('jobs').execute()
    await community.db.deleteFrom('followers').execute()
    peer = await startPeer({ now: () => community.clock.now() })
    host = new URL(peer.origin).host
    await peer.follow(community.channel('allied').uri)
    await community.work()
    await acceptAllFollowers(community)
    await community.work()
    return () => peer.stop()
  })
  const health = () =>
    community.db.selectFrom('serverHealth').selectAll().where('host', '=', host).executeTakeFirst()
  const attempts = async () => {
    const { rows } = await sql<{ n: number }>`select coalesce(sum(attempts), 0)::int as n from deliveries
      where host = ${host}`.execute(community.db)
    return rows[0]?.n ?? 0
  }
  const arrivals = (uri: string) =>
    peer.deliveries.filter(({ request }) => request.body.toString().includes(uri))
  /** Fails three times, so that the line is held. */
  const breakLine = async () => {
    const edition = await community.publish({ channel: 'allied' })
    await peer.pause()
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await community.work()
      community.clock.moveDays(30 * second)
    }
    return edition
  }
  const moderator = () => community.member({ roles: ['moderator'] })

  it('is held after three failures, and then costs no worker anything until it may be tried', async () => {
    await breakLine()
    expect(await health()).toMatchObject({ failures: 3, lastFailure: 'unreachable' })
    const before = await attempts()
    await community.publish({ channel: 'allied' })
    for (let number = 0; number < 5; number += 1) {
      await community.db
        .insertInto('jobs')
        .values({
          ...{ kind: 'deliver', payload: { deliveryId: 'none' }, runAt: community.clock.now() },
          orderKey: `inbox:${peer.origin}/inbox/${number}`,
        })
        .execute()
    }
    while ((await community.worker.runDue()) > 0);
    expect(await lease(community.system(), 100, 'deliveries')).toEqual([])
    expect(await attempts()).toBe(before)
    community.clock.moveDays(61 * second)
    expect(await lease(community.system(), 100, 'deliveries')).toHaveLength(1)
  })

  it('is mended by one delivery, and then everything goes out', async () => {
    const first = await breakLine()
    const next = await community.publish({ channel: 'allied' })
    await peer.resume()
    community.clock.moveDays(61 * second)
    await community.work()
    await community.work()
    expect(arrivals(first.uri)).toHaveLength(1)
    expect(arrivals(next.uri)).toHaveLength(1)
    expect(await health()).toMatchObject({ failures: 0, heldUntil: null, failingSince: null })
  })

  it('is mended by anything that is heard from there', async () => {
    const edition = await breakLine()
    await peer.resume()
    await noteHeard(community.system(), host)
    expect(await health()).toMatchObject({ failures: 0, heldUntil: null, heardOn: expect.any(String) })
    await community.work()
    expect(arrivals(edition.uri)).toHaveLength(1)
  })

  it('is left alone twice as long each time, and at most six hours', async () => {
    await breakLine()
    const holds: number[] = []
    for (let attempt = 0; attempt < 12; attempt += 1) {
      community.clock.moveDays(1)
      await community.work()
      const row = await health()
      holds.push(((row?.heldUntil?.getTime() ?? 0) - community.clock.now().getTime()) / 60_000)
      if (row?.failures === 12) break
    }
    expect(holds.slice(0, 3)).toEqual([2, 4, 8])
    expect(Math.max(...holds)).toBe(360)
  })

  it('is left alone as long as its server asks, for all its inboxes', async () => {
    peer.failWith(429, 1, { retryAfterSeconds: 600 })
    await community.publish({ channel: 'allied' })
    await community.work()
    expect(await health()).toMatchObject({ lastFailure: 'too-many' })
    await community.publish({ channel: 'allied' })
    community.clock.moveDays(300 * second)
    expect(await lease(community.system(), 10, 'deliveries')).toEqual([])
  })

  it('can be paused, gone on with, and tried at once by moderators, which is recorded', async () => {
    const { ctx } = await moderator()
    const edition = await community.publish({ channel: 'allied' })
    expect((await changeLine(ctx, { host, act: 'pause' })).ok).toBe(true)
    await community.work()
    expect(arrivals(edition.uri)).toHaveLength(0)
    expect(await readLine(ctx, host)).toMatchObject({ waiting: 1, pausedOn: expect.any(String) })
    await changeLine(ctx, { host, act: 'resume' })
    await community.work()
    expect(arrivals(edition.uri)).toHaveLength(1)
    const later = await breakLine()
    await peer.resume()
    expect(await changeLine(ctx, { host, act: 'retry' })).toMatchObject({ ok: true, value: { count: 1 } })
    await community.work()
    expect(arrivals(later.uri)).toHaveLength(1)
    const acts = await community.db.selectFrom('moderationActs').select('act').execute()
    expect(acts.map(({ act }) => act)).toEqual(
      expect.arrayContaining(['line-paused', 'line-resumed', 'line-tried']),
    )
    const member = await community.member()
    expect((await changeLine(member.ctx, { host, act: 'pause' })).ok).toBe(false)
    expect(await readLine(member.ctx, host)).toBeUndefined()
  })

  it('lets moderators give up words that wait, but nothing that asks to delete', async () => {
    const { ctx } = await moderator()
    const gone = await community.publish({ channel: 'allied' })
    await community.work()
    await changeLine(ctx, { host, act: 'pause' })
    await community.withdraw(gone.editionId)
    const words = await community.publish({ channel: 'allied' })
    await community.work()
    expect(await changeLine(ctx, { host, act: 'drop' })).toMatchObject({ ok: true, value: { count: 1 } })
    await changeLine(ctx, { host, act: 'resume' })
    await community.work()
    expect(arrivals(words.uri)).toHaveLength(0)
    expect(arrivals(gone.uri).some(({ activity }) => activity?.['type'] === 'Delete')).toBe(true)
  })

  it('lets moderators send again what was given up, one or all', async () => {
    const { ctx } = await moderator()
    const edition = await breakLine()
    for (let day = 0; day < 12; day += 1) {
      community.clock.moveDays(1)
      await community.work()
    }
    await peer.resume()
    const letters = await readDeadLetters(ctx, host)
    expect(letters).toMatchObject([{ type: 'Announce', status: null }])
    expect(await changeLine(ctx, { host, act: 'replay', deliveryId: 'another' })).toMatchObject({
      value: { count: 0 },
    })
    expect(await changeLine(ctx, { host, act: 'replay', deliveryId: letters[0]?.id })).toMatchObject({
      value: { count: 1 },
    })
    await community.work()
    expect(arrivals(edition.uri)).toHaveLength(1)
    expect(await readDeadLetters(ctx, host)).toEqual([])
  })

  it('tells by how much a clock is off, and writes what was heard once a day', async () => {
    await noteSkew(community.system(), host, 7_200)
    expect(await health()).toMatchObject({ clockSkewSeconds: 7_200 })
    await noteHeard(community.system(), host)
    const { changedAt } = (await health()) ?? {}
    expect(await health()).toMatchObject({ clockSkewSeconds: null })
    community.clock.moveDays(second)
    await noteHeard(community.system(), host)
    expect((await health())?.changedAt).toEqual(changedAt)
  })

  it('of a withdrawal is tried for thirty days', async () => {
    const edition = await community.publish({ channel: 'allied' })
    await community.work()
    await peer.pause()
    await community.withdraw(edition.editionId)
    for (let day = 0; day < 25; day += 1) {
      await community.work()
      community.clock.moveDays(1)
    }
    const receipts = () => readWithdrawalReceipts(community.system(), edition.editionId)
    expect(await receipts()).toMatchObject([{ server: host, state: 'unreachable' }])
    await peer.resume()
    await community.work()
    expect(await receipts()).toMatchObject([{ server: host, state: 'asked' }])
  })

  it('of a withdrawal is given up after thirty days', async () => {
    const edition = await community.publish({ channel: 'allied' })
    await community.work()
    await peer.pause()
    await community.withdraw(edition.editionId)
    for (let day = 0; day < 33; day += 1) {
      await community.work()
      community.clock.moveDays(1)
    }
    const receipts = await readWithdrawalReceipts(community.system(), edition.editionId)
    expect(receipts).toMatchObject([{ server: host, state: 'given-up' }])
  })

  it('of a withdrawal goes once to another inbox of the server when one is gone', async () => {
    const edition = await community.publish({ channel: 'allied' })
    await community.work()
    const before = peer.deliveries.length
    peer.failWith(410, 1)
    await community.withdraw(edition.editionId)
    await community.work()
    expect(peer.deliveries.slice(before).map(({ inbox, outcome }) => [inbox, outcome])).toEqual([
      ['shared', 'failed'],
      [expect.not.stringMatching('shared'), 'accepted'],
    ])
    const receipts = await readWithdrawalReceipts(community.system(), edition.editionId)
    expect(receipts).toMatchObject([{ server: host, state: 'asked' }])
  })

  it('is not knocked at twice where the newer way of signing is not known', async () => {
    peer.setPolicy({ refuseRfc9421: true })
    const first = await community.publish({ channel: 'allied' })
    await community.work()
    const next = await community.publish({ channel: 'allied' })
    await community.work()
    expect(arrivals(first.uri)).toHaveLength(2)
    expect(arrivals(next.uri)).toHaveLength(1)
  })
})
