import { type RawBuilder, sql } from 'kysely'
import { dayOf } from '../../days.ts'
import { documentOf, type Fragment } from '../builder.ts'
import { type OutboundCtx, type Recipients, recipientRows } from '../gateway.ts'
import { activityUri } from '../uris.ts'

/** An activity that leaves, and whom it goes to. */
export interface Outgoing {
  /** Stable: the same activity built again has the same id. */
  readonly id: string
  /** Our actor, who signs. */
  readonly actorId: string
  /** What it does to those who get it: a Delete in an Announce counts as that Delete. */
  readonly type: string
  readonly body: Fragment
  readonly channelId?: string
  /** The edition whose ledger it belongs to. */
  readonly editionId?: string
  /** Nobody, when it is only there to be fetched. */
  readonly recipients: Recipients
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
  await addDeliveries(ctx, { id, ...(editionId === undefined ? {} : { editionId }) }, recipients)
}

/** Adds further inboxes to an activity that is written already, as `send`. */
export async function addDeliveries(
  ctx: OutboundCtx,
  { id, editionId }: Pick<Outgoing, 'id' | 'editionId'>,
  recipients: Recipients,
): Promise<void> {
  if ('length' in recipients && recipients.length === 0) return
  // One statement however many they are, and none of them comes through here.
  await sql`with addressed as (${recipientRows(recipients)}), entered as (
      insert into ${sql.table('deliveries')} (id, activity_id, edition_id, inbox, host, state)
      select ${deliveryId(id, sql.ref('addressed.inbox'))}, ${id}, ${editionId ?? null}::text, addressed.inbox,
        addressed.host, 'waiting'
      from addressed on conflict do nothing returning id, inbox
    )
    insert into ${sql.table('jobs')} (kind, payload, order_key, run_at)
    select 'deliver', jsonb_build_object('deliveryId', entered.id), ${inboxOrder('')} || entered.inbox,
      ${ctx.clock.now()}::timestamptz
    from entered`.execute(ctx.db)
}

/** The id of a delivery follows from what goes where, so that written again it is the same. 128 bits as hex. */
const deliveryId = (activityId: string, inbox: RawBuilder<unknown>): RawBuilder<string> =>
  sql<string>`left(encode(sha256(convert_to(${activityId}::text || chr(10) || ${inbox}, 'UTF8')), 'hex'), 32)`

/** Deliveries to one inbox go out one after another. */
export const inboxOrder = (inbox: string): string => `inbox:${inbox}`
