import { migrations } from '../../../migrations/index.ts'
import type { Log } from '../../ports.ts'
import { type CommunityDatabase, openCommunityDatabase } from '../community-database.ts'
import type { Config } from '../config.ts'
import { openDatabase } from '../database.ts'
import { EmbeddedPostgresError } from '../embedded-postgres/errors.ts'
import { joinEmbeddedPostgres } from '../embedded-postgres/join.ts'
import { migrateToLatest } from '../migrate.ts'

/** The community's database for one command: beside a running server, or by itself when none runs. */
export async function openBeside(config: Config, log: Log): Promise<Pick<CommunityDatabase, 'db' | 'close'>> {
  try {
    return await openCommunityDatabase(config, log)
  } catch (fault) {
    if (!(fault instanceof EmbeddedPostgresError) || fault.fault !== 'in-use') throw fault
    const database = openDatabase(await joinEmbeddedPostgres(config.dataDirectory), { maximumConnections: 2 })
    await migrateToLatest(database.db, migrations).catch(async (refused) => {
      await database.close()
      throw refused
    })
    return database
  }
}
