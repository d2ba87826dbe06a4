import { type RawBuilder, sql } from 'kysely'
import { type Ctx, isModerator, type MemberCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { behindRanked, encodeRanked } from '../paging.ts'
import { can } from '../policy/permissions.ts'
import type { FlagCategory } from './categories.ts'
import { claimEnds } from './claims.ts'
import { type QueueFilter, type QueueKind, queueFilters, queueTopics } from './places.ts'
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
  /** Danger first, then names, then all else; among alike the longest waiting first. At most `mostEntries`. */
  readonly entries: readonly QueueEntry[]
  /** All that waits, also what is not listed. */
  readonly left: number
  /** How many of these came after she looked the last time. */
  readonly fresh: number
  /** How much of all that waits each filter shows. */
  readonly counts: Readonly<Record<QueueFilter, number>>
  /** Where the next page begins; absent on the last one. */
  readonly after?: string
}

export interface AskedQueue {
  /** When she looked the last time. */
  readonly since?: Date | null
  readonly only?: QueueFilter | undefined
  /** A place in the list, as the page before gave it. */
  readonly after?: string | undefined
}

/** As much as anybody scrolls through with a thumb. */
export const mostEntries = 40

const nothing: Queue = {
  entries: [],
  left: 0,
  fresh: 0,
  counts: { danger: 0, words: 0, people: 0, outside: 0 },
}

/** The counts come also where nothing is listed. */
type Row = Pick<Queue, 'left' | 'fresh' | 'counts'> &
  ((QueueEntry & { readonly rank: number }) | { readonly id: null })

/**
 * A page of what waits: the gravest first, then the longest waiting, with counts of all of it. One statement; nothing
 * for everybody but moderators.
 */
export async function readQueue(
  ctx: MemberCtx,
  { since = null, only, after }: AskedQueue = {},
): Promise<Queue> {
  if (!can(ctx.actor, 'queue.read')) return nothing
  const { rows } = await sql<Row>`
    with waiting as materialized (
      select entry.*, ${rankOf('entry')} as rank, coalesce(entry.since > ${since}::timestamptz, false) as is_new
      from (${waitingFor(ctx)}) entry),
    counted as (
      select count(*)::int as left, (count(*) filter (where is_new))::int as fresh,
        json_build_object(${sql.join(
          queueFilters.flatMap((filter) => [
            sql.lit(filter),
            sql`(count(*) filter (where ${isShown(filter)}))::int`,
          ]),
        )}) as counts
      from waiting)
    select counted.*, listed.*
    from counted left join lateral (
      select waiting.kind, waiting.id, waiting.title, waiting.channel, waiting.since, waiting.count,
        waiting.categories, waiting.is_new, waiting.rank, someone.display_name as on_it
      from waiting
      left join queue_claims claim on claim.kind = waiting.place and claim.item_id = waiting.id
        and claim.moderator_id <> ${ctx.actor.memberId} and claim.claimed_at > ${claimEnds(ctx)}
      left join members someone on someone.id = claim.moderator_id and someone.status = 'active'
      where ${only ? isShown(only) : sql`true`}
        and ${behindRanked(after, sql<number>`waiting.rank`, 'waiting.since', 'waiting.id')}
      order by waiting.rank, waiting.since, waiting.id limit ${mostEntries + 1}) listed on true
    order by listed.rank, listed.since, listed.id`.execute(ctx.db)
  const found = rows.flatMap((row) => (row.id === null ? [] : [row]))
  const last = found.length > mostEntries ? found[mostEntries - 1] : undefined
  return {
    entries: found.slice(0, mostEntries).map(({ left, fresh, counts, rank, ...entry }) => entry),
    left: rows[0]?.left ?? 0,
    fresh: rows[0]?.fresh ?? 0,
    counts: rows[0]?.counts ?? nothing.counts,
    ...(last ? { after: encodeRanked({ rank: last.rank, at: last.since, id: last.id }) } : {}),
  }
}

const isShown = (filter: QueueFilter): RawBuilder<unknown> =>
  filter === 'danger'
    ? sql`'danger' = any(waiting.categories)`
    : sql`waiting.kind in (${sql.join(queueTopics[filter].map((kind) => sql.lit(kind)))})`

/**
 * The first in the order of the list, the next after a cursor of the page before (what she skipped stays where it is),
 * or the one before such a cursor. Undefined when nothing is left there. One statement.
 */
export async function readNext(
  ctx: MemberCtx,
  { after, before }: { readonly after?: string | undefined; readonly before?: string | undefined } = {},
): Promise<{ readonly kind: QueueKind; readonly id: string } | undefined> {
  if (!can(ctx.actor, 'queue.read')) return undefined
  const behindId = before?.split('-').at(-1)
  if (behindId !== undefined && !couldBeId(behindId)) return undefined
  const rank = rankOf('entry')
  const isThere =
    before === undefined
      ? behindRanked(after, rank, 'entry.since', 'entry.id')
      : sql`not ${behindRanked(before, rank, 'entry.since', 'entry.id')} and entry.id <> ${behindId}`
  const way = before === undefined ? sql`asc` : sql`desc`
  const { rows } = await sql<{ kind: QueueKind; id: string }>`
    select entry.kind, entry.id from (${waitingFor(ctx)}) entry where ${isThere}
    order by ${rank} ${way}, entry.since ${way}, entry.id ${way} limit 1`.execute(ctx.db)
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
