import type { Ctx } from '../../context.ts'
import { documentOf } from '../builder.ts'
import { recipientsOf } from '../gateway.ts'
import { announceOf, type BuiltActivity, createOf, updateOf } from './edition-activities.ts'
import { type EditionEvent, sendByAuthor, sendByGroup, workOff } from './edition-event.ts'

/**
 * Sends a new version: Announce{Update} in a channel of our own, in an open one also the author's own Update, which
 * is what Mastodon understands; an Update to the owner for an answer. Nothing is sent for a version that is not the
 * current one any more, and what still waits to be delivered is brought up to it: words that an author took out do
 * not leave later.
 */
export const editionUpdated = (
  ctx: Ctx,
  { editionId, version }: { readonly editionId: string; readonly version: number },
): Promise<void> =>
  workOff(ctx, editionId, async (event) => {
    const { db, edition, group } = event
    if (edition.withdrawnOn !== undefined || edition.version !== version) return
    await renewEarlier(event)
    const recipients = await recipientsOf(db, edition)
    const update = await updateOf(edition, ctx.origin)
    const isDirect = group === undefined || edition.channel?.kind === 'open'
    if (group !== undefined) {
      await sendByGroup(event, await announceOf(edition, update, ctx.origin), recipients)
    }
    await sendByAuthor(event, update, isDirect ? recipients : [])
  })

/** The Create and its Announce carry the newest words from now on; older Updates carry none. */
async function renewEarlier({ ctx, edition, group }: EditionEvent): Promise<void> {
  const create = await createOf(edition, ctx.origin)
  const renewed: BuiltActivity[] = [create]
  if (group !== undefined) renewed.push(await announceOf(edition, create, ctx.origin))
  for (const { id, body } of renewed) {
    await ctx.db
      .updateTable('activities')
      .set({ body: documentOf(body) })
      .where('id', '=', id)
      .execute()
  }
  const outdated = await outdatedUpdates(edition, ctx.origin)
  if (outdated.length === 0) return
  await ctx.db.updateTable('activities').set({ body: new Uint8Array() }).where('id', 'in', outdated).execute()
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
