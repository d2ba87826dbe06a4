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
/** Pauses before trying again: backends of a killed server need a moment to notice, a full disk may be emptied. */
const RETRY_MILLISECONDS = [100, 200, 500, 1000, 2000, 5000]

/** Starts the server and keeps it running until `stop`; throws `no-start` if it does not come up. */
export async function supervise(server: Server, log: Log): Promise<Supervisor> {
  let stopping = false
  const isStopping = () => stopping
  // What fails at the very first start will not mend itself, except that old backends go away.
  let child = await startWithRetries(server, log, isStopping, (words) =>
    words.includes('shared memory block'),
  )
  const killWithUs = () => child?.kill('SIGINT')
  process.once('exit', killWithUs)

  const keepRunning = async () => {
    while (child) {
      // Ready, but stopped meanwhile: what was started for nothing ends again.
      if (stopping) await stopChild(child)
      await ended(child)
      if (stopping) return
      log.info('postgres.restarting', { exitCode: child.exitCode ?? -1, signal: child.signalCode ?? 'none' })
      child = await startWithRetries(server, log, isStopping, () => true)
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
    if (child) await stopChild(child)
    // A restart that is under way sees `stopping`.
    await running.catch(() => {})
    process.off('exit', killWithUs)
  }
  return { failed, stop }
}

async function startWithRetries(
  server: Server,
  log: Log,
  isStopping: () => boolean,
  isWorthRetrying: (lastWords: string) => boolean,
): Promise<ChildProcess | undefined> {
  let lastWords = ''
  for (const pause of [...RETRY_MILLISECONDS, undefined]) {
    if (isStopping()) return undefined
    await stopOrphan(server.cluster, log)
    const child = start(server)
    if (await becomesReady(server, child)) return child
    lastWords = (await readFile(server.logFile, 'utf8')).trim().split('\n').slice(-3).join(' | ')
    if (pause === undefined || !isWorthRetrying(lastWords)) break
    await setTimeout(pause)
  }
  throw new EmbeddedPostgresError(
    'no-start',
    `PostgreSQL does not start; see ${server.logFile}: ${lastWords}`,
  )
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

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.pid !== undefined) await stopProcess(child.pid, async () => hasEnded(child))
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

async function ended(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  await new Promise((resolve) => child.once('exit', resolve))
}
