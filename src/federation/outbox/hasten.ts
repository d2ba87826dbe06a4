import { sql } from 'kysely'
import type { OutboundCtx, Recipient } from '../gateway.ts'
import { inboxOrder } from './outgoing.ts'

/**
 * Makes everything due now that waits to be tried again at these inboxes, because a withdrawal is about to stand behind
 * it: it takes one more knock and not up to 6 hours. A server that asked to be left alone longer is asked once more.
 */
export async function hasten(ctx: OutboundCtx, recipients: readonly Recipient[]): Promise<void> {
  if (recipients.length === 0) return
  const now = ctx.clock.now()
  const waiting = ctx.db
    .selectFrom('jobs')
    .select('id')
    .where('kind', '=', 'deliver')
    .where(
      'orderKey',
      'in',
      recipients.map(({ inbox }) => inboxOrder(inbox)),
    )
    .where('deadAt', 'is', null)
    .where('runAt', '>', now)
    // In one order, so that two withdrawals at the same moment do not wait for each other.
    .orderBy('id')
    .forUpdate()
  const hastened = await ctx.db
    .updateTable('jobs')
    .set({ runAt: now })
    .where('id', 'in', waiting)
    .returning(sql<string>`payload ->> 'deliveryId'`.as('deliveryId'))
    .execute()
  if (hastened.length === 0) return
  await ctx.db
    .updateTable('deliveries')
    .set({ nextAttemptAt: null })
    .where(
      'id',
      'in',
      hastened.map(({ deliveryId }) => deliveryId),
    )
    .where('settledOn', 'is', null)
    .execute()
}
