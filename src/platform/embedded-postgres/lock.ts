import { readFile, writeFile } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { EmbeddedPostgresError } from './errors.ts'
import type { Layout } from './layout.ts'

const SQLITE_BUSY = 5

/**
 * Takes the folder for this process, or refuses with `in-use`; returns how to let go of it.
 *
 * The lock is SQLite's exclusive lock on an empty file: a lock of the operating system, which dies with the process
 * however that dies, so no stale lock can exist and no reused process number can be mistaken for its holder.
 */
export async function takeLock(layout: Layout): Promise<() => void> {
  const lock = new DatabaseSync(layout.lock, { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) {
      throw await inUse(layout, error)
    }
    throw error
  }
  await writeFile(layout.lockHolder, `${process.pid}\n`, { mode: 0o600 })
  return () => lock.close()
}

async function inUse(layout: Layout, cause: Error): Promise<EmbeddedPostgresError> {
  const holder = await readFile(layout.lockHolder, 'utf8').catch(() => '')
  const who = /^\d+\n$/.test(holder) ? `process ${holder.trim()}` : 'another process'
  return new EmbeddedPostgresError(
    'in-use',
    `${layout.dataDirectory} is in use by ${who}; stop it or set DATA_DIR`,
    { cause },
  )
}
