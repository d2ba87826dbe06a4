import { sql } from 'kysely'
import { publishedTables, readEdition } from '../../channels/published.ts'
import type { Ctx } from '../../context.ts'
import { blockedHost } from '../../policy/servers.ts'
import { readersOf } from '../gateway.ts'
import { readSigningKey, type SigningKey } from '../signatures/signing-key.ts'

/** One activity for one inbox, with all that is decided about it before it leaves. */
export interface Delivery {
  readonly id: string
  readonly activityId: string
  readonly actorId: string
  readonly type: string
  readonly editionId: string | null
  readonly createdOn: string
  readonly withdrawnOn: string | null
  readonly inbox: string
  readonly host: string
  readonly nextAttemptAt: Date | null
  readonly body: Uint8Array
  /** Whether those at this server may read it still. */
  readonly isForThem: boolean
  /** Our actor's key; absent where nothing is to be signed, because it does not leave. */
  readonly key?: SigningKey
}

/**
 * Reads what is to be delivered, `undefined` for what is settled or gone: the deliveries in one statement, the bytes of
 * each activity once, and who may read each edition once.
 */
export async function readDeliveries(
  ctx: Pick<Ctx, 'db'>,
  ids: readonly string[],
): Promise<readonly (Delivery | undefined)[]> {
  const rows = await unsettled(ctx, ids)
  const bodies = new Map<string, Uint8Array>()
  for (const { activityId, body } of rows) if (body !== null) bodies.set(activityId, body)
  const keys = new Map<string, Promise<SigningKey>>()
  const keyOf = (actorId: string) => {
    const key = keys.get(actorId) ?? readSigningKey(publishedTables(ctx.db), actorId)
    keys.set(actorId, key)
    return key
  }
  // Begun before it is known who may read, for nearly everybody may.
  const [isForThem] = await Promise.all([
    readersOfWords(ctx, rows),
    ...[...new Set(rows.map(({ actorId }) => actorId))].map(keyOf),
  ])
  const found = new Map<string, Delivery>()
  for (const row of rows) {
    const body = bodies.get(row.activityId) ?? new Uint8Array()
    const leaves = body.byteLength > 0 && isForThem(row)
    found.set(row.id, {
      ...row,
      body,
      isForThem: isForThem(row),
      ...(leaves ? { key: await keyOf(row.actorId) } : {}),
    })
  }
  return ids.map((id) => found.get(id))
}

type Row = Awaited<ReturnType<typeof unsettled>>[number]

const unsettled = ({ db }: Pick<Ctx, 'db'>, ids: readonly string[]) =>
  publishedTables(db)
    .selectFrom('deliveries as delivery')
    .innerJoin('activities as activity', 'activity.id', 'delivery.activityId')
    .leftJoin('editions as edition', 'edition.id', 'activity.editionId')
    .select(['delivery.id', 'delivery.activityId', 'delivery.inbox', 'delivery.host'])
    .select(['delivery.nextAttemptAt', 'activity.actorId', 'activity.type', 'activity.editionId'])
    .select(['activity.createdOn', 'edition.withdrawnOn'])
    .select(blockedHost(sql<string>`delivery.host`).as('isBlocked'))
    .select(
      sql<Uint8Array | null>`case when row_number() over (partition by activity.id order by delivery.id) = 1
        then activity.body end`.as('body'),
    )
    .where('delivery.id', 'in', ids)
    .where('delivery.settledOn', 'is', null)
    .execute()

/** All that a server hears from us that may not speak with us. */
const takesBack: ReadonlySet<string> = new Set(['Delete', 'Undo', 'Reject'])

/**
 * Whoever was removed, or was left by us, or blocked, while she could not be reached: what she could not fetch is not
 * brought to her. What takes words back goes to everybody.
 */
async function readersOfWords({ db }: Pick<Ctx, 'db'>, rows: readonly Row[]): Promise<(row: Row) => boolean> {
  const readers = new Map<string, 'anyone' | ReadonlySet<string>>()
  const published = publishedTables(db)
  for (const editionId of new Set(rows.filter(carriesWords).map((row) => row.editionId))) {
    if (editionId === null) continue
    const hosts = [...new Set(rows.filter((row) => row.editionId === editionId).map(({ host }) => host))]
    const edition = await readEdition(published, editionId)
    const found = edition ? await readersOf(published, edition, hosts) : []
    readers.set(editionId, found === 'anyone' ? found : new Set(found))
  }
  return (row) => {
    if (row.isBlocked && !takesBack.has(row.type)) return false
    if (row.editionId === null || !carriesWords(row)) return true
    const allowed = readers.get(row.editionId)
    return allowed === 'anyone' || (allowed?.has(row.host) ?? false)
  }
}

/** Whether it brings words of an edition, and does not take them back. */
export const carriesWords = ({ editionId, type }: Pick<Row, 'editionId' | 'type'>): boolean =>
  editionId !== null && type !== 'Delete'
