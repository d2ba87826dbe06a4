import { type RawBuilder, sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { can } from '../policy/permissions.ts'
import type { LineFailure } from './record-lines.ts'

/** The line to one server, for moderators. Days are `YYYY-MM-DD`; nothing finer is kept of what worked. */
export interface Line {
  readonly host: string
  readonly heardOn: string | null
  readonly deliveredOn: string | null
  /** Deliveries that are not settled. */
  readonly waiting: number
  /** Of these, those that ask the server to delete something. */
  readonly withdrawals: number
  /** Those that bring words, which may be given up. */
  readonly words: number
  /** Deliveries that nobody tries any more. */
  readonly givenUp: number
  readonly failingSince: Date | null
  readonly failure: LineFailure | null
  /** Until when it is left alone, if that is in the future. */
  readonly heldUntil: Date | null
  readonly pausedOn: string | null
  /** How far its clock was off when it was last refused for that: positive when it is fast. */
  readonly clockSkewSeconds: number | null
}

export interface LinePage {
  readonly lines: readonly Line[]
  /** The host after which the next page begins. */
  readonly after?: string
}

const linesAtOnce = 50

/** Lines in trouble, or those that work, by name: 50 at a time. */
export async function readLines(
  ctx: MemberCtx,
  { inTrouble, after = '' }: { readonly inTrouble: boolean; readonly after?: string | undefined },
): Promise<LinePage> {
  if (!can(ctx.actor, 'line.change')) return { lines: [] }
  const which = sql`${isTroubled} = ${inTrouble}::boolean and known.host > ${after}::text`
  const lines = await selectLines(ctx, which, linesAtOnce + 1)
  const page = lines.slice(0, linesAtOnce)
  const last = page.at(-1)
  return { lines: page, ...(lines.length > linesAtOnce && last ? { after: last.host } : {}) }
}

/** One of them; undefined for a host that nothing is known of. */
export async function readLine(ctx: MemberCtx, host: string): Promise<Line | undefined> {
  if (!can(ctx.actor, 'line.change')) return undefined
  const [line] = await selectLines(ctx, sql`known.host = ${host}`, 1)
  return line
}

const isTroubled = sql`(health.host is not null and (health.failing_since is not null
  or health.paused_on is not null or health.clock_skew_seconds is not null))`

async function selectLines(
  { db, clock }: MemberCtx,
  which: RawBuilder<unknown>,
  limit: number,
): Promise<readonly Line[]> {
  const now = clock.now()
  const { rows } = await sql<Line>`select known.host, health.heard_on, health.delivered_on,
      health.failing_since, health.last_failure as failure, health.paused_on, health.clock_skew_seconds,
      case when health.held_until > ${now}::timestamptz then health.held_until end as held_until,
      (select count(*)::int from deliveries waiting
        where waiting.host = known.host and waiting.settled_on is null) as waiting,
      (select count(*)::int from deliveries waiting join activities activity on activity.id = waiting.activity_id
        where waiting.host = known.host and waiting.settled_on is null
          and activity.type in ('Delete', 'Undo')) as withdrawals,
      (select count(*)::int from deliveries waiting join activities activity on activity.id = waiting.activity_id
        where waiting.host = known.host and waiting.settled_on is null and ${bringsWords}) as words,
      (select count(*)::int from ${givenUp} where given_up.host = known.host) as given_up
    from (select host from server_health union select host from deliveries where settled_on is null) known
    left join server_health health on health.host = known.host
    where ${which} order by known.host limit ${limit}::int`.execute(db)
  return rows
}

/** Whether an `activity` brings words of our own. */
export const bringsWords = sql`(activity.type in ('Create', 'Update', 'Announce')
  and (activity.edition_id is not null or activity.channel_id is null))`

const said = sql`(convert_from(activity.body, 'UTF8')::jsonb -> 'object')`

/**
 * Whether an `activity` may be sent again late: words of an edition that stands and what takes something back, and of
 * what is between us and a server only what is still so. What was passed on of others is read where it was written.
 */
const stillHolds = sql`(octet_length(activity.body) > 0 and case
  when activity.type = 'Undo' then ${said} ->> 'type' is distinct from 'Follow' or exists (
    select 1 from followed_channels f where f.follow_uri = ${said} ->> 'id' and f.state = 'left')
  when activity.type = 'Delete' then true
  when activity.edition_id is not null then activity.type in ('Create', 'Update', 'Announce') and exists (
    select 1 from editions e where e.id = activity.edition_id and e.withdrawn_on is null)
  when activity.type = 'Follow' then exists (
    select 1 from followed_channels f where f.follow_uri = activity.uri and f.state = 'requested')
  when activity.type = 'Accept' then ${said} ->> 'type' = 'Delete' or exists (
    select 1 from followers f where f.follow_uri = ${said} ->> 'id' and f.state = 'accepted')
  when activity.type = 'Reject' then exists (
    select 1 from followers f where f.follow_uri = ${said} ->> 'id' and f.state in ('rejected', 'removed'))
  when activity.type = 'Move' then exists (select 1 from channels c where c.id = activity.channel_id
    and c.moved_to = convert_from(activity.body, 'UTF8')::jsonb ->> 'target')
  when activity.type = 'Update' then not exists (
    select 1 from activities newer where newer.actor_id = activity.actor_id and newer.type = 'Update'
      and newer.edition_id is null and newer.sequence > activity.sequence)
  else false end)`

/** What was tried and is not tried any more though it could be sent again. */
export const givenUp = sql`(select delivery.id, delivery.host, delivery.last_status, delivery.settled_on, delivery.inbox,
    activity.type, activity.created_on, activity.sequence
  from deliveries delivery join activities activity on activity.id = delivery.activity_id
  where delivery.state = 'failed' and delivery.settled_on is not null and delivery.attempts > 0
    and ${stillHolds}) given_up`

/** One thing that did not arrive. Says what it was and not what stood in it. */
export interface DeadLetter {
  readonly id: string
  readonly type: string
  readonly status: number | null
  readonly on: string
}

const lettersAtOnce = 50

/** What a server did not get, newest first, at most 50. */
export async function readDeadLetters(ctx: MemberCtx, host: string): Promise<readonly DeadLetter[]> {
  if (!can(ctx.actor, 'line.change')) return []
  const { rows } = await sql<DeadLetter>`select id, type, last_status as status, settled_on as "on"
    from ${givenUp} where given_up.host = ${host} order by settled_on desc, id limit ${lettersAtOnce}::int`.execute(
    ctx.db,
  )
  return rows
}
