import { sql } from 'kysely'
import { emit } from '../events/outbox.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import { type RemoteTransaction, receiveActivity } from './receive-activity.ts'
import type { RemoteActivity, RemoteCtx } from './remote.ts'
import { cleanName, isOneHost } from './rules.ts'
import { wasWithdrawn } from './withdrawn-objects.ts'

interface RemoteFollower {
  readonly uri: string
  readonly host: string
  readonly name: string
  readonly inbox: string
  readonly sharedInbox?: string
}

export interface ReceiveFollow {
  /** The Follow itself. */
  readonly activity: RemoteActivity
  readonly channelActorUri: string
  readonly follower: RemoteFollower
}

/** One community follows with one actor; more than this from one host is a flood. */
const mostPendingPerHost = 5
/** As many actors of one host follow one channel, or wait to: each of them is a delivery of everything. */
const mostPerHostAndChannel = 20

/**
 * Somebody asks to follow a channel of ours. Open channels accept at once, but not whom moderators removed; an allied
 * channel's moderators decide. A repeated Follow is answered again when it was accepted, and waits for the moderators
 * when they rejected or removed her. Refuses: forbidden (for somebody else, or with inboxes elsewhere), missing (no
 * such channel), busy.
 */
export async function receiveFollow(ctx: RemoteCtx, input: ReceiveFollow): Promise<Result<undefined>> {
  return receiveActivity(ctx, input.activity, async (trx) => {
    const { activity, follower } = input
    const isOwn = follower.uri === trx.actor.uri && follower.host === trx.actor.host && isOneHost(follower)
    if (!isOwn || !can(trx.actor, 'channel.request-follow')) return forbidden()
    const channel = await channelOf(trx, input.channelActorUri)
    if (!channel) return missing()
    // Undone before it reached us.
    if (await wasWithdrawn(trx, activity.uri, [activity.host])) return ok()

    const known = await trx.db
      .selectFrom('followers')
      .select(['state', 'decidedAt'])
      .where('channelId', '=', channel.id)
      .where('actorUri', '=', follower.uri)
      .forUpdate()
      .executeTakeFirst()
    const isAccepted = known?.state === 'accepted' || (channel.kind === 'open' && isWelcome(known))
    const isCounted = known?.state === 'accepted' || known?.state === 'pending'
    if (!isCounted && (await isTooMany(trx, channel.id, { waits: !isAccepted }))) {
      return refuse({ kind: 'busy', message: 'followers.errors.tooMany' })
    }
    const followerId = await writeFollower(trx, { ...input, channelId: channel.id, isAccepted })
    if (isAccepted) await emit(trx, { type: 'follower-accepted', followerId })
    return ok()
  })
}

/**
 * Whether an open channel takes somebody without asking. A removal holds until a moderator lets her in again: she waits
 * then, and who leaves while waiting was never decided on, so that leaving and coming back changes nothing.
 */
const isWelcome = (known: { readonly state: string; readonly decidedAt: Date | null } | undefined): boolean =>
  known === undefined || (known.state === 'left' && known.decidedAt !== null)

const channelOf = (ctx: RemoteTransaction, actorUri: string) =>
  ctx.db
    .selectFrom('channels')
    .innerJoin('actors', 'actors.id', 'channels.actorId')
    .select(['channels.id', 'channels.kind'])
    .where('actors.uri', '=', actorUri)
    .where('actors.retiredOn', 'is', null)
    .where('channels.movedTo', 'is', null)
    .executeTakeFirst()

async function isTooMany(
  ctx: RemoteTransaction,
  channelId: string,
  { waits }: { readonly waits: boolean },
): Promise<boolean> {
  const { pending, here } = await ctx.db
    .selectFrom('followers')
    .select(sql<number>`count(*) filter (where state = 'pending')::int`.as('pending'))
    .select(sql<number>`count(*) filter (where channel_id = ${channelId})::int`.as('here'))
    .where('host', '=', ctx.actor.host)
    .where('state', 'in', ['pending', 'accepted'])
    .executeTakeFirstOrThrow()
  return here >= mostPerHostAndChannel || (waits && pending >= mostPendingPerHost)
}

async function writeFollower(
  ctx: RemoteTransaction,
  follow: ReceiveFollow & { readonly channelId: string; readonly isAccepted: boolean },
): Promise<string> {
  const { activity, channelId, follower, isAccepted } = follow
  const now = ctx.clock.now()
  const state = isAccepted ? 'accepted' : 'pending'
  const found = {
    name: cleanName(follower.name, follower.uri),
    inbox: follower.inbox,
    sharedInbox: follower.sharedInbox ?? null,
    acknowledgesWithdrawals: await acknowledges(ctx),
    followUri: activity.uri,
    state,
    decidedAt: isAccepted ? now : null,
  } as const
  const { id } = await ctx.db
    .insertInto('followers')
    .values({
      id: ctx.random.id(),
      channelId,
      actorUri: follower.uri,
      host: follower.host,
      firstFromHost: !(await wasLetInBefore(ctx)),
      requestedAt: now,
      ...found,
    })
    .onConflict((conflict) =>
      conflict.columns(['channelId', 'actorUri']).doUpdateSet((eb) => ({
        ...found,
        firstFromHost: eb.ref('excluded.firstFromHost'),
        // Who has waited goes on waiting from then, and whoever was accepted stays so since then.
        requestedAt: sql`case when followers.state = ${state} then followers.requested_at else ${now} end`,
        decidedAt: sql`case when followers.state = ${state} then followers.decided_at else ${found.decidedAt}::timestamptz end`,
      })),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** What her own document says, which was read when her signature was verified. */
async function acknowledges(ctx: RemoteTransaction): Promise<boolean> {
  const actor = await ctx.db
    .selectFrom('remoteActors')
    .select('acknowledgesWithdrawals')
    .where('uri', '=', ctx.actor.uri)
    .executeTakeFirst()
  return actor?.acknowledgesWithdrawals ?? false
}

/** Whether moderators ever let somebody from this host into an allied channel; following an open one says nothing. */
async function wasLetInBefore(ctx: RemoteTransaction): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('followers')
    .innerJoin('channels', 'channels.id', 'followers.channelId')
    .select('followers.id')
    .where('followers.host', '=', ctx.actor.host)
    .where('channels.kind', '=', 'allied')
    .where('followers.state', 'in', ['accepted', 'removed', 'left'])
    .where('followers.decidedAt', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}
