import { sql } from 'kysely'
import { migrations } from '../../migrations/index.ts'
import type { Log } from '../ports.ts'
import type { Config } from './config.ts'
import { type Database, openDatabase } from './database.ts'
import { startEmbeddedPostgres } from './embedded-postgres/start.ts'
import { migrateToLatest } from './migrate.ts'
import { errorCode, StartupError } from './startup-error.ts'

export interface CommunityDatabase extends Database {
  /** Resolves with the reason if the embedded database cannot be kept running; never for an outside one. */
  readonly failed: Promise<Error>
}

const oldestServer = 150_000

/**
 * The community's database, migrated: the embedded one, or the one that DATABASE_URL names. Throws `StartupError`
 * when the latter cannot be used, with what to look at.
 */
export async function openCommunityDatabase(config: Config, log: Log): Promise<CommunityDatabase> {
  if (config.databaseUrl === undefined) {
    const embedded = await startEmbeddedPostgres({ dataDirectory: config.dataDirectory, log })
    const database = openDatabase(embedded.connection, { maximumConnections: config.databaseConnections })
    const close = async () => {
      await database.close()
      await embedded.stop()
    }
    await migrateToLatest(database.db, migrations).catch(async (fault) => {
      await close()
      throw fault
    })
    return { db: database.db, failed: embedded.failed, close }
  }
  const database = openDatabase(config.databaseUrl, { maximumConnections: config.databaseConnections })
  try {
    await requireVersion(database)
    await migrateToLatest(database.db, migrations)
  } catch (fault) {
    await database.close()
    throw explainDatabaseUrl(fault)
  }
  return { ...database, failed: new Promise(() => {}) }
}

async function requireVersion({ db }: Database): Promise<void> {
  const { rows } = await sql<{ version: number }>`
    select current_setting('server_version_num')::int as version`.execute(db)
  if ((rows[0]?.version ?? 0) < oldestServer)
    throw new StartupError(
      'DATABASE_URL leads to a PostgreSQL older than 15. Upgrade it, or leave DATABASE_URL out.',
    )
}

/** What to mend, where a fault tells that DATABASE_URL is wrong; any other fault as it is. */
export function explainDatabaseUrl(fault: unknown): unknown {
  const code = errorCode(fault)
  const reason = code === undefined ? undefined : reasons[code]
  return reason === undefined ? fault : new StartupError(`DATABASE_URL does not work: ${reason}`)
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers at that host and port. Start PostgreSQL, or correct the address.',
  ENOTFOUND: 'that host name is not known. Correct the host.',
  EAI_AGAIN: 'that host name cannot be looked up now. Correct the host, or check the network.',
  ETIMEDOUT: 'that host does not answer. Correct the address, or check the firewall.',
  CONNECT_TIMEOUT: 'that host does not answer. Correct the address, or check the firewall.',
  EHOSTUNREACH: 'there is no way to that host. Correct the address, or check the network.',
  ENETUNREACH: 'there is no way to that host. Correct the address, or check the network.',
  ECONNRESET: 'what answers there hangs up. Check that it is PostgreSQL, and its own log.',
  CONNECTION_CLOSED: 'what answers there hangs up. Check that it is PostgreSQL, and its own log.',
  ENOENT: 'there is no socket in that folder. Start PostgreSQL, or correct the folder.',
  EACCES: 'this user may not open that socket. Check the rights of its folder.',
  '53300':
    'the server takes no more connections. Lower DATABASE_CONNECTIONS, or raise max_connections there.',
  '57P03': 'the server is starting or stopping. Try again in a moment.',
  '28P01': 'the user or the passphrase is wrong. Correct them.',
  '28000': 'the server does not let this user in. Check the user and the server’s pg_hba.conf.',
  '3D000': 'there is no database of that name. Create it, or correct the name.',
  '42501': 'this user may not create tables there. Make the user the owner of the database.',
}
