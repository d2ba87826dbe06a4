import { execFile } from 'node:child_process'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Log } from '../../ports.ts'
import { systemErrorCode } from './errors.ts'

/** How long an orderly shutdown may take (it writes everything out) before one that recovers at the next start. */
const FAST_SHUTDOWN_MILLISECONDS = 60_000
const POLL_MILLISECONDS = 20

/** Whether the server with this process number says in its postmaster.pid that it accepts connections. */
export async function isReady(cluster: string, processNumber: number): Promise<boolean> {
  const lines = await readPidFile(cluster)
  return Number(lines[0]) === processNumber && lines[7]?.trim() === 'ready'
}

/**
 * Makes the cluster free to be started: stops in order a server that outlived its Ayni, and clears what a killed one left.
 * To be called while holding the lock, so that no living Ayni can be its owner.
 */
export async function stopOrphan(cluster: string, log: Log): Promise<void> {
  const lines = await readPidFile(cluster)
  const processNumber = Number(lines[0])
  if (!Number.isSafeInteger(processNumber) || processNumber <= 0) return
  if (await isPostmasterOf(cluster, processNumber)) {
    log.info('postgres.orphan-stopped', { process: processNumber })
    await stopProcess(processNumber, async () => !(await isPostmasterOf(cluster, processNumber)))
    return
  }
  // A stale number may meanwhile belong to some other program, and PostgreSQL would then refuse to start. It ignores
  // the number of its own parent, which we are about to be; the rest of the file must stay, because from it PostgreSQL
  // finds out whether backends of the killed server still live.
  await writeFile(join(cluster, 'postmaster.pid'), [String(process.pid), ...lines.slice(1)].join('\n'))
}

/** Fast shutdown, and where that does not end, an immediate one: acknowledged rows survive both. */
export async function stopProcess(processNumber: number, isGone: () => Promise<boolean>): Promise<void> {
  if (await isGone()) return
  signal(processNumber, 'SIGINT')
  for (let waited = 0; waited < FAST_SHUTDOWN_MILLISECONDS; waited += POLL_MILLISECONDS) {
    if (await isGone()) return
    await setTimeout(POLL_MILLISECONDS)
  }
  signal(processNumber, 'SIGQUIT')
  while (!(await isGone())) await setTimeout(POLL_MILLISECONDS)
}

function signal(processNumber: number, name: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(processNumber, name)
  } catch (error) {
    if (systemErrorCode(error) !== 'ESRCH') throw error
  }
}

/** A process number alone proves nothing: it is a postmaster of this cluster if it is `postgres` and works there. */
async function isPostmasterOf(cluster: string, processNumber: number): Promise<boolean> {
  if (process.platform !== 'linux') return await isPostmasterByCommand(cluster, processNumber)
  try {
    const name = await readFile(`/proc/${processNumber}/comm`, 'utf8')
    const [here, there] = await Promise.all([stat(cluster), stat(`/proc/${processNumber}/cwd`)])
    return name.trim() === 'postgres' && here.dev === there.dev && here.ino === there.ino
  } catch (error) {
    // ESRCH and ENOENT: ended, or ended and not yet collected. EACCES: somebody else's process, and ours is not that.
    if (systemErrorCode(error) === undefined) throw error
    return false
  }
}

async function isPostmasterByCommand(cluster: string, processNumber: number): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(processNumber)])
    return stdout.includes(`postgres -D ${cluster} `)
  } catch {
    return false
  }
}

async function readPidFile(cluster: string): Promise<string[]> {
  try {
    return (await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n')
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return []
    throw error
  }
}
