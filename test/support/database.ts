import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { inject } from 'vitest'
import { type Database, type DatabaseConnection, openDatabase } from '../../src/platform/database.ts'

export interface TestDatabaseServer {
  /** A connection that may create databases. */
  readonly server: DatabaseConnection
  /** A migrated database that nobody is connected to. */
  readonly template: string
}

declare module 'vitest' {
  interface ProvidedContext {
    testDatabaseServer: TestDatabaseServer
  }
}

export interface TestDatabase extends Database {
  /** To open further handles on the same database, as a second process would. */
  readonly connection: DatabaseConnection
}

let handedOver: TestDatabaseServer | undefined

/** For a program of its own: in a test run Vitest hands the server over. */
export function useTestDatabaseServer(server: TestDatabaseServer): void {
  handedOver = server
}

/** A fresh, migrated database of its own; `close` removes it. */
export async function createTestDatabase({ maximumConnections = 4 } = {}): Promise<TestDatabase> {
  const { server, template } = handedOver ?? inject('testDatabaseServer')
  const name = `test_${randomBytes(8).toString('hex')}`
  await execute(server, `create database ${name} template ${template} strategy file_copy`)
  const connection = connectionTo(server, name)
  const { db, close } = openDatabase(connection, { maximumConnections })
  return {
    db,
    connection,
    close: async () => {
      await close()
      await execute(server, `drop database ${name} with (force)`)
    },
  }
}

/** The same server, another database. */
export function connectionTo(server: DatabaseConnection, database: string): DatabaseConnection {
  if (typeof server !== 'string') return { ...server, database }
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}

/** Runs one statement outside any transaction. */
export async function execute(server: DatabaseConnection, statement: string): Promise<void> {
  const options = { max: 1, onnotice: () => {} }
  const client = typeof server === 'string' ? postgres(server, options) : postgres({ ...server, ...options })
  try {
    await client.unsafe(statement)
  } finally {
    await client.end()
  }
}
