import { sql } from 'kysely'
import type { Ctx, MemberCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { encodeRanked } from '../paging.ts'
import { can } from '../policy/permissions.ts'
import type { QueuePlace } from './places.ts'
import { rankOf, waitingFor } from './waiting.ts'

const claimMilliseconds = 10 * 60_000

/** Claims from before this moment are over. */
export const claimEnds = (ctx: Pick<Ctx, 'clock'>): Date =>
  new Date(ctx.clock.now().getTime() - claimMilliseconds)

export interface Claim {
  /** The moderator who had it open before; null when it is hers now. She may decide all the same. */
  readonly onIt: string | null
  /** Stands for its place in the queue, to go on from there. */
  readonly after: string
}

/**
 * Says that this moderator looks at a thing of the queue, and lets go of what she looked at before. A claim lasts ten
 * minutes and binds nobody. It writes although a page is only read: saying it again changes nothing but the time.
 * Undefined for what does not wait (any more), and for everybody but moderators. One statement.
 */
export async function claimItem(
  ctx: MemberCtx,
  { place, id }: { readonly place: QueuePlace; readonly id: string },
): Promise<Claim | undefined> {
  if (!can(ctx.actor, 'queue.read') || !couldBeId(id)) return undefined
  const { memberId } = ctx.actor
  const isFree = sql`(queue_claims.claimed_at <= ${claimEnds(ctx)} or queue_claims.moderator_id = ${memberId})`
  const { rows } = await sql<{ rank: number; since: Date; onIt: string | null }>`
    with entry as (
      select place, id, since, ${rankOf('waiting')} as rank from (${waitingFor(ctx)}) waiting
        where place = ${place} and id = ${id} limit 1),
    released as (
      delete from queue_claims
        where moderator_id = ${memberId} and (kind, item_id) is distinct from (${place}::text, ${id}::text)),
    claimed as (
      insert into queue_claims (kind, item_id, moderator_id, claimed_at)
        select place, id, ${memberId}, ${ctx.clock.now()} from entry
        on conflict (kind, item_id) do update set
          moderator_id = case when ${isFree} then excluded.moderator_id else queue_claims.moderator_id end,
          claimed_at = case when ${isFree} then excluded.claimed_at else queue_claims.claimed_at end
        returning moderator_id)
    select entry.rank, entry.since, (select display_name from members
        where id = claimed.moderator_id and id <> ${memberId} and status = 'active') as on_it
      from entry cross join claimed`.execute(ctx.db)
  const [row] = rows
  return row && { onIt: row.onIt, after: encodeRanked({ rank: row.rank, at: row.since, id }) }
}

/**
 * Notes that this moderator looks at the list, and lets go of what she had open. Gives when she looked the last time
 * before; within an hour it is the same sitting. Null the first time. One statement.
 */
export async function visitQueue(ctx: MemberCtx): Promise<Date | null> {
  if (!can(ctx.actor, 'queue.read')) return null
  const now = ctx.clock.now()
  const anHourAgo = new Date(now.getTime() - 3_600_000)
  const { rows } = await sql<{ previousAt: Date | null }>`
    with released as (delete from queue_claims where moderator_id = ${ctx.actor.memberId})
    insert into queue_visits (moderator_id, seen_at) values (${ctx.actor.memberId}, ${now})
      on conflict (moderator_id) do update set
        previous_at = case when queue_visits.seen_at < ${anHourAgo} then queue_visits.seen_at
          else queue_visits.previous_at end,
        seen_at = excluded.seen_at
      returning previous_at`.execute(ctx.db)
  return rows[0]?.previousAt ?? null
}
