import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { migrations } from '../../../migrations/index.ts'
import { openDatabase } from '../database.ts'
import { startEmbeddedPostgres } from '../embedded-postgres/start.ts'
import { migrateToLatest } from '../migrate.ts'
import { generateTypes } from './generate-types.ts'

/** Writes `src/db/schema.ts` from the migrations; with `--verify` only says whether it is up to date. */
const target = fileURLToPath(new URL('../../db/schema.ts', import.meta.url))

const types = await typesOfMigrations()
if (!process.argv.includes('--verify')) await writeFile(target, types)
else if ((await readFile(target, 'utf8')) !== types) {
  process.stderr.write('src/db/schema.ts does not match the migrations. Run: npm run database-types\n')
  process.exitCode = 1
} else process.stdout.write('Database types match the migrations\n')

async function typesOfMigrations(): Promise<string> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'ayni-types-'))
  const log = { info: () => {}, error: () => {} }
  const embedded = await startEmbeddedPostgres({ dataDirectory, log, settings: { fsync: 'off' } })
  const { db, close } = openDatabase(embedded.connection, { maximumConnections: 1 })
  try {
    await migrateToLatest(db, migrations)
    return await generateTypes(db.withoutPlugins())
  } finally {
    await close()
    await embedded.stop()
    await rm(dataDirectory, { recursive: true, force: true })
  }
}
