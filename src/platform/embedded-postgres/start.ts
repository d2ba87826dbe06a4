import { resolve } from 'node:path'
import type { Log } from '../../ports.ts'
import { provideBinaries } from './binaries.ts'
import { DATABASE, prepareCluster, ROLE } from './cluster.ts'
import { EmbeddedPostgresError, systemErrorCode } from './errors.ts'
import { type Layout, prepareLayout } from './layout.ts'
import { takeLock } from './lock.ts'
import { stopOrphan } from './postmaster.ts'
import { chooseRunAs } from './run-as.ts'
import { SERVER_SETTINGS } from './settings.ts'
import { PORT, prepareSocketFolder, removeSocketFolder } from './socket.ts'
import { supervise } from './supervisor.ts'

/** How postgres.js reaches the server: a `host` that contains a slash is the folder of a Unix socket. */
export interface EmbeddedConnection {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly database: string
}

export interface EmbeddedPostgres {
  readonly connection: EmbeddedConnection
  /** Resolves, with the reason, if the server cannot be kept running; the process should then say so and end. */
  readonly failed: Promise<EmbeddedPostgresError>
  /** Shuts the server down in order and lets go of the folder. Close connections first; safe to call twice. */
  stop(): Promise<void>
}

export interface EmbeddedPostgresOptions {
  readonly dataDirectory: string
  readonly log: Log
  /** A folder with `bin`, `lib` and `share`; by default the package for this machine. */
  readonly binariesDirectory?: string
  /** Server settings over our own. Tests turn `fsync` off with it; nothing else may. */
  readonly settings?: Readonly<Record<string, string>>
}

/**
 * A real PostgreSQL of our own under the data folder: Unix socket only, private to this user, never root's, with a
 * random secret, restarted when it dies. Throws EmbeddedPostgresError, see its faults.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  try {
    const layout = await prepareLayout(options.dataDirectory)
    const releaseLock = await takeLock(layout)
    return await startLocked(options, layout, releaseLock)
  } catch (error) {
    const code = systemErrorCode(error)
    if (error instanceof EmbeddedPostgresError || code === undefined) throw error
    throw new EmbeddedPostgresError(
      'no-access',
      `${resolve(options.dataDirectory)} cannot be used for data (${code}); set DATA_DIR to a folder of the user that runs Ayni`,
      { cause: error },
    )
  }
}

async function startLocked(
  options: EmbeddedPostgresOptions,
  layout: Layout,
  releaseLock: () => void,
): Promise<EmbeddedPostgres> {
  const { log } = options
  try {
    const runAs = await chooseRunAs(layout.cluster)
    const binaries = await provideBinaries(layout, runAs, log, options.binariesDirectory)
    const password = await prepareCluster(layout, binaries, runAs)
    await stopOrphan(layout.cluster, log)
    const socketFolder = await prepareSocketFolder(layout, runAs)
    const supervisor = await supervise(
      {
        program: binaries.postgres,
        runAs,
        cluster: layout.cluster,
        socketFolder,
        logFile: layout.log,
        settings: { ...SERVER_SETTINGS, ...options.settings },
      },
      log,
    )
    let stopped: Promise<void> | undefined
    const stopOnce = async () => {
      await supervisor.stop()
      await removeSocketFolder(layout)
      releaseLock()
    }
    return {
      connection: { host: socketFolder, port: PORT, user: ROLE, password, database: DATABASE },
      failed: supervisor.failed,
      stop: () => {
        stopped ??= stopOnce()
        return stopped
      },
    }
  } catch (error) {
    releaseLock()
    throw error
  }
}
