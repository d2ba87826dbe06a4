import { sql } from 'kysely'
import { type OutboundCtx, type Recipients, recipientRows } from '../gateway.ts'
import { inboxOrder } from './outgoing.ts'

/**
 * Makes everything due now that waits to be tried again at these inboxes, because a withdrawal is about to stand behind
 * it: it takes one more knock and not up to 6 hours. A server that asked to be left alone longer, or whose line is
 * held, is asked once more. A line that moderators paused stays paused.
 */
export async function hasten(ctx: OutboundCtx, recipients: Recipients): Promise<void> {
  const now = ctx.clock.now()
  // Locked in one order, so that two withdrawals at the same moment do not wait for each other.
  await sql`with waiting as materialized (
      select id, payload from ${sql.table('jobs')} where kind = 'deliver' and dead_at is null
        and run_at > ${now}::timestamptz
        and order_key in (select ${inboxOrder('')} || addressed.inbox from (${recipientRows(recipients)}) addressed)
      order by id for update
    ), hastened as (
      update ${sql.table('jobs')} set run_at = ${now}::timestamptz where id in (select id from waiting)
    )
    update ${sql.table('deliveries')} set next_attempt_at = null
    where id in (select payload ->> 'deliveryId' from waiting) and settled_on is null`.execute(ctx.db)
  await sql`update ${sql.table('serverHealth')} set held_until = null
    where held_until > ${now}::timestamptz
      and host in (select addressed.host from (${recipientRows(recipients)}) addressed)`.execute(ctx.db)
}
