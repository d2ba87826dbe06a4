import { type OutboundCtx, recipientsOf } from '../gateway.ts'
import { announceOf, createOf } from './edition-activities.ts'
import { sendBareAnnounce, sendByAuthor, sendByGroup, workOff } from './edition-event.ts'
import { tellNotes } from './edition-notes.ts'

/**
 * Sends a new edition: in a channel of our own as Announce{Create}, to followers of an open one also as the bare
 * Announce; an answer in somebody else's channel as a Create to its owner. One that was withdrawn meanwhile never
 * leaves.
 */
export const editionPublished = (
  ctx: OutboundCtx,
  { editionId }: { readonly editionId: string },
): Promise<void> =>
  workOff(ctx, editionId, async (event) => {
    const { db, edition, group } = event
    if (edition.withdrawnOn !== undefined) return
    const recipients = await recipientsOf(db, edition)
    const create = await createOf(edition, ctx.origin)
    await sendByAuthor(event, create, group === undefined ? recipients : [])
    if (group === undefined) return
    await sendByGroup(event, await announceOf(edition, create, ctx.origin), recipients)
    await sendBareAnnounce(event, recipients)
    await tellNotes(event, recipients)
  })
