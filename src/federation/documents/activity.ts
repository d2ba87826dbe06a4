import { type PublishedDatabase, readEdition } from '../../channels/published.ts'
import { approvedHosts, hostsThatHad, type Readers, readersOf } from '../gateway.ts'

export interface ServedActivity {
  readonly body: Uint8Array<ArrayBuffer>
  readonly readers: Readers
  /** The edition whose text it carries. */
  readonly editionId?: string
}

/**
 * An activity of ours as it was sent, with who may read it; undefined when there is nothing to read any more. What
 * carries an edition's text goes with the edition: after a withdrawal, and for a superseded version, it is gone.
 */
export async function readServedActivity(
  db: PublishedDatabase,
  id: string,
): Promise<ServedActivity | undefined> {
  const row = await db
    .selectFrom('activities as activity')
    .leftJoin('channels as channel', 'channel.id', 'activity.channelId')
    .select(['activity.type', 'activity.editionId', 'activity.channelId', 'activity.body', 'channel.kind'])
    .where('activity.id', '=', id)
    .executeTakeFirst()
  if (!row || row.body.byteLength === 0) return undefined
  const body = Uint8Array.from(row.body)
  if (row.editionId === null) {
    // What is between us and one server (a Follow, its answer) has reached it, and is nobody else's to read.
    if (row.channelId === null) return undefined
    return { body, readers: row.kind === 'open' ? 'anyone' : await approvedHosts(db, row.channelId) }
  }
  const edition = await readEdition(db, row.editionId)
  if (!edition) return undefined
  const isOpen = (edition.channel?.kind ?? edition.followedChannel?.kind) === 'open'
  if (row.type === 'Delete' || row.type === 'Undo') {
    return { body, readers: isOpen ? 'anyone' : await hostsThatHad(db, edition.id) }
  }
  if (edition.withdrawnOn !== undefined) return undefined
  return { body, readers: await readersOf(db, edition), editionId: edition.id }
}
