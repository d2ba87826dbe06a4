import { sql } from 'kysely'
import type { Ctx } from '../../context.ts'
import { createBatcher } from '../../jobs/batcher.ts'
import type { ReadActivity } from '../trust.ts'
import { createInboxRoom } from './inbox-room.ts'

/** So many activities of one server wait here, bodies and all; more than that is a flood. */
const mostStoredPerHost = sql.lit(1_000)

/** Those that come at about the same time share a statement and the wait for the disk; bodies are 256 KB at most. */
const together = { most: 32, patience: 0 }

interface Verified extends Pick<ReadActivity, 'actorUri' | 'host'> {
  readonly body: Uint8Array
}

/**
 * Stores a verified activity and the job that works it off; durable when it answers true. False when too many of that
 * server, or of all, wait, and nothing is stored.
 */
export type StoreActivity = (activity: Verified) => Promise<boolean>

/** One for each process, so that what comes together is stored together. */
export function createStore(newContext: () => Ctx): StoreActivity {
  const room = createInboxRoom()
  return createBatcher<Verified, boolean>(together, async (activities) => {
    const ctx = newContext()
    const hasRoom = await room.admit(ctx, activities)
    const stored = [
      ...(await storeAll(
        ctx,
        activities.filter((_activity, place) => hasRoom[place]),
      )),
    ]
    return hasRoom.map((isAdmitted) => isAdmitted && stored.shift() === true)
  })
}

/**
 * In one statement. Activities of one server are worked off in the order they came: a Delete must not overtake its
 * Create.
 */
async function storeAll(ctx: Ctx, activities: readonly Verified[]): Promise<readonly boolean[]> {
  if (activities.length === 0) return []
  const now = ctx.clock.now()
  const ids = activities.map(() => ctx.random.id())
  const hosts = activities.map(({ host }) => host)
  const actorUris = activities.map(({ actorUri }) => actorUri)
  const lengths = activities.map(({ body }) => body.byteLength)
  const { rows } = await sql<{ id: string }>`with given as materialized (
      select given.*, row_number() over (partition by host order by place) as place_of_host,
        sum(length) over (order by place) - length + 1 as start
      from unnest(${ids}::text[], ${hosts}::text[], ${actorUris}::text[], ${lengths}::int[])
        with ordinality as given (id, host, actor_uri, length, place)
    ), waiting as materialized (
      select host, (select count(*) from (select 1 from inbox_messages where inbox_messages.host = hosts.host
        limit ${mostStoredPerHost}) waiting) as messages from (select distinct host from given) hosts
    ), stored as (
      insert into inbox_messages (id, host, actor_uri, body, received_at)
      select given.id, given.host, given.actor_uri,
        substring(${joined(activities)}::bytea from given.start::int for given.length), ${now}::timestamptz
      from given join waiting on waiting.host = given.host
      where waiting.messages + given.place_of_host <= ${mostStoredPerHost}
      returning id
    ), queued as (
      insert into jobs (kind, payload, order_key, run_at)
      select 'receive', jsonb_build_object('inboxMessageId', given.id), 'from:' || given.host, ${now}::timestamptz
      from given join stored on stored.id = given.id order by given.place
    )
    select id from stored`.execute(ctx.db)
  const stored = new Set(rows.map(({ id }) => id))
  return ids.map((id) => stored.has(id))
}

/** All bodies in one value, one after the other. */
function joined(activities: readonly Verified[]): Uint8Array {
  const bytes = new Uint8Array(activities.reduce((length, { body }) => length + body.byteLength, 0))
  let offset = 0
  for (const { body } of activities) {
    bytes.set(body, offset)
    offset += body.byteLength
  }
  return bytes
}
