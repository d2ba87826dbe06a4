import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrations } from '../../migrations/index.ts'
import { type DatabaseConnection, openDatabase } from '../../src/platform/database.ts'
import { stopOrphan } from '../../src/platform/embedded-postgres/postmaster.ts'
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/start.ts'
import { migrateToLatest } from '../../src/platform/migrate.ts'
import { connectionTo, execute, type TestDatabaseServer } from './database.ts'

/** One PostgreSQL for the whole run, of which every test file gets a copy of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stop, ...server } = await startTestDatabaseServer()
  project.provide('testDatabaseServer', server)
  return stop
}

/**
 * One PostgreSQL: an embedded one in a temporary folder, or TEST_DATABASE_URL (a role that may create databases). It
 * holds one migrated template, to be copied.
 */
export async function startTestDatabaseServer(): Promise<TestDatabaseServer & { stop: () => Promise<void> }> {
  const { server, stop } = await startServer()
  const template = `template_${randomBytes(8).toString('hex')}`
  try {
    await execute(server, `create database ${template}`)
    const { db, close } = openDatabase(connectionTo(server, template), { maximumConnections: 1 })
    await migrateToLatest(db, migrations).finally(close)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    server,
    template,
    stop: async () => {
      await execute(server, `drop database ${template} with (force)`)
      await stop()
    },
  }
}

const PREFIX = 'ayni-test-'
const silent = { info: () => {}, error: () => {} }

async function startServer(): Promise<{ server: DatabaseConnection; stop: () => Promise<void> }> {
  const url = process.env['TEST_DATABASE_URL']
  if (url) return { server: url, stop: async () => {} }
  const parent = await fastFolder()
  await removeLeftovers(parent)
  const dataDirectory = await mkdtemp(join(parent, `${PREFIX}${process.pid}-`))
  const embedded = await startEmbeddedPostgres({
    dataDirectory,
    log: silent,
    settings: {
      fsync: 'off',
      full_page_writes: 'off',
      synchronous_commit: 'off',
      max_connections: '200',
      // Its workers belong to the superuser: dropping a database that one of them looks at would be refused.
      autovacuum: 'off',
    },
  })
  return {
    server: embedded.connection,
    stop: async () => {
      await embedded.stop()
      await rm(dataDirectory, { recursive: true, force: true })
    },
  }
}

/** Memory where there is plenty of it: a test database is many small files, and thrown away. */
async function fastFolder(): Promise<string> {
  const memory = '/dev/shm'
  const found = await statfs(memory).catch(() => undefined)
  return found && found.bavail * found.bsize > 2 ** 31 ? memory : tmpdir()
}

/** Servers and folders of earlier runs that were killed. */
async function removeLeftovers(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const owner = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]
    if (owner === undefined || isAlive(Number(owner))) continue
    await stopOrphan(join(parent, name, 'postgres', 'cluster'), silent)
    await rm(join(parent, name), { recursive: true, force: true })
  }
}

function isAlive(processNumber: number): boolean {
  try {
    return process.kill(processNumber, 0)
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}
