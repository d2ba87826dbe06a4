import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { openPage, proposeShare, publish, writePost } from '../../../src/platform/demo/gestures.ts'
import {
  freePort,
  setUpCommunity,
  setUpPath,
  started,
  temporaryFolder,
  urlOf,
} from '../../support/community-program.ts'
import { createTestDatabase } from '../../support/database.ts'
import type { Visitor } from '../../support/http-client.ts'
import { type Peer, startPeer } from '../../support/peer/peer.ts'
import type { RunningProgram } from '../../support/running-program.ts'

/** Three other servers that follow our open channel and were told so. */
async function startFollowers(origin: string): Promise<readonly [Peer, Peer, Peer]> {
  const start = async (): Promise<Peer> => {
    const peer = await startPeer()
    onTestFinished(() => peer.stop())
    const channel = await peer.resolve(`@boletin@${new URL(origin).host}`)
    const { answer } = await peer.follow(String(channel['id']))
    expect(answer.status).toBe(202)
    await peer.waitFor(({ type }) => type === 'Accept')
    return peer
  }
  return Promise.all([start(), start(), start()])
}

async function share(visitor: Visitor, title: string): Promise<void> {
  const text = `${title}: soup at noon, every day but Monday.`
  const post = await writePost(visitor, text)
  const start = `/share/new/${post.split('/').at(-1)}`
  await proposeShare(visitor, { start, channel: 'Newsletter', title, text })
  await publish(visitor, title)
}

/** What a peer shows its people: activities with an id that it has seen before change nothing. */
function shownBy(peer: Peer): string[] {
  const seen = new Map(peer.received('Announce').map(({ activity }) => [activity['id'], activity['object']]))
  const objects = [...seen.values()].map((object) => idOf(object))
  return [...new Set(objects)]
}

/** Of an activity inside an Announce, what it is about. */
function idOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return ''
  if ('object' in value) return idOf(value.object)
  return 'id' in value ? String(value.id) : ''
}

const activityIds = (peer: Peer): unknown[] => [
  ...new Set(peer.received('Announce').map(({ activity }) => activity['id'])),
]

/** Bodies that arrived at a peer which then gave no answer. */
const unanswered = (peer: Peer): string[] =>
  peer.deliveries.filter(({ status }) => status === 0).map(({ request }) => String(request.body))

async function kill(program: RunningProgram): Promise<void> {
  program.signal('SIGKILL')
  expect((await program.ended).signal).toBe('SIGKILL')
}

test('P15: a worker killed during a delivery to three followers: all three get it, each shows it once', async () => {
  const database = await createTestDatabase()
  onTestFinished(database.close)
  const PORT = await freePort()
  const environment = { DATABASE_URL: urlOf(database.connection), PORT }
  const origin = `http://localhost:${PORT}`
  const web = started('server', { ...environment, WORKER: 'none' })
  const visitor = await setUpCommunity(origin, await setUpPath(web))
  const first = started('worker', environment)
  const [quick, other, hanging] = await startFollowers(origin)

  hanging.failWith('hang', 1)
  const told = quick.waitFor(({ type }) => type === 'Announce')
  await share(visitor, 'Soup')
  await told
  await expect.poll(() => unanswered(hanging)).toHaveLength(1)
  await kill(first)

  // A minute later its leases have run out.
  await sql`update jobs set leased_until = leased_until - interval '1 minute'`.execute(database.db)
  await sql`update jobs set run_at = now()`.execute(database.db)
  started('worker', environment)
  await expect
    .poll(() => database.db.selectFrom('jobs').select('id').execute(), { timeout: 40_000 })
    .toEqual([])

  expect(shownBy(quick)).toHaveLength(1)
  for (const peer of [other, hanging]) {
    expect(shownBy(peer)).toEqual(shownBy(quick))
    expect(activityIds(peer)).toEqual(activityIds(quick))
  }
  // It had the bytes already, and whoever knows the id knows that it is the same.
  const repeated = hanging.received().map(({ request }) => String(request.body))
  expect(repeated).toContain(unanswered(hanging)[0])
  const deliveries = await database.db.selectFrom('deliveries').select(['state', 'settledOn']).execute()
  expect(deliveries.map(({ state }) => state)).toEqual(deliveries.map(() => 'asked'))
  expect(web.errors()).toBe('')
})

test('an ally that never answers slows no page and no other delivery', async () => {
  const database = await createTestDatabase()
  onTestFinished(database.close)
  const PORT = await freePort()
  const origin = `http://localhost:${PORT}`
  const server = started('server', { DATABASE_URL: urlOf(database.connection), PORT })
  const visitor = await setUpCommunity(origin, await setUpPath(server))
  const [quick, other, hanging] = await startFollowers(origin)

  hanging.failWith('hang', 100)
  for (const title of ['Soup', 'Bread', 'Tea']) await share(visitor, title)
  for (const peer of [quick, other])
    await expect.poll(() => shownBy(peer), { timeout: 10_000 }).toHaveLength(3)
  for (const path of ['/home', '/groups', '/channels', '/shares', '/allies', '/queue'])
    await openPage(visitor, path)
  // All of it while the very first request to the third was still open.
  expect(unanswered(hanging)).toHaveLength(1)

  expect(await server.stop()).toMatchObject({ code: 0, errors: '' })
  const waiting = await database.db
    .selectFrom('deliveries')
    .select(['state', 'attempts'])
    .where('settledOn', 'is', null)
    .orderBy('attempts', 'desc')
    .execute()
  expect(waiting[0]).toEqual({ state: 'failed', attempts: 1 })
  expect(
    await database.db.selectFrom('jobs').select('id').where('leasedUntil', 'is not', null).execute(),
  ).toEqual([])
})

test('P15: a server killed in the middle of posting has every post that it acknowledged', async () => {
  const environment = { DATA_DIR: await temporaryFolder(), PORT: await freePort() }
  const origin = `http://localhost:${environment.PORT}`
  const first = started('server', environment)
  const visitor = await setUpCommunity(origin, await setUpPath(first))
  const acknowledged: string[] = []
  const writer = (async () => {
    for (let number = 0; ; number += 1)
      acknowledged.push(await writePost(visitor, `Soup ${number}, at noon.`))
  })()
  await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(8)
  const cutOff = expect(writer).rejects.toThrow('fetch failed')
  await kill(first)
  await cutOff

  await started('server', environment).said(/is running at/)
  for (const [number, thread] of acknowledged.entries())
    expect((await openPage(visitor, thread)).words).toContain(`Soup ${number}, at noon.`)
})
