import { sql } from 'kysely'
import { type Ctx, isModerator, type MemberCtx } from '../context.ts'
import { behindRanked } from '../paging.ts'
import { can } from '../policy/permissions.ts'
import type { FlagCategory } from './categories.ts'
import { claimEnds } from './claims.ts'
import type { QueueKind } from './places.ts'
import { rankOf, waitingFor } from './waiting.ts'

export interface QueueEntry {
  readonly kind: QueueKind
  readonly id: string
  /** A name, a title or the beginning of a text to tell it by; may be empty. */
  readonly title: string
  /** The channel or group that it is about; empty where it is about none, or none that she may know of. */
  readonly channel: string
  readonly since: Date
  /** How many flagged it; 1 for everything else. */
  readonly count: number
  readonly categories: readonly FlagCategory[]
  /** Another moderator who has it open; null when nobody has. */
  readonly onIt: string | null
  /** It came after she looked the last time. */
  readonly isNew: boolean
}

export interface Queue {
  /** Danger first, then names, then all else; among alike the longest waiting first. At most 100. */
  readonly entries: readonly QueueEntry[]
  /** All that waits, also what is not listed. */
  readonly left: number
  /** How many of these came after she looked the last time. */
  readonly fresh: number
}

/** More than a volunteer gets through in one sitting; the rest moves up as she decides. */
export const mostEntries = 100

/** The gravest first, then the longest waiting, in one statement; nothing for everybody but moderators. */
export async function readQueue(
  ctx: MemberCtx,
  { since = null }: { readonly since?: Date | null } = {},
): Promise<Queue> {
  if (!can(ctx.actor, 'queue.read')) return { entries: [], left: 0, fresh: 0 }
  const isNew = sql`coalesce(entry.since > ${since}::timestamptz, false)`
  const { rows } = await sql<QueueEntry & { readonly left: number; readonly fresh: number }>`
    select entry.kind, entry.id, entry.title, entry.channel, entry.since, entry.count, entry.categories,
      ${isNew} as is_new, someone.display_name as on_it,
      (count(*) over ())::int as left, (count(*) filter (where ${isNew}) over ())::int as fresh
    from (${waitingFor(ctx)}) entry
    left join queue_claims claim on claim.kind = entry.place and claim.item_id = entry.id
      and claim.moderator_id <> ${ctx.actor.memberId} and claim.claimed_at > ${claimEnds(ctx)}
    left join members someone on someone.id = claim.moderator_id and someone.status = 'active'
    order by ${rankOf('entry')}, entry.since, entry.id limit ${mostEntries}`.execute(ctx.db)
  return {
    entries: rows.map(({ left, fresh, ...entry }) => entry),
    left: rows[0]?.left ?? 0,
    fresh: rows[0]?.fresh ?? 0,
  }
}

/**
 * The first in the order of the list, or the next after a cursor of the page before: what she skipped stays where it is.
 * Undefined when nothing is left behind it. One statement.
 */
export async function readNext(
  ctx: MemberCtx,
  { after }: { readonly after?: string | undefined } = {},
): Promise<{ readonly kind: QueueKind; readonly id: string } | undefined> {
  if (!can(ctx.actor, 'queue.read')) return undefined
  const { rows } = await sql<{ kind: QueueKind; id: string }>`
    select entry.kind, entry.id from (${waitingFor(ctx)}) entry
    where ${behindRanked(after, rankOf('entry'), 'entry.since', 'entry.id')}
    order by ${rankOf('entry')}, entry.since, entry.id limit 1`.execute(ctx.db)
  return rows[0]
}

/** How many things wait for a moderator, in one statement; 0 for everybody else. */
export async function countToDo(ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>): Promise<number> {
  const { actor, clock } = ctx
  if (actor.kind !== 'member' || !isModerator(actor) || !can(actor, 'queue.read')) return 0
  const { rows } = await sql<{
    count: number
  }>`select count(*)::int as count from (${waitingFor({ actor, clock })}) entry`.execute(ctx.db)
  return rows[0]?.count ?? 0
}
