import { readNotes } from '../../channels/published.ts'
import { type OutboundCtx, withdrawalRecipients } from '../gateway.ts'
import { deleteOf, undoAnnounceOf } from './edition-activities.ts'
import { sendByAuthor, workOff } from './edition-event.ts'
import { withdrawNotes } from './edition-notes.ts'
import { hasten } from './hasten.ts'
import { send } from './outgoing.ts'

/**
 * Asks everybody who may have an edition to forget it: the author's Delete, in an open channel also the Undo of the
 * bare Announce. What waits at their inboxes is tried at once: deliveries of its words that have not been made are
 * given up, and nothing that was to be tried hours later holds up the Delete behind it.
 */
export const editionWithdrawn = (
  ctx: OutboundCtx,
  { editionId }: { readonly editionId: string },
): Promise<void> =>
  workOff(ctx, editionId, async (event) => {
    const { db, edition, group } = event
    if (edition.withdrawnOn === undefined) return
    const recipients = await withdrawalRecipients(db, edition)
    await hasten(event.ctx, recipients)
    await sendByAuthor(event, await deleteOf(edition, ctx.origin), recipients)
    await withdrawNotes(event, await readNotes(db, { editionId }), recipients)
    if (group === undefined || edition.channel?.kind !== 'open') return
    const undo = await undoAnnounceOf(edition, ctx.origin)
    // Outside the ledger of the edition: what receipts tell of is the Delete.
    await send(event.ctx, { ...undo, actorId: group, channelId: edition.channel.id, recipients })
  })
