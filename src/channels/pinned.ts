import { type PublishedDatabase, type PublishedEdition, readEdition } from './published.ts'

/** The editions that stand above the others of a channel, in their order; few, so they are read one by one. */
export async function readPinnedEditions(
  db: PublishedDatabase,
  channelId: string,
): Promise<readonly PublishedEdition[]> {
  const pins = await db
    .selectFrom('channelPins')
    .select('editionId')
    .where('channelId', '=', channelId)
    .orderBy('position')
    .execute()
  const editions: PublishedEdition[] = []
  for (const { editionId } of pins) {
    const edition = await readEdition(db, editionId)
    // Withdrawn between two statements.
    if (edition && edition.withdrawnOn === undefined && edition.texts.length > 0) editions.push(edition)
  }
  return editions
}

/** What stands on top does not stand below a second time. */
export const withoutPinned = (
  editions: readonly PublishedEdition[],
  pinned: readonly PublishedEdition[],
): readonly PublishedEdition[] => editions.filter(({ id }) => !pinned.some((pin) => pin.id === id))
