import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** `names` are migrations that the database has and this program does not know. */
export class NewerDatabaseError extends Error {
  readonly names: readonly string[]

  constructor(names: readonly string[]) {
    super(
      `This database was made by a newer version of Ayni (${names.join(', ')}); start that version, or restore a backup from before it`,
    )
    this.name = 'NewerDatabaseError'
    this.names = names
  }
}

/** Any fixed number, the same in every version: it tells our lock from other programs' locks. */
const LOCK = 0x41_79_6e_69

/**
 * Applies, in the order of their names, the migrations that the database does not have yet: all of them or, if one
 * fails, none. Several processes may call it at once, each migration happens once. Throws NewerDatabaseError if the
 * database knows more than this program.
 *
 * Not Kysely's own Migrator: its lock belongs to the session, and behind a pooler a session is nobody's.
 */
export async function migrateToLatest<Schema>(
  db: Kysely<Schema>,
  migrations: Readonly<Record<string, Migration>>,
): Promise<void> {
  await db
    .withoutPlugins()
    .transaction()
    .execute(async (trx) => {
      await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(trx)
      await sql`
        create table if not exists schema_migrations (
          name text primary key,
          applied_at timestamptz not null default now()
        )
      `.execute(trx)
      const { rows } = await sql<{ name: string }>`select name from schema_migrations order by name`.execute(
        trx,
      )
      const applied = new Set(rows.map(({ name }) => name))
      const unknown = [...applied].filter((name) => !Object.hasOwn(migrations, name))
      if (unknown.length > 0) throw new NewerDatabaseError(unknown)

      const pending = Object.entries(migrations)
        .filter(([name]) => !applied.has(name))
        .sort(([one], [other]) => (one < other ? -1 : 1))
      for (const [name, migration] of pending) {
        await migration.up(trx)
        await sql`insert into schema_migrations (name) values (${name})`.execute(trx)
      }
    })
}
