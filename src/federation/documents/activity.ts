import { type PublishedDatabase, readEdition } from '../../channels/published.ts'
import { approvedHosts, hostsThatHad, type Readers, readersOf } from '../gateway.ts'
import { objectOf, readJsonObject, typesOf } from '../read-json.ts'

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
    if (row.kind !== 'open') return { body, readers: await approvedHosts(db, row.channelId) }
    return { body, readers: carriesWords(row.type, body) ? await hostsToldOf(db, id) : 'anyone' }
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

/** Somebody else's words around which an open channel put its Announce. */
function carriesWords(type: string, body: Uint8Array<ArrayBuffer>): boolean {
  const inner = type === 'Announce' ? objectOf(readJsonObject(body)?.['object']) : undefined
  return inner !== undefined && typesOf(inner).some((one) => one === 'Create' || one === 'Update')
}

/** Followers that it was sent to, who hear when it is taken back; everybody else reads it where it was written. */
async function hostsToldOf(db: PublishedDatabase, activityId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('deliveries')
    .select('host')
    .distinct()
    .where('activityId', '=', activityId)
    .execute()
  return rows.map(({ host }) => host)
}
