import { randomBytes } from 'node:crypto'
import { chown, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { type Command, type CommandOutcome, runCommand } from './command.ts'
import { EmbeddedPostgresError, systemErrorCode } from './errors.ts'
import type { Layout } from './layout.ts'
import type { RunAs } from './run-as.ts'

export const ROLE = 'ayni'
export const DATABASE = 'ayni'

/** Only our role gets in, only through the socket, only with its secret. The superuser has no way in at all. */
const AUTHENTICATION = `local all ${ROLE} scram-sha-256\n`

/**
 * Makes the cluster if there is none, and gives back the secret of our role. Refuses with `other-version` a cluster of
 * another major version, which these binaries cannot read.
 */
export async function prepareCluster(layout: Layout, binaries: Binaries, runAs: RunAs): Promise<string> {
  const version = await readIfPresent(join(layout.cluster, 'PG_VERSION'))
  if (version === undefined) return await createCluster(layout, binaries, runAs)
  if (version.trim() !== binaries.majorVersion) {
    throw new EmbeddedPostgresError(
      'other-version',
      `${layout.dataDirectory} was made by PostgreSQL ${version.trim()}, this Ayni brings PostgreSQL ${binaries.majorVersion}; ` +
        'start the earlier Ayni, make a backup there and restore it into a new DATA_DIR',
    )
  }
  const password = await readIfPresent(layout.password)
  if (password === undefined) {
    throw new EmbeddedPostgresError(
      'no-access',
      `${layout.password} is missing; restore it from a backup of ${layout.dataDirectory}`,
    )
  }
  return password.trim()
}

/** Everything is made in a folder beside, synced, and renamed: a half-made cluster is never taken for a whole one. */
async function createCluster(layout: Layout, binaries: Binaries, runAs: RunAs): Promise<string> {
  const password = randomBytes(24).toString('base64url')
  await rm(layout.unfinishedCluster, { recursive: true, force: true })
  await mkdir(layout.unfinishedCluster, { mode: 0o700 })
  if (runAs) await chown(layout.unfinishedCluster, runAs.uid, runAs.gid)
  const command = (program: string, words: readonly string[]): Command => ({
    program,
    runAs,
    folders: { cluster: layout.unfinishedCluster },
    arguments: (path) => words.map((word) => (word === '<cluster>' ? path('cluster') : word)),
  })

  expectSuccess(await runCommand(command(binaries.initdb, INITDB)))
  await writeFile(join(layout.unfinishedCluster, 'pg_hba.conf'), AUTHENTICATION)
  // Through standard input, so that the secret never shows in a list of processes.
  const roleAndDatabase = [
    `CREATE ROLE ${ROLE} LOGIN NOSUPERUSER CREATEDB PASSWORD '${password}'`,
    // Renaming the one that is there is several hundred files less than making another.
    `ALTER DATABASE postgres RENAME TO ${DATABASE}`,
    `ALTER DATABASE ${DATABASE} OWNER TO ${ROLE}`,
    '',
  ].join('\n')
  expectSuccess(await runCommand(command(binaries.postgres, SINGLE_USER), roleAndDatabase))
  expectSuccess(await runCommand(command(binaries.initdb, ['--sync-only', '-D', '<cluster>'])))

  await writeSynced(layout.password, `${password}\n`)
  await rename(layout.unfinishedCluster, layout.cluster)
  await sync(layout.root)
  return password
}

/** `builtin` C.UTF-8 sorts the same on every machine: an upgraded system library can never break an index. */
const INITDB = [
  '-D',
  '<cluster>',
  '--username=postgres',
  '--auth=reject',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--data-checksums',
  '--no-instructions',
  '--no-sync',
]

const SINGLE_USER = ['--single', '-D', '<cluster>', '-c', 'exit_on_error=on', '-c', 'fsync=off', 'template1']

function expectSuccess(outcome: CommandOutcome): void {
  if (outcome.succeeded) return
  throw new EmbeddedPostgresError('no-start', `PostgreSQL could not be set up: ${outcome.output.trim()}`)
}

async function writeSynced(path: string, content: string): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined
    throw error
  }
}
