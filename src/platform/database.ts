import { CamelCasePlugin, Kysely } from 'kysely'
import { PostgresJSDialect } from 'kysely-postgres-js'
import postgres from 'postgres'
import type { DB } from '../db/schema.ts'

/**
 * Where a database is: a URL (`postgres://...`), or the parts of one. A `host` with a slash is the folder of a Unix
 * socket; in a URL its slashes are percent-encoded (PostgreSQL documentation, 32.1.1.2).
 */
export type DatabaseConnection =
  | string
  | {
      readonly host: string
      readonly port: number
      readonly user: string
      readonly password: string
      readonly database: string
    }

export interface Database {
  readonly db: Kysely<DB>
  /** Waits for running queries, then closes every connection. */
  close(): Promise<void>
}

/**
 * A handle with its own small pool. Nothing is connected before the first query; lost connections are made anew.
 *
 * Values: `timestamptz` is a Date and `date` the text YYYY-MM-DD; `int8` (and `count(*)`) is a number, and beyond 2^53 the query fails rather than
 * lose digits; `bytea` is a Uint8Array; `numeric` stays text. Columns are camelCase here and snake_case there, keys
 * inside JSON stay as they are. For `json` columns hand in the value itself, not its text.
 */
export function openDatabase(
  connection: DatabaseConnection,
  { maximumConnections }: { readonly maximumConnections: number },
): Database {
  const options = {
    max: maximumConnections,
    types: { int8, day, bytea },
    connection: { application_name: 'ayni' },
    // Notices are for people at a prompt; the default prints them.
    onnotice: () => {},
  }
  const client =
    typeof connection === 'string'
      ? postgres(connection, { ...options, ...socketIn(connection) })
      : postgres({ ...connection, ...options })
  const db = new Kysely<DB>({
    dialect: new PostgresJSDialect({ postgres: client }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
  return { db, close: () => db.destroy() }
}

/** The socket's folder, which postgres.js does not find in a URL by itself. */
export function socketIn(url: string): { readonly host?: string } {
  const host = decodeURIComponent(new URL(url).hostname)
  return host.startsWith('/') ? { host } : {}
}

const int8 = {
  to: 20,
  from: [20],
  serialize: (value: bigint | number) => value.toString(),
  parse: (text: string): number => {
    const value = Number(text)
    if (!Number.isSafeInteger(value))
      throw new RangeError('a bigint of the database does not fit into a number')
    return value
  },
}

/** A day has no time of day and no zone, a Date has both. */
const day = {
  to: 1082,
  from: [1082],
  serialize: (value: string | Date) => (typeof value === 'string' ? value : value.toISOString().slice(0, 10)),
  parse: (text: string): string => text,
}

const bytea = {
  to: 17,
  from: [17],
  serialize: (value: Uint8Array) =>
    `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`,
  // A copy, because a Buffer may be a window into memory shared with other values.
  parse: (text: string): Uint8Array => new Uint8Array(Buffer.from(text.slice(2), 'hex')),
}
