import { dayOf } from '../../days.ts'
import { enqueue } from '../../jobs/queue.ts'
import { documentOf, type Fragment } from '../builder.ts'
import type { OutboundCtx, Recipient } from '../gateway.ts'
import { activityUri } from '../uris.ts'

/** An activity that leaves, and whom it goes to. */
export interface Outgoing {
  /** Stable: the same activity built again has the same id. */
  readonly id: string
  /** Our actor, who signs. */
  readonly actorId: string
  readonly type: string
  readonly body: Fragment
  readonly channelId?: string
  /** The edition whose ledger it belongs to. */
  readonly editionId?: string
  /** Nobody, when it is only there to be fetched. */
  readonly recipients: readonly Recipient[]
}

/**
 * Writes an activity, a ledger row and a delivery job per inbox, all in the transaction at hand. Written a second time
 * it changes nothing, so an event may be worked off twice (P15). Deliveries to one inbox go out in the order of these
 * calls; an inbox that does not answer holds up no other.
 */
export async function send(ctx: OutboundCtx, outgoing: Outgoing): Promise<void> {
  const { id, actorId, type, channelId, editionId, recipients } = outgoing
  await ctx.db
    .insertInto('activities')
    .values({
      id,
      uri: activityUri(ctx.origin, id),
      actorId,
      type,
      channelId: channelId ?? null,
      editionId: editionId ?? null,
      body: documentOf(outgoing.body),
      createdOn: dayOf(ctx.clock.now()),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
  if (recipients.length === 0) return
  const inserted = await ctx.db
    .insertInto('deliveries')
    .values(
      recipients.map(({ inbox, host }) => ({
        id: ctx.random.id(),
        activityId: id,
        editionId: editionId ?? null,
        inbox,
        host,
        state: 'waiting' as const,
      })),
    )
    .onConflict((conflict) => conflict.columns(['activityId', 'inbox']).doNothing())
    .returning(['id', 'inbox'])
    .execute()
  for (const { id: deliveryId, inbox } of inserted) {
    await enqueue(ctx, { kind: 'deliver', payload: { deliveryId }, orderKey: inboxOrder(inbox) })
  }
}

/** Deliveries to one inbox go out one after another. */
export const inboxOrder = (inbox: string): string => `inbox:${inbox}`
