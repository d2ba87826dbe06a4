import { sql } from 'kysely'
import type { Ctx } from '../../context.ts'
import { outbound } from '../gateway.ts'
import { addDeliveries } from '../outbox/outgoing.ts'
import type { Delivery } from './read-deliveries.ts'

/**
 * A withdrawal whose inbox is gone goes once to another inbox that is known on the same server, in the transaction at
 * hand or by itself: a shared one before others. Nothing happens when there is none, or when another one was asked too.
 */
export async function tryAnotherInbox(
  ctx: Pick<Ctx, 'db' | 'clock' | 'random' | 'origin'>,
  { activityId, editionId, host }: Delivery,
): Promise<void> {
  await addDeliveries(
    outbound(ctx),
    { id: activityId, ...(editionId === null ? {} : { editionId }) },
    {
      inboxes: sql`with asked as (select inbox from ${sql.table('deliveries')}
          where activity_id = ${activityId} and host = ${host}),
        known as (
          select shared_inbox as inbox, 0 as rank from ${sql.table('followers')} where host = ${host}
          union all select shared_inbox, 0 from ${sql.table('followedChannels')} where host = ${host}
          union all select inbox, 1 from ${sql.table('followers')} where host = ${host}
          union all select inbox, 1 from ${sql.table('followedChannels')} where host = ${host}
          union all select inbox, 1 from ${sql.table('editionFetches')} where host = ${host}
          union all select inbox, 2 from ${sql.table('deliveries')} where host = ${host} and state = 'asked'
        )
        select inbox from (select known.inbox from known
          where known.inbox is not null and known.inbox not in (select inbox from asked)
            and (select count(*) from asked) < 2
          order by known.rank, known.inbox limit 1) another`,
    },
  )
}
