import type { Ctx, DatabaseTransaction, RemoteActor } from '../context.ts'
import type { Clock } from '../ports.ts'
import type { Result } from '../result.ts'

/** The context of a use case that another community's activity runs: its actor proved who it is. */
export type RemoteCtx = Ctx & { readonly actor: RemoteActor }

/** An activity by its id, with the host of the actor who signed it. */
export interface RemoteActivity {
  readonly uri: string
  readonly host: string
}

/** A channel of another community, as found over the network and not yet judged. */
export interface RemoteChannel {
  readonly actorUri: string
  readonly host: string
  /** `name@host`, without a leading @. */
  readonly handle: string
  readonly name: string
  readonly summary: string
  readonly kind: 'open' | 'allied'
  readonly inbox: string
  readonly sharedInbox?: string
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
  /** `YYYY-MM-DD`. */
  readonly publishedOn: string
  readonly images: readonly { readonly url: string; readonly alt: string }[]
}

/**
 * Remembers an activity in the transaction that it changes something in, so that a replay changes nothing; false
 * when it was seen before. The key holds the actor's host: nobody can use up the ids of others in advance.
 */
export async function recordActivity(
  ctx: { readonly db: DatabaseTransaction; readonly clock: Clock },
  activity: RemoteActivity,
): Promise<boolean> {
  const recorded = await ctx.db
    .insertInto('processedActivities')
    .values({ host: activity.host, activityUri: activity.uri, processedAt: ctx.clock.now() })
    .onConflict((conflict) => conflict.columns(['host', 'activityUri']).doNothing())
    .returning('host')
    .executeTakeFirst()
  return recorded !== undefined
}
