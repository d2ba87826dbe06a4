import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createFederation, InProcessMessageQueue, MemoryKvStore } from '@fedify/fedify'
import { verifyRequest } from '@fedify/fedify/sig'
import { Create, CryptographicKey, Person } from '@fedify/vocab'
import { getDocumentLoader } from '@fedify/vocab-runtime'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import postgres from 'postgres'
import { createCommunityActors } from '../../src/channels/create-community-actors.ts'
import { insertEdition } from '../../src/channels/insert-edition.ts'
import { createKeyPair } from '../../src/channels/key-pair.ts'
import { type DatabaseConnection, openDatabase, socketIn } from '../../src/platform/database.ts'
import { freePorts } from '../../src/platform/demo/ports.ts'
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/start.ts'
import { createImageProcessor } from '../../src/platform/images.ts'
import { createPassphraseHasher } from '../../src/platform/passphrase-hasher.ts'
import { createRandom } from '../../src/platform/random.ts'
import { markSafe } from '../../src/safe-html.ts'
import { type RunningProgram, startCommand, startProgram } from '../support/running-program.ts'
import { type Measurement, median } from './support/measurement.ts'
import { post, type SignedActivity, startSenders } from './support/senders.ts'

/** As many servers send, and so many answers each. */
const servers = 30
const each = 20
const rounds = 3

/**
 * The least that an inbox can do and still keep what it accepted: a signature verified with a cached key and a row.
 * A program of its own, as the server is.
 */
async function bareInbox(port: number, url: string): Promise<void> {
  const sql = postgres(url, { max: 10, onnotice: () => {}, ...socketIn(url) })
  await sql`create table if not exists received (id text primary key, body bytea not null)`
  const documentLoader = getDocumentLoader({ allowPrivateAddress: true })
  const keys = new Map<string, CryptographicKey>()
  const app = new Hono().post('/ap/inbox', async (c) => {
    const request = c.req.raw
    const key = await verifyRequest(request, {
      documentLoader,
      contextLoader: documentLoader,
      keyCache: {
        get: async (id) => keys.get(id.href),
        set: async (id, found) => {
          if (found instanceof CryptographicKey) keys.set(id.href, found)
        },
      },
    })
    if (!key) return c.body(null, 401)
    await sql`insert into received (id, body) values (${randomUUID()}, ${Buffer.from(await request.arrayBuffer())})`
    return c.body(null, 202)
  })
  createAdaptorServer({ fetch: app.fetch }).listen(port, '127.0.0.1', () => process.stdout.write('ready\n'))
}

/** The library as its tutorial wires it: queue and store in memory, and a listener that keeps the words. */
function minimalFedify(port: number): void {
  const federation = createFederation<void>({
    kv: new MemoryKvStore(),
    queue: new InProcessMessageQueue(),
    allowPrivateAddress: true,
    origin: `http://localhost:${port}`,
  })
  const words = new Map<string, string>()
  federation.setActorDispatcher('/users/{identifier}', (context, identifier) => {
    const [id, inbox] = [context.getActorUri(identifier), context.getInboxUri(identifier)]
    return new Person({ id, inbox, preferredUsername: identifier })
  })
  federation
    .setInboxListeners('/users/{identifier}/inbox', '/ap/inbox')
    .on(Create, async (context, create) => {
      const note = await create.getObject(context)
      if (note?.id) words.set(note.id.href, String(note.content))
    })
  const app = new Hono()
    .get('/count', (c) => c.text(String(words.size)))
    .all('*', (c) => federation.fetch(c.req.raw, { contextData: undefined }))
  createAdaptorServer({ fetch: app.fetch }).listen(port, '127.0.0.1', () => process.stdout.write('ready\n'))
}

/** Acceptance and processing of answers, in activities per second; under a minute and a half. */
export async function measure(): Promise<readonly Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'ayni-bench-'))
  const log = { info: () => {}, error: () => {} }
  // Durable, as a community's own is.
  const embedded = await startEmbeddedPostgres({ dataDirectory: folder, log })
  const senders = await startSenders(servers)
  const programs: RunningProgram[] = []
  try {
    const url = urlOf(embedded.connection)
    const [ourPort = 0, barePort = 0, fedifyPort = 0] = await freePorts(3)
    const ours = startServer(ourPort, url, folder, 'none')
    const bare = startRole('bare-inbox', barePort, url)
    programs.push(ours, bare)
    await Promise.all([ours.said(/is running at/), bare.said(/ready/)])
    const database = openDatabase(embedded.connection, { maximumConnections: 1 })
    const edition = await publishEdition(database.db, `http://localhost:${ourPort}`)
    const at = (port: number) => ({
      origin: `http://localhost:${port}`,
      inbox: `http://localhost:${port}/ap/inbox`,
    })

    const [forUs, forBare] = [
      await senders.sign(at(ourPort).inbox, edition, each),
      await senders.sign(at(barePort).inbox, edition, each),
    ]
    const accepted = { ours: [], bare: [] } as { ours: number[]; bare: number[] }
    // The first round fills the caches, and does not count.
    for (let round = 0; round <= rounds; round += 1) {
      const bareRate = await rate(forBare, () => post(at(barePort).origin, forBare))
      const ourRate = await rate(forUs, () => post(at(ourPort).origin, forUs))
      await database.db.deleteFrom('jobs').where('kind', '=', 'receive').execute()
      await database.db.deleteFrom('inboxMessages').execute()
      if (round > 0) {
        accepted.bare.push(bareRate)
        accepted.ours.push(ourRate)
      }
    }
    await Promise.all([ours.stop(), bare.stop()])

    const fedify = startRole('minimal-fedify', fedifyPort, url)
    const working = startServer(ourPort, url, folder, 'inline')
    programs.push(fedify, working)
    await Promise.all([working.said(/is running at/), fedify.said(/ready/)])
    const processed = { ours: [], bare: [] } as { ours: number[]; bare: number[] }
    for (let round = 0; round <= rounds - 1; round += 1) {
      const toFedify = await senders.sign(at(fedifyPort).inbox, edition, each)
      const before = await countOf(fedifyPort)
      const fedifyRate = await rate(toFedify, async () => {
        await post(at(fedifyPort).origin, toFedify)
        await until(async () => (await countOf(fedifyPort)) - before >= toFedify.length)
      })
      const toUs = await senders.sign(at(ourPort).inbox, edition, each)
      const ourRate = await rate(toUs, async () => {
        await post(at(ourPort).origin, toUs)
        await until(async () => {
          const { count } = await database.db
            .selectFrom('remoteComments')
            .select(({ fn }) => fn.countAll<number>().as('count'))
            .executeTakeFirstOrThrow()
          return count >= toUs.length
        })
      })
      await database.db.deleteFrom('remoteComments').execute()
      await database.db.deleteFrom('inboxMessages').execute()
      if (round > 0) {
        processed.bare.push(fedifyRate)
        processed.ours.push(ourRate)
      }
    }
    await database.close()
    return [
      compare('inbox: accepted durably, against verify and INSERT', accepted, 0.8),
      compare('inbox: worked off, against a minimal Fedify', processed, 1.5),
    ]
  } finally {
    await Promise.all(programs.map((program) => program.stop()))
    await senders.stop()
    await embedded.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

function compare(
  name: string,
  rates: { readonly ours: readonly number[]; readonly bare: readonly number[] },
  wanted: number,
): Measurement {
  const [ours, bare] = [median(rates.ours), median(rates.bare)]
  return { name, ours, bare, ratio: ours / bare, wanted, unit: 'per second' }
}

async function rate(activities: readonly SignedActivity[], work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return (activities.length * 1_000) / (performance.now() - start)
}

async function until(isDone: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 60_000
  while (!(await isDone())) {
    if (performance.now() > end) throw new Error('not everything was worked off within a minute')
    await wait(20)
  }
}

const countOf = async (port: number): Promise<number> =>
  Number(await (await fetch(`http://localhost:${port}/count`)).text())

const startServer = (port: number, url: string, folder: string, worker: 'inline' | 'none') =>
  startProgram('server', {
    environment: { PORT: String(port), DATABASE_URL: url, DATA_DIR: folder, WORKER: worker },
  })

const startRole = (role: string, port: number, url: string) =>
  startCommand(process.execPath, ['--import', 'tsx', import.meta.filename, role], {
    environment: { PORT: String(port), DATABASE_URL: url },
  })

/** An edition in an open channel, for everybody to answer. */
async function publishEdition(db: ReturnType<typeof openDatabase>['db'], origin: string): Promise<string> {
  const ctx = {
    db,
    origin,
    actor: { kind: 'system' },
    clock: { now: () => new Date() },
    random: createRandom(),
    hasher: createPassphraseHasher(),
    images: createImageProcessor(),
  } as const
  await createCommunityActors(ctx, {
    newKeyPair: createKeyPair,
    names: {
      voice: { username: 'voice', name: 'Harbour' },
      channels: [{ slug: 'harbour', name: 'Harbour', kind: 'open', language: 'en' }],
    },
  })
  const voice = await db
    .selectFrom('actors')
    .select('id')
    .where('kind', '=', 'voice')
    .executeTakeFirstOrThrow()
  const channel = await db.selectFrom('channels').select('id').executeTakeFirstOrThrow()
  const { editionId } = await db
    .transaction()
    .execute((trx) =>
      insertEdition(
        { ...ctx, db: trx },
        { target: { channelId: channel.id }, actorId: voice.id },
        { language: 'en', title: 'Soup', html: markSafe('<p>Soup at noon.</p>') },
      ),
    )
  return `${origin}/ap/objects/${editionId}`
}

function urlOf(connection: DatabaseConnection): string {
  if (typeof connection === 'string') return connection
  const { host, port, user, password, database } = connection
  return `postgres://${user}:${encodeURIComponent(password)}@${encodeURIComponent(host)}:${port}/${database}`
}

const [, main, role] = process.argv
if (main === import.meta.filename) {
  const { PORT = '', DATABASE_URL = '' } = process.env
  if (role === 'bare-inbox') await bareInbox(Number(PORT), DATABASE_URL)
  if (role === 'minimal-fedify') minimalFedify(Number(PORT))
}
