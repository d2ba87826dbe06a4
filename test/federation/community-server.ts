import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { createCommunityActors } from '../../src/channels/create-community-actors.ts'
import { type EditionContent, insertEdition, insertVersion } from '../../src/channels/insert-edition.ts'
import { createKeyPair, type KeyPair } from '../../src/channels/key-pair.ts'
import { takeBack } from '../../src/channels/take-back.ts'
import { emit } from '../../src/events/outbox.ts'
import { createFederation } from '../../src/federation/federation.ts'
import { createWorker } from '../../src/jobs/worker.ts'
import { createSafeFetch } from '../../src/platform/safe-fetch.ts'
import type { Log } from '../../src/ports.ts'
import { markSafe } from '../../src/safe-html.ts'
import { createTestCommunity } from '../support/community.ts'

export interface NewTestEdition {
  readonly channel: 'open' | 'allied' | { readonly followedChannelId: string }
  readonly title?: string
  readonly html?: string
  readonly inReplyTo?: string
  readonly texts?: NonNullable<EditionContent['texts']>
  readonly translationsWelcome?: boolean
  readonly mayBeCarried?: boolean
}

/**
 * A community that other servers can reach: its federation over real HTTP on this machine, a worker that is run by
 * hand, the actors a community begins with, and editions made straight in the tables.
 */
export async function startCommunityServer() {
  const listener = createServer((request, response) => handle(request, response))
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const address = listener.address()
  if (typeof address !== 'object' || !address) throw new Error('The server has no port')
  const community = await createTestCommunity(`http://localhost:${address.port}`)
  const safeFetch = createSafeFetch({ allowLoopback: true })
  const faults: unknown[] = []
  const log: Log = { info: () => {}, error: (_event, _reference, fault) => faults.push(fault) }
  let woken = 0
  const federation = createFederation({
    newContext: community.system,
    safeFetch,
    log,
    isLoopback: true,
    softwareName: 'gatherings',
    wakeWorkers: () => {
      woken += 1
    },
  })
  const unexpected = () => Promise.reject(new Error('unexpected job'))
  const app = new Hono().route('/', federation.routes)
  const handle = getRequestListener(app.fetch)
  const worker = createWorker({
    newContext: community.system,
    handlers: { ...federation.handlers, push: unexpected, mail: unexpected },
    log,
    concurrency: 4,
  })

  // Making RSA keys is slow and not what is tested here: one pair serves all actors but the instance.
  const pairs: KeyPair[] = [await createKeyPair(), await createKeyPair()]
  const created = await createCommunityActors(community.system(), {
    newKeyPair: async () => pairs.shift() ?? sharedPair,
    names: {
      voice: { username: 'voice', name: 'Harbour' },
      channels: [
        { slug: 'boletin', name: 'Boletín', kind: 'open', language: 'es' },
        { slug: 'aliadas', name: 'Aliadas', kind: 'allied', language: 'es' },
      ],
    },
  })
  if (!created.ok) throw new Error('No actors')
  const { db } = community
  const actors = await db.selectFrom('actors').selectAll().execute()
  const channels = await db.selectFrom('channels').selectAll().execute()
  const actor = (name: string) => {
    const found = actors.find(({ preferredUsername }) => preferredUsername === name)
    if (!found) throw new Error(`No actor ${name}`)
    return found
  }
  const channel = (kind: 'open' | 'allied') => {
    const found = channels.find((row) => row.kind === kind)
    if (!found) throw new Error(`No ${kind} channel`)
    return { ...found, uri: actor(found.slug).uri }
  }

  return {
    ...community,
    federation,
    worker,
    app,
    faults,
    safeFetch,
    inbox: `${community.origin}/ap/inbox`,
    actor,
    channel,
    wokenTimes: () => woken,
    /** Works off everything that is due, and what that made due. */
    async work() {
      while ((await worker.runDue()) > 0);
      if (faults.length > 0) throw faults[0]
    },
    async publish(edition: NewTestEdition) {
      const { channel: where, title = '', html = '<p>Soup at noon.</p>', inReplyTo, ...more } = edition
      return db.transaction().execute(async (trx) => {
        const ctx = { ...community.system(), db: trx }
        const target = typeof where === 'string' ? { channelId: channel(where).id } : where
        const inserted = await insertEdition(
          ctx,
          { target, actorId: actor('voice').id, inReplyTo },
          { language: 'es', title, html: markSafe(html), ...more },
        )
        await emit(ctx, { type: 'edition-published', editionId: inserted.editionId, version: 1 })
        return inserted
      })
    },
    async change(
      editionId: string,
      html: string,
      title = '',
      texts: NonNullable<EditionContent['texts']> = [],
    ) {
      await db.transaction().execute(async (trx) => {
        const ctx = { ...community.system(), db: trx }
        const content = { language: 'es', title, html: markSafe(html), texts }
        const version = await insertVersion(ctx, editionId, content)
        await emit(ctx, { type: 'edition-updated', editionId, version })
      })
    },
    async withdraw(editionId: string) {
      await db.transaction().execute((trx) => takeBack({ ...community.system(), db: trx }, editionId))
    },
    async stop() {
      listener.closeAllConnections()
      await new Promise((resolve) => listener.close(resolve))
      await safeFetch.close()
      await community.close()
    },
  }
}

export type CommunityServer = Awaited<ReturnType<typeof startCommunityServer>>

const sharedPair = await createKeyPair()
