import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Hono } from 'hono'
import { createApp } from '../app.tsx'
import { purgeExpired } from '../community/purge-expired.ts'
import type { Ctx, Database } from '../context.ts'
import { createFederation } from '../federation/federation.ts'
import { type DeliveryPool, startDeliveryPool } from '../jobs/delivery-pool.ts'
import { createWorker, type Worker } from '../jobs/worker.ts'
import { createLiveStreams } from '../live/streams.ts'
import { eraseInactive } from '../members/erase-inactive.ts'
import { keepRecord } from '../moderation/audit-keeping.ts'
import { createNotificationHandlers } from '../notifications/handlers.ts'
import { enqueueMails } from '../notifications/send-mail.ts'
import type { Clock, Log } from '../ports.ts'
import { announceClosedPolls } from '../posts/announce-closed-polls.ts'
import { deleteExpiredPosts } from '../posts/delete-expired-posts.ts'
import { eraseExpelled } from '../standing/erase-expelled.ts'
import { endSuspensions } from '../standing/settle-status.ts'
import type { AppEnv } from '../web/environment.ts'
import { readBuiltAssets } from './assets.ts'
import type { Config } from './config.ts'
import { createImageProcessor } from './images.ts'
import { createMailer } from './mailer.ts'
import { createPassphraseHasher } from './passphrase-hasher.ts'
import { createRandom } from './random.ts'
import { createSafeFetch } from './safe-fetch.ts'
import { systemWait } from './wait.ts'

export interface Parts {
  readonly app: Hono<AppEnv>
  /** Works off everything but deliveries. */
  readonly worker: Worker
  readonly startDeliveries: () => DeliveryPool
  /** The community acting by itself: start-up, housekeeping, seeds. */
  readonly systemContext: () => Ctx
  readonly keepHouse: () => Promise<void>
  /** Ends what pages follow, and lets no page follow anything any more. */
  readonly endStreams: () => void
  /** Closes connections to other servers. */
  close(): Promise<void>
}

export interface PartsOptions {
  readonly config: Config
  readonly db: Database
  readonly log: Log
  readonly wakeWorkers: () => void
  readonly peerAddress: (request: Request) => string
}

export const systemClock: Clock = { now: () => new Date() }

/** Puts the adapters of a Node process into the community's parts. */
export async function createParts(options: PartsOptions): Promise<Parts> {
  const { config, db, log } = options
  const random = createRandom()
  const safeFetch = createSafeFetch({ allowLoopback: config.isLoopback })
  const ports = {
    clock: systemClock,
    random,
    hasher: createPassphraseHasher(),
    images: createImageProcessor(),
  }
  const systemContext = (): Ctx => ({ db, actor: { kind: 'system' }, ...ports, origin: config.origin })
  // Push services need not know what program wakes their phones (P3).
  const pushFetch = createSafeFetch({ allowLoopback: config.isLoopback, namesItself: false })
  const notifications = createNotificationHandlers({
    safeFetch: pushFetch,
    mailer: config.mail && createMailer(config.mail),
  })
  const federation = createFederation({
    newContext: systemContext,
    safeFetch,
    log,
    isLoopback: config.isLoopback,
    softwareName: config.softwareName,
    wakeWorkers: options.wakeWorkers,
  })
  const built = await readBuiltAssets(join(programDirectory, 'public'))
  const live = createLiveStreams({ wait: systemWait, log, random })
  const app = createApp(
    {
      ...ports,
      ...built,
      database: () => db,
      log,
      origin: config.origin,
      isLoopback: config.isLoopback,
      cookieName: config.cookieName,
      peerAddress: options.peerAddress,
      mailFrom: config.mail?.from,
      isDevelopment: config.isDevelopment,
      live,
      wakeWorkers: options.wakeWorkers,
    },
    { federation: federation.routes, resolveChannel: federation.resolveChannel },
  )
  const runner = { newContext: systemContext, handlers: { ...federation.handlers, ...notifications }, log }
  // One at a time in each lane of the loop: a job that waits for a slow ally keeps only its own lane.
  const worker = createWorker({ ...runner, concurrency: 1, share: 'others' })
  return {
    app,
    worker,
    startDeliveries: () => startDeliveryPool(runner),
    systemContext,
    keepHouse: async () => {
      await purgeExpired(systemContext())
      await endSuspensions(systemContext())
      await eraseExpelled(systemContext())
      await eraseInactive(systemContext())
      await keepRecord(systemContext())
      if (config.mail) await enqueueMails(systemContext())
      await announceClosedPolls(systemContext())
      await deleteExpiredPosts(systemContext())
    },
    endStreams: live.close,
    close: async () => {
      await Promise.all([safeFetch.close(), pushFetch.close()])
    },
  }
}

/** Where the built programs lie, with `public` beside them. */
const programDirectory = fileURLToPath(new URL('.', import.meta.url))
