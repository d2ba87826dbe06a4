import type { Kysely } from 'kysely'
import type { PublishedDatabase, PublishedEdition, PublishedTable } from '../channels/published.ts'
import type { Ctx } from '../context.ts'
import type { DB } from '../db/schema.ts'
import { hostOf } from './uris.ts'

/**
 * What the outbound side asks of the published tables (P3): who may read and who is to be told. It is handed a
 * handle that cannot reach members, posts or groups.
 */

/** Besides what is published: the queue of deliveries, and bytes of others that an open channel passes on. */
type OutboundTable = PublishedTable | 'inboxMessages' | 'jobs'

/**
 * All that `outbox` is handed to work events off, and all that it can name: it imports no other context, which the
 * import rules check, and a test records which tables it touches.
 */
export interface OutboundCtx extends Pick<Ctx, 'clock' | 'random' | 'origin'> {
  readonly db: Kysely<Pick<DB, OutboundTable>>
}

/** Narrows a context to what the outbound side may know. */
export const outbound = ({
  db,
  clock,
  random,
  origin,
}: Omit<OutboundCtx, 'db'> & Pick<Ctx, 'db'>): OutboundCtx => ({
  db: db.$pickTables<OutboundTable>(),
  clock,
  random,
  origin,
})

/** The published tables alone, to read from. */
export const publishedOf = ({ db }: Pick<OutboundCtx, 'db'>): PublishedDatabase =>
  db.$pickTables<PublishedTable>()

/** Everybody, or the servers on a list; an empty list is nobody. */
export type Readers = 'anyone' | readonly string[]

/** Who may read an edition or, when it was withdrawn, learn that it was. */
export async function readersOf(db: PublishedDatabase, edition: PublishedEdition): Promise<Readers> {
  const { channel, followedChannel } = edition
  if ((channel?.kind ?? followedChannel?.kind) === 'open') return 'anyone'
  if (edition.withdrawnOn !== undefined) return hostsThatHad(db, edition.id)
  if (channel) return approvedHosts(db, channel.id)
  return followedChannel ? ownerHost(db, followedChannel.id) : []
}

/** Servers with an accepted follower of a channel. Fetches come from instance actors, so approval goes by host. */
export async function approvedHosts(db: PublishedDatabase, channelId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('followers')
    .select('host')
    .distinct()
    .where('channelId', '=', channelId)
    .where('state', '=', 'accepted')
    .execute()
  return rows.map(({ host }) => host)
}

/** An answer in an allied channel of others is for its owner alone, who passes it on. */
async function ownerHost(db: PublishedDatabase, followedChannelId: string): Promise<readonly string[]> {
  const row = await db
    .selectFrom('followedChannels')
    .select('host')
    .where('id', '=', followedChannelId)
    .where('state', '=', 'following')
    .executeTakeFirst()
  return row ? [row.host] : []
}

/** Servers that an edition was sent to or that fetched it, whatever they are to us today. */
export async function hostsThatHad(db: PublishedDatabase, editionId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('deliveries')
    .select('host')
    .where('editionId', '=', editionId)
    .where('attempts', '>', 0)
    .union(db.selectFrom('editionFetches').select('host').where('editionId', '=', editionId))
    .execute()
  return rows.map(({ host }) => host)
}

export interface Recipient {
  readonly inbox: string
  readonly host: string
}

/** Where an edition or its new version goes: approved followers, or the owner of the channel it answers in. */
export async function recipientsOf(
  db: PublishedDatabase,
  edition: PublishedEdition,
): Promise<readonly Recipient[]> {
  const { channel, followedChannel } = edition
  if (channel) return followerInboxes(db, channel.id)
  return followedChannel ? recipients([followedChannel.inbox]) : []
}

/** One inbox per server where it offers a shared one. */
export async function followerInboxes(
  db: PublishedDatabase,
  channelId: string,
): Promise<readonly Recipient[]> {
  const rows = await db
    .selectFrom('followers')
    .select(['inbox', 'sharedInbox'])
    .where('channelId', '=', channelId)
    .where('state', '=', 'accepted')
    .execute()
  return recipients(rows.map(({ inbox, sharedInbox }) => sharedInbox ?? inbox))
}

/**
 * Everybody who is asked to forget an edition: every inbox it ever went to, whoever unfollowed or was removed since
 * included, servers that fetched it, and those who would get it today.
 */
export async function withdrawalRecipients(
  db: PublishedDatabase,
  edition: PublishedEdition,
): Promise<readonly Recipient[]> {
  const delivered = await db
    .selectFrom('deliveries')
    .select('inbox')
    .distinct()
    .where('editionId', '=', edition.id)
    .execute()
  const fetched = await inboxesOfReaders(db, edition.id)
  const current = await recipientsOf(db, edition)
  const known = recipients([...delivered.map(({ inbox }) => inbox), ...current.map(({ inbox }) => inbox)])
  const reached = new Set(known.map(({ host }) => host))
  return [...known, ...fetched.filter(({ host }) => !reached.has(host))]
}

/** Where servers that fetched an edition can be reached. */
async function inboxesOfReaders(db: PublishedDatabase, editionId: string): Promise<readonly Recipient[]> {
  const rows = await db
    .selectFrom('editionFetches')
    .select('inbox')
    .where('editionId', '=', editionId)
    .execute()
  return recipients(rows.map(({ inbox }) => inbox))
}

/** Each inbox once; an address that is none is nobody's. */
export function recipients(inboxes: readonly string[]): readonly Recipient[] {
  return [...new Set(inboxes)].flatMap((inbox) => {
    const host = hostOf(inbox)
    return host === undefined ? [] : [{ inbox, host }]
  })
}
