import type { ChildProcess } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import type { Log } from '../../ports.ts'
import { startCommand } from './command.ts'
import { EmbeddedPostgresError } from './errors.ts'
import { isReady, stopOrphan, stopProcess } from './postmaster.ts'
import type { RunAs } from './run-as.ts'

export interface Server {
  readonly program: string
  readonly runAs: RunAs
  readonly cluster: string
  readonly socketFolder: string
  readonly logFile: string
  readonly settings: Readonly<Record<string, string>>
}

export interface Supervisor {
  /** Resolves, with the reason, if the server cannot be kept running; never otherwise. */
  readonly failed: Promise<EmbeddedPostgresError>
  /** Shuts the server down in order. Safe to call at any time and more than once. */
  stop(): Promise<void>
}

const POLL_MILLISECONDS = 10
/** Backends of a killed server need a moment to notice; PostgreSQL refuses to start until they are gone. */
const RETRY_MILLISECONDS = [100, 200, 500, 1000, 2000, 5000]

/** Starts the server and keeps it running until `stop`; throws `no-start` if it does not come up. */
export async function supervise(server: Server, log: Log): Promise<Supervisor> {
  let stopping = false
  const isStopping = () => stopping
  let child = await startWithRetries(server, log, isStopping)
  const killWithUs = () => child?.kill('SIGINT')
  process.once('exit', killWithUs)

  const keepRunning = async () => {
    while (child) {
      await ended(child)
      if (stopping) return
      log.info('postgres.restarting', { exitCode: child.exitCode ?? -1, signal: child.signalCode ?? 'none' })
      child = await startWithRetries(server, log, isStopping)
    }
  }
  const running = keepRunning()
  const failed = new Promise<EmbeddedPostgresError>((resolve) => {
    running.catch((error: unknown) => {
      const known = error instanceof EmbeddedPostgresError
      resolve(known ? error : new EmbeddedPostgresError('no-start', 'PostgreSQL ended', { cause: error }))
    })
  })

  const stop = async () => {
    stopping = true
    const current = child
    if (current?.pid !== undefined) await stopProcess(current.pid, async () => hasEnded(current))
    // A restart that was under way has seen `stopping` and has ended what it started.
    await running.catch(() => {})
    process.off('exit', killWithUs)
  }
  return { failed, stop }
}

async function startWithRetries(
  server: Server,
  log: Log,
  isStopping: () => boolean,
): Promise<ChildProcess | undefined> {
  for (const pause of [...RETRY_MILLISECONDS, undefined]) {
    if (isStopping()) return undefined
    await stopOrphan(server.cluster, log)
    const child = start(server)
    if (await becomesReady(server, child)) {
      if (!isStopping()) return child
      if (child.pid !== undefined) await stopProcess(child.pid, async () => hasEnded(child))
      return undefined
    }
    if (pause !== undefined) await setTimeout(pause)
  }
  const lastWords = (await readFile(server.logFile, 'utf8')).trim().split('\n').slice(-3).join(' | ')
  throw new EmbeddedPostgresError('no-start', `PostgreSQL does not start; see ${server.logFile}: ${lastWords}`)
}

function start(server: Server): ChildProcess {
  // A file, not a pipe to us: the server must be able to outlive us for a moment without losing its standard error.
  const logFile = openSync(server.logFile, 'w', 0o600)
  try {
    return startCommand(
      {
        program: server.program,
        runAs: server.runAs,
        folders: { cluster: server.cluster, socket: server.socketFolder },
        arguments: (path) => [
          '-D',
          path('cluster'),
          '-c',
          `unix_socket_directories="${path('socket').replaceAll('"', '""')}"`,
          ...Object.entries(server.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
        ],
      },
      ['ignore', logFile, logFile],
    )
  } finally {
    closeSync(logFile)
  }
}

/** Waits as long as the server lives: recovering a large database after a power cut takes its time. */
async function becomesReady(server: Server, child: ChildProcess): Promise<boolean> {
  let broken = false
  child.once('error', () => {
    broken = true
  })
  while (!broken && !hasEnded(child)) {
    if (child.pid !== undefined && (await isReady(server.cluster, child.pid))) return true
    await setTimeout(POLL_MILLISECONDS)
  }
  return false
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

async function ended(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  await new Promise((resolve) => child.once('exit', resolve))
}
