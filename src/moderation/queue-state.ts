import { type RawBuilder, sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { waitingFor } from './waiting.ts'

/** What waits for this moderator, as one text that is another one as soon as anything else waits. */
export const queueState = (ctx: Pick<MemberCtx, 'actor' | 'clock'>): RawBuilder<string> =>
  sql<string>`(select coalesce(string_agg(concat_ws(' ', entry.kind, entry.id, entry.count), ','
    order by entry.kind, entry.id), '') from (${waitingFor(ctx)}) entry)`
