import postgres from 'postgres'
import { socketIn } from '../database.ts'
import { StartupError } from '../startup-error.ts'

export interface DemoDatabases {
  /** The URL of a database of its own on the same server, made if it is not there. */
  urlOf(key: string): string
  /** Removes what was made; for runs that start afresh each time. */
  drop(): Promise<void>
}

/**
 * One database per community beside the one that DATABASE_URL names: `<name>_<suffix>_<key>`. Throws `StartupError` when the user
 * may not create databases there.
 */
export async function createDemoDatabases(
  serverUrl: string,
  suffix: string,
  keys: readonly string[],
): Promise<DemoDatabases> {
  const base = new URL(serverUrl).pathname.slice(1) || 'postgres'
  const nameOf = (key: string) => `${base}_${suffix}_${key}`.replace(/\W/g, '_').toLowerCase()
  await onServer(serverUrl, async (client) => {
    for (const key of keys) {
      const [existing] = await client`select 1 from pg_database where datname = ${nameOf(key)}`
      if (!existing) await client.unsafe(`create database ${nameOf(key)}`)
    }
  })
  return {
    urlOf(key) {
      const url = new URL(serverUrl)
      url.pathname = `/${nameOf(key)}`
      return url.href
    },
    drop: () =>
      onServer(serverUrl, async (client) => {
        for (const key of keys) await client.unsafe(`drop database if exists ${nameOf(key)}`)
      }),
  }
}

async function onServer(url: string, work: (client: postgres.Sql) => Promise<void>): Promise<void> {
  const client = postgres(url, { ...socketIn(url), max: 1, onnotice: () => {} })
  try {
    await work(client)
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === '42501')
      throw new StartupError(
        'The user in DATABASE_URL may not create databases, and the demo needs three of its own.',
      )
    throw fault
  } finally {
    await client.end()
  }
}
