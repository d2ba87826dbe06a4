import { type PublishedEdition, publishedTables, readEdition } from '../../channels/published.ts'
import type { Ctx } from '../../context.ts'
import { dayOf } from '../../days.ts'
import type { Recipient } from '../gateway.ts'
import type { ServedCollection } from './collections.ts'

/**
 * Remembers that a server has an edition and where to ask it to forget it (P5), and gives the edition if it still
 * stands then: a withdrawal afterwards finds the note, and one before leaves nothing to serve. The address is kept
 * with the edition, for what is known of actors elsewhere is forgotten after a month.
 */
export async function noteFetch(
  ctx: Ctx,
  editionId: string,
  reader: Recipient,
): Promise<PublishedEdition | undefined> {
  await note(ctx, [editionId], reader)
  const edition = await readEdition(publishedTables(ctx.db), editionId)
  return edition && edition.withdrawnOn === undefined && edition.texts.length > 0 ? edition : undefined
}

/**
 * The same for all that a collection carries whole: it is read again until nothing stands in it that was not noted
 * before it was read.
 */
export async function noteFetches(
  ctx: Ctx,
  first: ServedCollection,
  { reader, again }: { reader: Recipient; again: () => Promise<ServedCollection | undefined> },
): Promise<ServedCollection | undefined> {
  const noted = new Set<string>()
  let served: ServedCollection | undefined = first
  while (served) {
    const fresh: readonly string[] = served.editionIds.filter((id) => !noted.has(id))
    if (fresh.length === 0) return served
    await note(ctx, fresh, reader)
    for (const id of fresh) noted.add(id)
    served = await again()
  }
  return undefined
}

async function note(ctx: Ctx, editionIds: readonly string[], { host, inbox }: Recipient): Promise<void> {
  const fetchedOn = dayOf(ctx.clock.now())
  await ctx.db
    .insertInto('editionFetches')
    .values(editionIds.map((editionId) => ({ editionId, host, inbox, fetchedOn })))
    .onConflict((conflict) => conflict.columns(['editionId', 'host']).doUpdateSet({ inbox }))
    .execute()
}
