import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Agent } from 'undici'
import { migrations } from '../../migrations/index.ts'
import { createCommunityActors } from '../../src/channels/create-community-actors.ts'
import { insertEdition } from '../../src/channels/insert-edition.ts'
import { createKeyPair } from '../../src/channels/key-pair.ts'
import type { Ctx } from '../../src/context.ts'
import type { DomainEvent } from '../../src/events/events.ts'
import { emit } from '../../src/events/outbox.ts'
import { createDeliverHandler } from '../../src/federation/deliver.ts'
import { createFederationDeps } from '../../src/federation/federation.ts'
import { outbound } from '../../src/federation/gateway.ts'
import { editionPublished } from '../../src/federation/outbox/edition-published.ts'
import { startDeliveryPool } from '../../src/jobs/delivery-pool.ts'
import { createWorker } from '../../src/jobs/worker.ts'
import { openDatabase } from '../../src/platform/database.ts'
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/start.ts'
import { createImageProcessor } from '../../src/platform/images.ts'
import { migrateToLatest } from '../../src/platform/migrate.ts'
import { createPassphraseHasher } from '../../src/platform/passphrase-hasher.ts'
import { createRandom } from '../../src/platform/random.ts'
import { createSafeFetch } from '../../src/platform/safe-fetch.ts'
import { markSafe } from '../../src/safe-html.ts'
import { type Measurement, median } from './support/measurement.ts'
import { startReceivers } from './support/receivers.ts'

const servers = 1_000
const troubled = 50
const many = 10_000
const rounds = 3
/** The longest that an author may wait for her click, in milliseconds. */
const longestClick = 100
/** How far memory may grow while an edition goes to ten thousand, in MB. */
const mostMemory = 128

/**
 * The least that a delivery takes: a signature with a key of 2048 bits and a request with the same bytes over a kept
 * connection to each of the same servers, as many at once as go fastest.
 */
async function startBare(inboxOf: (number: number) => string, body: Uint8Array) {
  const agent = new Agent({ keepAliveTimeout: 10_000 })
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const
  const { privateKey } = await crypto.subtle.generateKey(
    { ...algorithm, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
    true,
    ['sign', 'verify'],
  )
  const base = new TextEncoder().encode(`(request-target): post /inbox\ndigest: ${'x'.repeat(60)}`)
  const all = async () => {
    let next = 0
    const lane = async () => {
      while (next < servers) {
        const url = new URL(inboxOf(next))
        next += 1
        const signature = Buffer.from(await crypto.subtle.sign(algorithm.name, privateKey, base))
        const { body: answer } = await agent.request({
          ...{ origin: url.origin, path: url.pathname, method: 'POST', body },
          headers: { signature: signature.toString('base64'), 'content-type': 'application/activity+json' },
        })
        await answer.dump()
      }
    }
    const start = performance.now()
    await Promise.all(Array.from({ length: 32 }, lane))
    return (servers * 1_000) / (performance.now() - start)
  }
  return { rate: all, stop: () => agent.close() }
}

/** One edition to a thousand servers, with and without fifty that are dead or slow, and to ten thousand. */
export async function measure(): Promise<readonly Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'ayni-bench-'))
  const log = { info: () => {}, error: () => {} }
  // Durable, as a community's own is.
  const embedded = await startEmbeddedPostgres({ dataDirectory: folder, log })
  const receivers = await startReceivers()
  const database = openDatabase(embedded.connection, { maximumConnections: 10 })
  const safeFetch = createSafeFetch({ allowLoopback: true })
  try {
    await migrateToLatest(database.db, migrations)
    const community = await prepare(database.db)
    const { clock } = community.newContext()
    const adapters = { safeFetch, log, isLoopback: true, softwareName: 'ayni' }
    const deliver = createDeliverHandler(createFederationDeps(adapters, clock))
    const unexpected = () => Promise.reject(new Error('unexpected job'))
    let ended = 0
    const runner = {
      ...{ newContext: community.newContext, log },
      handlers: {
        ...{ receive: unexpected, push: unexpected, mail: unexpected },
        deliver: async (...job: Parameters<typeof deliver>) => {
          const outcome = await deliver(...job)
          ended += 1
          return outcome
        },
        event: async (ctx: Ctx, event: DomainEvent) => {
          if (event.type !== 'edition-published') return unexpected()
          await editionPublished(outbound(ctx), event)
          return { done: true } as const
        },
      },
    }
    const worker = createWorker({ ...runner, concurrency: 1, share: 'others' })
    const pool = startDeliveryPool(runner)
    /** Milliseconds from the event to the last healthy delivery. */
    const fanOut = async (healthy: number) => {
      const { editionId } = await community.publish()
      ended = 0
      const start = performance.now()
      while ((await worker.runDue()) > 0);
      pool.wake()
      // The ledger is read once it may be full, so that the looking takes nothing from what is looked at.
      while (ended < healthy || (await community.asked(editionId)) < healthy) await wait(2)
      return performance.now() - start
    }
    try {
      await community.follow(Array.from({ length: servers }, (_, number) => receivers.inboxOf(number)))
      const cold = await fanOut(servers)
      const bare = await startBare(receivers.inboxOf, await community.largestBody())
      // It opens the connections.
      await bare.rate()
      const times = []
      const bareRates = []
      // By turns, so that whatever else the machine does meets both.
      for (let round = 0; round < rounds; round += 1) {
        bareRates.push(await bare.rate())
        times.push(await fanOut(servers))
      }
      await bare.stop()
      const rate = (servers * 1_000) / median(times)
      const healthy = servers - troubled
      await community.forgetFollowers()
      await community.follow(Array.from({ length: healthy }, (_, number) => receivers.inboxOf(number)))
      const without = []
      for (let round = 0; round < rounds; round += 1) without.push(await fanOut(healthy))
      await community.follow(
        Array.from({ length: troubled }, (_, number) =>
          number % 2 === 0 ? receivers.slowInboxOf(number) : receivers.deadInboxOf(number),
        ),
      )
      // One after another, so that the slow ones of the first still wait when the next begins.
      const beside = []
      for (let round = 0; round < rounds; round += 1) beside.push(await fanOut(healthy))
      await community.forgetFollowers()
      const few = await community.clicks()
      await community.follow(Array.from({ length: many }, (_, number) => receivers.inboxOf(number)))
      const clicks = await community.clicks()
      await community.forgetJobs()
      // What is held, not what waits to be collected.
      setFlagsFromString('--expose-gc')
      const collect: unknown = runInNewContext('gc')
      const inUse = () => {
        if (typeof collect === 'function') collect()
        const { heapUsed, external } = process.memoryUsage()
        return heapUsed + external
      }
      const before = inUse()
      let most = before
      const watching = setInterval(() => {
        most = Math.max(most, inUse())
      }, 1_000)
      const tenThousand = await fanOut(many)
      clearInterval(watching)
      const grown = Math.max(1, (most - before) / 1_048_576)
      process.stdout.write(
        `fan-out: ${((servers * 1_000) / cold).toFixed(0)} per second with every connection new; ` +
          `${((many * 1_000) / tenThousand).toFixed(0)} per second to ${many}; ` +
          `a click with 0 followers ${few.toFixed(1)} ms\n`,
      )
      return [
        compare(`fan-out: one edition to ${servers} inboxes`, 'per second', rate, median(bareRates), 0.5),
        atMost(`fan-out: ${healthy} beside ${troubled} dead or slow`, median(beside), median(without), 1.2),
        atMost(`fan-out: the click, with ${many} followers`, clicks, longestClick),
        { ...atMost(`fan-out: memory for ${many} followers`, grown, mostMemory), unit: 'MB' },
      ]
    } finally {
      await Promise.all([pool.stop(), safeFetch.close()])
    }
  } finally {
    await database.close()
    await receivers.stop()
    await embedded.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

const compare = (name: string, unit: string, ours: number, bare: number, wanted: number): Measurement => ({
  ...{ name, unit, ours, bare, wanted },
  ratio: ours / bare,
})

/** What must not be more than so many times the other. */
const atMost = (name: string, ours: number, bare: number, times = 1): Measurement => ({
  ...{ name, unit: 'ms', ours, bare },
  ratio: bare / ours,
  wanted: 1 / times,
})

async function prepare(db: ReturnType<typeof openDatabase>['db']) {
  const origin = 'http://localhost:4000'
  const ctx: Ctx = {
    ...{
      db,
      origin,
      actor: { kind: 'system' } as const,
      clock: { now: () => new Date() },
      random: createRandom(),
    },
    ...{ hasher: createPassphraseHasher(), images: createImageProcessor() },
  }
  await db
    .insertInto('community')
    .values({
      ...{ origin, name: 'Harbour', defaultLocale: 'en', locales: ['en'], hue: 145, weaveSeed: 'harbour' },
      setUpAt: new Date(),
    })
    .execute()
  await createCommunityActors(ctx, {
    newKeyPair: createKeyPair,
    names: {
      voice: { username: 'voice', name: 'Harbour' },
      channels: [{ slug: 'harbour', name: 'Harbour', kind: 'allied', language: 'en' }],
    },
  })
  const voice = await db
    .selectFrom('actors')
    .select('id')
    .where('kind', '=', 'voice')
    .executeTakeFirstOrThrow()
  const { id: channelId } = await db.selectFrom('channels').select('id').executeTakeFirstOrThrow()
  const text = '<p>Soup at noon, for everybody who comes.</p>'.repeat(20)
  const publish = () =>
    db.transaction().execute(async (trx) => {
      const edition = await insertEdition(
        { ...ctx, db: trx },
        { target: { channelId }, actorId: voice.id },
        { language: 'en', title: 'Soup', html: markSafe(text) },
      )
      await emit({ ...ctx, db: trx }, { type: 'edition-published', editionId: edition.editionId, version: 1 })
      return edition
    })
  return {
    newContext: () => ctx,
    publish,
    async follow(inboxes: readonly string[]) {
      for (let start = 0; start < inboxes.length; start += 1_000) {
        await db
          .insertInto('followers')
          .values(
            inboxes.slice(start, start + 1_000).map((inbox) => ({
              ...{
                id: ctx.random.id(),
                channelId,
                actorUri: inbox.replace('/inbox', '/actor'),
                inbox,
                name: 'Ally',
              },
              ...{ host: new URL(inbox).host, followUri: `${inbox}/follow`, state: 'accepted' as const },
              ...{ firstFromHost: false, requestedAt: new Date(), decidedAt: new Date() },
            })),
          )
          .execute()
      }
    },
    forgetFollowers: () => db.deleteFrom('followers').execute(),
    forgetJobs: () => db.deleteFrom('jobs').execute(),
    async asked(editionId: string) {
      const { count } = await db
        .selectFrom('deliveries')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('editionId', '=', editionId)
        .where('state', '=', 'asked')
        .executeTakeFirstOrThrow()
      return count
    },
    /** The bytes that were delivered. */
    async largestBody() {
      const { body } = await db
        .selectFrom('activities')
        .select('body')
        .orderBy((eb) => eb.fn<number>('length', ['body']), 'desc')
        .limit(1)
        .executeTakeFirstOrThrow()
      return body
    },
    /** The longest of several clicks, in milliseconds. */
    async clicks() {
      const times = []
      for (let click = 0; click < 10; click += 1) {
        const start = performance.now()
        await publish()
        times.push(performance.now() - start)
      }
      return Math.max(...times)
    },
  }
}
