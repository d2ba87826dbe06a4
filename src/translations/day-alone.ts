import { type RawBuilder, sql } from 'kysely'

/** The day of a moment alone: what does not wait any more needs no time of day. */
export const dayAlone = (column: string): RawBuilder<Date> =>
  sql<Date>`date_trunc('day', ${sql.ref(column)}, 'UTC')`
