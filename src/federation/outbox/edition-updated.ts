import { dayOf } from '../../days.ts'
import { documentOf } from '../builder.ts'
import { type OutboundCtx, recipientsOf } from '../gateway.ts'
import { announceOf, type BuiltActivity, bareAnnounceOf, createOf, updateOf } from './edition-activities.ts'
import { type EditionEvent, sendByAuthor, sendByGroup, workOff } from './edition-event.ts'
import { tellNotes } from './edition-notes.ts'

/**
 * Sends a new version: Announce{Update} in a channel of our own, in an open one also the author's own Update, which
 * is what Mastodon understands; an Update to the owner for an answer. Nothing is sent for a version that is not the
 * current one any more. What still waits to be delivered was emptied with the version and is brought up to it here:
 * words that an author took out do not leave later.
 */
export const editionUpdated = (
  ctx: OutboundCtx,
  { editionId, version }: { readonly editionId: string; readonly version: number },
): Promise<void> =>
  workOff(ctx, editionId, async (event) => {
    const { db, edition, group } = event
    if (edition.withdrawnOn !== undefined || edition.version !== version) return
    await renewEarlier(event)
    await giveUpOutdated(event)
    const recipients = await recipientsOf(db, edition)
    const update = await updateOf(edition, ctx.origin)
    const isDirect = group === undefined || edition.channel?.kind === 'open'
    if (group !== undefined) {
      await sendByGroup(event, await announceOf(edition, update, ctx.origin), recipients)
    }
    await sendByAuthor(event, update, isDirect ? recipients : [])
    await tellNotes(event, recipients)
  })

/** The Create and its Announces are whole again, with the newest words. */
export async function renewEarlier({ ctx, edition, group }: EditionEvent): Promise<void> {
  const create = await createOf(edition, ctx.origin)
  const renewed: BuiltActivity[] = [create]
  if (group !== undefined) renewed.push(await announceOf(edition, create, ctx.origin))
  if (edition.channel?.kind === 'open') renewed.push(await bareAnnounceOf(edition, ctx.origin))
  for (const { id, body } of renewed) {
    await ctx.db
      .updateTable('activities')
      .set({ body: documentOf(body) })
      .where('id', '=', id)
      .execute()
  }
}

/** Updates to versions between the first and this one stay empty: whoever has not got them gets this one. */
async function giveUpOutdated({ ctx, edition }: EditionEvent): Promise<void> {
  const outdated = await outdatedUpdates(edition, ctx.origin)
  if (outdated.length === 0) return
  await ctx.db.updateTable('activities').set({ body: new Uint8Array() }).where('id', 'in', outdated).execute()
  await ctx.db
    .updateTable('deliveries')
    .set({ state: 'failed', nextAttemptAt: null, settledOn: dayOf(ctx.clock.now()) })
    .where('activityId', 'in', outdated)
    .where('settledOn', 'is', null)
    .execute()
}

async function outdatedUpdates(edition: EditionEvent['edition'], origin: string): Promise<readonly string[]> {
  const ids: string[] = []
  for (let version = 2; version < edition.version; version += 1) {
    const update = await updateOf({ ...edition, version }, origin)
    ids.push(update.id)
    if (edition.channel) ids.push((await announceOf(edition, update, origin)).id)
  }
  return ids
}
