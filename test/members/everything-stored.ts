import { sql } from 'kysely'
import type { Database } from '../../src/context.ts'

/** Every row of every table as text, to look for what must not be there. */
export async function everythingStored(db: Database): Promise<string> {
  const { rows: tables } = await sql<{ tableName: string }>`select table_name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE'`.execute(db)
  const texts = await Promise.all(
    tables.map(async ({ tableName }) => {
      const { rows } = await sql<{ text: string }>`select row_to_json(t)::text as text
        from ${sql.id(tableName)} t`.execute(db)
      return rows.map(({ text }) => text).join('\n')
    }),
  )
  return texts.join('\n')
}
