import { sql } from 'kysely'
import type { TransactionCtx } from '../context.ts'
import { enqueueOnce } from '../jobs/queue.ts'
import type { Topic } from './kinds.ts'

/**
 * Queues a sign for each device of those who want one for this topic, unless one waits for it already. When it goes is
 * decided when its turn comes: not in quiet hours, and not soon after the last.
 */
export function wakeDevices(
  ctx: Pick<TransactionCtx, 'db' | 'clock'>,
  memberIds: readonly string[],
  topic: Topic,
): Promise<void> {
  return enqueueOnce(
    ctx,
    'push',
    sql`select jsonb_build_object('subscriptionId', device.id) as payload, 'push:' || device.id as order_key
      from push_subscriptions device
        join notification_choices choice on choice.member_id = device.member_id and choice.topic = ${topic}
      where choice.push and device.member_id = any(${[...memberIds]})`,
  )
}
