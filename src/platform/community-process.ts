import { createCommunityActors } from '../channels/create-community-actors.ts'
import { firstNames } from '../channels/first-names.ts'
import { createKeyPair } from '../channels/key-pair.ts'
import { prepareCommunity } from '../community/prepare-community.ts'
import { readSettings } from '../community/settings.ts'
import { createTranslator } from '../i18n/translator.ts'
import { openCommunityDatabase } from './community-database.ts'
import type { Config } from './config.ts'
import { createPeerAddresses, listen } from './listen.ts'
import { createLog } from './log.ts'
import { createParts, type Parts, systemClock } from './parts.ts'
import { createRandom } from './random.ts'
import { StartupError } from './startup-error.ts'
import { startWorkerLoop } from './worker-loop.ts'

export interface CommunityProcess {
  readonly parts: Parts
  /** The one-time link that makes the first admin, while the community is not set up. */
  readonly setUpUrl: string | undefined
  /** Resolves with the reason if the process cannot go on. */
  readonly failed: Promise<Error>
  stop(): Promise<void>
}

export interface CommunityProcessOptions {
  readonly config: Config
  /** Answer HTTP requests. */
  readonly serve: boolean
  /** Drain the queue. */
  readonly work: boolean
}

/** One process of a community: opens the database, brings it up to date, then serves, works, or both. */
export async function startCommunity({
  config,
  serve,
  work,
}: CommunityProcessOptions): Promise<CommunityProcess> {
  const log = createLog({ clock: systemClock })
  const random = createRandom()
  const peers = createPeerAddresses(config)
  const database = await openCommunityDatabase(config, log)
  const stops: (() => Promise<void>)[] = [database.close]
  const stop = async () => {
    for (let next = stops.pop(); next; next = stops.pop()) await next()
  }
  try {
    let wake = () => {}
    const wakeWorkers = () => wake()
    const parts = await createParts({ config, db: database.db, log, wakeWorkers, peerAddress: peers.of })
    let stopWork = async () => {}
    // Requests to other servers are cut off, for a slow ally must not hold up the end: their jobs are put back.
    stops.push(async () => {
      const finished = stopWork()
      await parts.close()
      await finished
    })
    // Only the process that people reach hands out the set-up link: a new one replaces the one before.
    const setUpToken = serve ? await prepare(parts) : undefined
    if (work) {
      const { worker, startDeliveries, keepHouse } = parts
      const loop = startWorkerLoop({ worker, startDeliveries, keepHouse, log, random })
      wake = loop.wake
      stopWork = loop.stop
    }
    if (serve) {
      const { close } = await listen(parts.app, config, peers)
      // Answers that never end would hold up the end.
      stops.push(async () => {
        parts.endStreams()
        await close()
      })
    }
    const setUpUrl = setUpToken === undefined ? undefined : `${config.origin}/set-up/${setUpToken}`
    return { parts, setUpUrl, failed: database.failed, stop }
  } catch (fault) {
    await stop()
    throw fault
  }
}

/** Brings the community's own rows up to date and returns the set-up link's token while there is one. */
async function prepare(parts: Parts): Promise<string | undefined> {
  const ctx = parts.systemContext()
  const prepared = await prepareCommunity(ctx)
  if (!prepared.ok) {
    const [{ message, params }] = prepared.refusals
    throw new StartupError(createTranslator('en')(message, params))
  }
  // A process that was killed right after the set-up has left this undone.
  const { isSetUp, name, defaultLocale } = await readSettings(ctx)
  if (isSetUp)
    await createCommunityActors(ctx, {
      newKeyPair: createKeyPair,
      names: firstNames(name, createTranslator(defaultLocale)),
    })
  return prepared.value.setUpToken
}
