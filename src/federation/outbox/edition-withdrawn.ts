import { sql } from 'kysely'
import type { Ctx } from '../../context.ts'
import { withdrawalRecipients } from '../gateway.ts'
import { deleteOf, undoAnnounceOf } from './edition-activities.ts'
import { type EditionEvent, sendByAuthor, workOff } from './edition-event.ts'
import { send } from './outgoing.ts'

/**
 * Asks everybody who may have an edition to forget it: the author's Delete, in an open channel also the Undo of the
 * bare Announce. Deliveries of its words that have not been made are given up at once, so that none of them holds up
 * the Delete behind it.
 */
export const editionWithdrawn = (ctx: Ctx, { editionId }: { readonly editionId: string }): Promise<void> =>
  workOff(ctx, editionId, async (event) => {
    const { db, edition, group } = event
    if (edition.withdrawnOn === undefined) return
    const recipients = await withdrawalRecipients(db, edition)
    await hastenPending(event)
    await sendByAuthor(event, await deleteOf(edition, ctx.origin), recipients)
    if (group === undefined || edition.channel?.kind !== 'open') return
    const undo = await undoAnnounceOf(edition, ctx.origin)
    // Outside the ledger of the edition: what receipts tell of is the Delete.
    await send(event.ctx, { ...undo, actorId: group, channelId: edition.channel.id, recipients })
  })

/** Jobs that wait to try again are due now; the delivery finds its words gone and makes way. */
async function hastenPending({ ctx, edition }: EditionEvent): Promise<void> {
  const pending = ctx.db
    .selectFrom('deliveries')
    .select('id')
    .where('editionId', '=', edition.id)
    .where('settledOn', 'is', null)
  const now = ctx.clock.now()
  await ctx.db
    .updateTable('jobs')
    .set({ runAt: now })
    .where('kind', '=', 'deliver')
    .where(sql<string>`payload ->> 'deliveryId'`, 'in', pending)
    .where('deadAt', 'is', null)
    .where('runAt', '>', now)
    .execute()
}
