import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { PublishedDatabase, PublishedEdition, PublishedTable } from '../channels/published.ts'
import type { Ctx } from '../context.ts'
import type { DB } from '../db/schema.ts'
import { blockedHost } from '../policy/servers.ts'
import type { Fragment } from './builder.ts'
import { actorDocument, readPublicActor } from './documents/actor.ts'
import { readChannelAbout } from './documents/channel-parts.ts'
import { hostOf } from './uris.ts'

/**
 * What the outbound side asks of the published tables (P3): who may read and who is to be told. It is handed a
 * handle that cannot reach members, posts or groups.
 */

/**
 * Besides what is published: the queue of deliveries, what is known of the lines that they take, and bytes of others
 * that an open channel passes on.
 */
type OutboundTable = PublishedTable | 'inboxMessages' | 'jobs' | 'serverHealth'

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

/**
 * Who may read an edition or, when it was withdrawn, learn that it was. With `among` only these hosts are looked up,
 * where there may be many.
 */
export async function readersOf(
  db: PublishedDatabase,
  edition: PublishedEdition,
  among?: readonly string[],
): Promise<Readers> {
  const { channel, followedChannel } = edition
  if ((channel?.kind ?? followedChannel?.kind) === 'open') return 'anyone'
  if (edition.withdrawnOn !== undefined) return hostsThatHad(db, edition.id)
  if (channel) {
    const hosts = await approvedHosts(db, channel.id, among)
    return hosts.filter((host) => host !== carriedFrom(edition))
  }
  return followedChannel ? ownerHost(db, followedChannel.id) : []
}

/** Servers with an accepted follower of a channel. Fetches come from instance actors, so approval goes by host. */
export async function approvedHosts(
  db: PublishedDatabase,
  channelId: string,
  among?: readonly string[],
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('followers')
    .select('host')
    .distinct()
    .where('channelId', '=', channelId)
    .where('state', '=', 'accepted')
    .where(sql<boolean>`not ${blockedHost(sql.ref('host'))}`)
    .$if(among !== undefined, (query) => query.where('host', 'in', among ?? []))
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
    .where(sql<boolean>`not ${blockedHost(sql.ref('host'))}`)
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

/**
 * Whom something goes to: a short list, or a query of inboxes that is never read here, for there may be ten thousand.
 */
export type Recipients = readonly Recipient[] | RecipientQuery

export interface RecipientQuery {
  /** Gives `inbox`; one that occurs several times, or is no address, does no harm. */
  readonly inboxes: RawBuilder<unknown>
}

/** Each of the inboxes once with its `host`, as SQL; what is no http(s) address is left out. */
export const recipientRows = (to: Recipients): RawBuilder<unknown> => {
  const inboxes =
    'inboxes' in to
      ? to.inboxes
      : sql`select jsonb_array_elements_text(${JSON.stringify(to.map(({ inbox }) => inbox))}::text::jsonb) as inbox`
  return sql`select distinct given.inbox, ${hostOfInbox(sql.ref('given.inbox'))} as host from (${inboxes}) given
    where ${hostOfInbox(sql.ref('given.inbox'))} is not null`
}

/** The host of an inbox as `hostOf` gives it, as SQL; null for what is no address. The queue has the same of its jobs. */
export const hostOfInbox = (inbox: RawBuilder<unknown>): RawBuilder<string | null> =>
  sql<string | null>`lower(regexp_replace(
    substring(${inbox} from '^[Hh][Tt][Tt][Pp][Ss]?://([^/?#@]+)'), ':443$', ''))`

/** Where an edition or its new version goes: approved followers, or the owner of the channel it answers in. */
export async function recipientsOf(db: PublishedDatabase, edition: PublishedEdition): Promise<Recipients> {
  const { channel, followedChannel } = edition
  if (channel) return followerInboxes(db, channel.id, carriedFrom(edition))
  return followedChannel ? recipients([followedChannel.inbox]) : []
}

/** What we pass on for another community never goes back to its server. */
const carriedFrom = ({ originUri, inReplyTo }: PublishedEdition): string | undefined =>
  originUri === undefined || inReplyTo !== undefined ? undefined : hostOf(originUri)

/** One inbox per server where it offers a shared one, leaving out one server if given. */
export async function followerInboxes(
  _db: PublishedDatabase,
  channelId: string,
  exceptHost?: string,
): Promise<RecipientQuery> {
  return {
    inboxes: sql`select coalesce(shared_inbox, inbox) as inbox from ${sql.table('followers')}
      where channel_id = ${channelId} and state = 'accepted' and host is distinct from ${exceptHost ?? null}
        and not ${blockedHost(sql.ref('host'))}`,
  }
}

/**
 * Everybody who is asked to forget an edition: every inbox it ever went to, whoever unfollowed or was removed since
 * included, servers that fetched it, and those who would get it today.
 */
export async function withdrawalRecipients(
  db: PublishedDatabase,
  edition: PublishedEdition,
): Promise<RecipientQuery> {
  const current = await recipientsOf(db, edition)
  const known = sql`select inbox from ${sql.table('deliveries')} where edition_id = ${edition.id}
    union select today.inbox from (${recipientRows(current)}) today`
  return {
    inboxes: sql`with known as (${known})
      select inbox from known
      union select fetched.inbox from ${sql.table('editionFetches')} fetched
        where fetched.edition_id = ${edition.id} and not exists (select 1 from known
          where ${hostOfInbox(sql.ref('known.inbox'))} = ${hostOfInbox(sql.ref('fetched.inbox'))})`,
  }
}

/** Each inbox once; an address that is none is nobody's. */
export function recipients(inboxes: readonly string[]): readonly Recipient[] {
  return [...new Set(inboxes)].flatMap((inbox) => {
    const host = hostOf(inbox)
    return host === undefined ? [] : [{ inbox, host }]
  })
}

/** A channel of ours as the actor that it is, with its document as everybody may read it now. */
export interface OwnGroup {
  readonly channelId: string
  readonly actorId: string
  readonly uri: string
  readonly kind: 'open' | 'allied'
  readonly isClosed: boolean
  /** The actor that took its place, on another host. */
  readonly movedTo: string | null
  readonly document: Fragment
}

export async function readGroup(
  db: PublishedDatabase,
  channelId: string,
  origin: string,
): Promise<OwnGroup | undefined> {
  const row = await db.selectFrom('channels').select('actorId').where('id', '=', channelId).executeTakeFirst()
  const actor = row && (await readPublicActor(db, { id: row.actorId }))
  if (!actor?.channel) return undefined
  const { id: actorId, uri, retired: isClosed } = actor
  const { kind, movedTo } = actor.channel
  const document = actorDocument(actor, origin, await readChannelAbout(db, channelId))
  return { channelId, actorId, uri, kind, isClosed, movedTo, document }
}

/** An actor of ours as everybody may read it; undefined when there is none, or it is nobody any more. */
export async function readOwnActor(
  db: PublishedDatabase,
  actorId: string,
  origin: string,
): Promise<OwnActor | undefined> {
  const actor = await readPublicActor(db, { id: actorId })
  if (!actor || actor.retired) return undefined
  const { uri, channel } = actor
  const about = channel && (await readChannelAbout(db, channel.id))
  return { uri, ...(channel ? { kind: channel.kind } : {}), document: actorDocument(actor, origin, about) }
}

export interface OwnActor {
  readonly uri: string
  /** Of a channel. */
  readonly kind?: 'open' | 'allied'
  readonly document: Fragment
}
