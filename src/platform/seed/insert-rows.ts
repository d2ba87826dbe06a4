import { sql } from 'kysely'
import type { Database } from '../../context.ts'

const rowsAtOnce = 2_000

/**
 * Writes many rows of one table with few statements. `columns` are names with their types as PostgreSQL writes them;
 * each row is an object with exactly these names. Conflicts are left out.
 */
export async function insertRows(
  db: Database,
  table: string,
  columns: Readonly<Record<string, string>>,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const names = sql.join(Object.keys(columns).map((name) => sql.id(name)))
  const typed = sql.join(Object.entries(columns).map(([name, type]) => sql`${sql.id(name)} ${sql.raw(type)}`))
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const batch = JSON.stringify(rows.slice(start, start + rowsAtOnce))
    await sql`insert into ${sql.table(table)} (${names})
      select ${names} from json_to_recordset(${batch}::text::json) as batch(${typed})
      on conflict do nothing`.execute(db)
  }
}
