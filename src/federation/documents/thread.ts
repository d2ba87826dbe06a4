import { type PublishedDatabase, readEdition } from '../../channels/published.ts'
import { readThreadUris } from '../../channels/thread.ts'
import { contextCollection } from '../builder.ts'
import { readersOf } from '../gateway.ts'
import type { ServedCollection } from './collections.ts'

/**
 * The whole thread that an edition of ours begins, in its order, for whoever may read that edition: all that stands in
 * a channel is for the same readers. Undefined for what begins no thread and for what was taken back.
 */
export async function readThread(db: PublishedDatabase, id: string): Promise<ServedCollection | undefined> {
  const edition = await readEdition(db, id)
  if (!edition?.channel || edition.rootUri !== undefined || edition.withdrawnOn !== undefined)
    return undefined
  const body = contextCollection({ ...edition, channel: edition.channel }, await readThreadUris(db, edition))
  return { body, readers: await readersOf(db, edition), editionIds: [] }
}
