import { sql } from 'kysely'
import type { Database } from '../context.ts'
import type { Reader } from './readers.ts'

/** What each of these readers may see of a topic now, by her key, in one statement; nobody who may not see it. */
export async function askVersions(
  db: Database,
  readers: readonly Reader[],
): Promise<ReadonlyMap<string, string>> {
  const asked = readers.map(
    ({ version }, index) => sql`select ${sql.lit(index)} as index, (${version()})::text as version`,
  )
  const { rows } = await sql<{ index: number; version: string | null }>`
    ${sql.join(asked, sql` union all `)}`.execute(db)
  const versions = new Map<string, string>()
  for (const { index, version } of rows) {
    const reader = readers[index]
    if (reader && version !== null) versions.set(reader.key, version)
  }
  return versions
}
