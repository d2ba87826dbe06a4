import type { DB } from '../db/schema.ts'

/** What members are told about; exactly what the table allows. */
export type NotificationKind = DB['notifications']['kind']
