import { sql } from 'kysely'
import type { Ctx, DatabaseTransaction, RemoteActor } from '../context.ts'
import { blockedHost } from '../policy/servers.ts'
import type { Clock } from '../ports.ts'
import type { Result } from '../result.ts'

/** The context of a use case that another community's activity runs: its actor proved who it is. */
export type RemoteCtx = Ctx & { readonly actor: RemoteActor }

/** An activity by its id, with the host of the actor who signed it. */
export interface RemoteActivity {
  readonly uri: string
  readonly host: string
}

/** What can be followed: channels, which bring what many write, and accounts, which only bring their own words. */
export type FollowedActorType = 'Group' | 'Organization' | 'Person' | 'Service' | 'Application'

/** A channel or an account elsewhere, as found over the network and not yet judged. */
export interface RemoteChannel {
  readonly actorUri: string
  readonly host: string
  readonly actorType: FollowedActorType
  /** `name@host`, without a leading @. */
  readonly handle: string
  readonly name: string
  readonly summary: string
  readonly kind: 'open' | 'allied'
  readonly inbox: string
  readonly sharedInbox?: string
  /** The page about it for people. */
  readonly pageUrl?: string
  readonly outboxUri?: string
  readonly featuredUri?: string
  readonly followersUri?: string
  /** Other addresses that it says are its own. */
  readonly alsoKnownAs?: readonly string[]
  /** It was found through a post, which names others too: its author beside its channel. */
  readonly ofPost?: { readonly others: readonly RemoteChannel[] }
}

/**
 * Finds a channel by its handle or address. Waits for the network, so it is never called inside a transaction.
 * Refuses with the field `address`: unreachable, not a channel, or of this very community.
 */
export type ResolveChannel = (ctx: Ctx, address: string) => Promise<Result<RemoteChannel>>

/** What others published, as it came: nothing in it is clean or believed yet. */
export interface RemoteObject {
  readonly uri: string
  readonly inReplyTo?: string
  readonly authorUri: string
  readonly authorName: string
  /** The community whose comment the author passes on. */
  readonly passedOnFrom?: string
  readonly title: string
  /** Not sanitised. */
  readonly html: string
  /** BCP 47, or anything else. */
  readonly language: string
  /** The same in other languages, by its own authors; titles may be empty. */
  readonly translations?: readonly {
    readonly language: string
    readonly title: string
    readonly html: string
  }[]
  /** It says one language of something that comes in all of them, for software that reads the first only. */
  readonly isLanguageOfAnother?: true
  /** Its author said that others may offer translations. */
  readonly translationsWelcome?: true
  /** Collections whose members its author lets pass it on. */
  readonly carriers?: readonly string[]
  /** `YYYY-MM-DD`. */
  readonly publishedOn: string
  readonly images: readonly { readonly url: string; readonly alt: string }[]
  readonly poll?: RemotePoll
  readonly event?: RemoteEvent
  readonly links?: readonly RemoteLink[]
}

/** A vote held elsewhere; counts as its own server tells them, where it does. */
export interface RemotePoll {
  readonly isMultiple: boolean
  readonly endsAt?: Date
  readonly isClosed: boolean
  readonly voters?: number
  readonly options: readonly { readonly name: string; readonly votes?: number }[]
}

/** Where and when people meet. */
export interface RemoteEvent {
  readonly startsAt: Date
  readonly endsAt?: Date
  readonly place: string
  readonly isCancelled: boolean
}

/** Something that a post points to and that is not fetched. */
export interface RemoteLink {
  readonly kind: 'video' | 'audio' | 'page'
  readonly url: string
  readonly name: string
}

/**
 * Lets the transaction at hand end before it lies on the disk (`synchronous_commit` off, PostgreSQL documentation
 * 20.5.1). It may, because nothing is forgotten for it: the stored activity and its job go in a later transaction that
 * does wait for the disk, and the log is written in order, so that what the activity changed lies there by then. After
 * a crash between the two neither happened, or the activity is worked off again and its record says that it worked.
 * What it causes outside, a delivery, an answer to somebody, is a job that others can see only in that same order.
 */
export const committedLater = sql<string>`set_config('synchronous_commit', 'off', true)`

/**
 * Remembers an activity in the transaction that it changes something in, so that a replay changes nothing: `seen`
 * before. The key holds the actor's host: nobody can use up the ids of others in advance. `refused`: its server may not
 * speak with us, as it stands once nobody holds activities (`holdActivities`); unless that `mayBeRefused` makes no
 * difference.
 */
export async function recordActivity(
  ctx: { readonly db: DatabaseTransaction; readonly clock: Clock },
  activity: RemoteActivity,
  { mayBeRefused = false }: { readonly mayBeRefused?: boolean } = {},
): Promise<'new' | 'seen' | 'refused'> {
  const isRefused = mayBeRefused ? sql`false` : blockedHost(sql`${activity.host}::text`)
  const { rows } = await sql<{ isRefused: boolean; isNew: boolean }>`with server as materialized (
      select coalesce(${isRefused}, false) as is_refused
    ), recorded as (
      insert into processed_activities (host, activity_uri, processed_at)
      select ${activity.host}, ${activity.uri}, ${ctx.clock.now()}::timestamptz from server where not is_refused
      on conflict (host, activity_uri) do nothing
      returning ${committedLater} as committed
    )
    select is_refused, exists (select committed from recorded) as is_new from server`.execute(ctx.db)
  const [row] = rows
  if (row?.isRefused !== false) return 'refused'
  return row.isNew ? 'new' : 'seen'
}

/**
 * Waits until every activity that is at work has ended, and lets none begin before the transaction at hand has: they
 * write the same table, and a statement waits for a table's lock before it looks at anything (PostgreSQL documentation
 * 13.3.1). So whoever is kept out, and what came from there deleted, in that transaction says nothing after it. To be
 * taken before anything else is locked.
 */
export async function holdActivities(ctx: { readonly db: DatabaseTransaction }): Promise<void> {
  await sql`lock table processed_activities in share mode`.execute(ctx.db)
}
