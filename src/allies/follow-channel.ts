import type { MemberCtx, TransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { emit } from '../events/outbox.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { readServer } from '../policy/servers.ts'
import { forbidden, invalid, ok, type Result, refuse } from '../result.ts'
import type { RemoteChannel } from './remote.ts'
import { alliedLimits, cleanLine, cleanName, cleanSummary, hostOf, isOneHost } from './rules.ts'

/**
 * A moderator asks to follow a channel of another community, or an account, found just now. After leaving or being
 * refused it can be asked again, with a new Follow. Refuses with the field `address`: our own channel, one that is
 * followed or asked already, an actor whose addresses lie on several hosts, one on a server that may not speak with
 * us; forbidden.
 */
export async function followChannel(
  ctx: MemberCtx,
  { channel }: { readonly channel: RemoteChannel },
): Promise<Result<{ followedChannelId: string }>> {
  if (!can(ctx.actor, 'channel.follow')) return forbidden()
  return inTransaction(ctx, (trx) => askToFollow(trx, channel))
}

/** The same inside a transaction, for whoever was let in already. */
export async function askToFollow(
  trx: TransactionCtx,
  channel: RemoteChannel,
): Promise<Result<{ followedChannelId: string }>> {
  const { actorUri, host, actorType, kind, inbox, sharedInbox = null } = channel
  if (host === hostOf(trx.origin)) return refuse(invalid('address', 'allies.errors.ownChannel'))
  if (!isOneHost({ ...channel, uri: actorUri })) return refuse(invalid('address', 'allies.errors.notChannel'))
  if ((await readServer(trx, host)).isRefused)
    return refuse(invalid('address', 'allies.errors.blockedServer'))
  const found = {
    ...{ host, actorType, kind, inbox, sharedInbox },
    handle: cleanLine(channel.handle, alliedLimits.title),
    name: cleanName(channel.name, actorUri),
    summary: cleanSummary(channel.summary),
    pageUrl: ownAddress(channel.pageUrl, host),
    outboxUri: ownAddress(channel.outboxUri, host),
    featuredUri: ownAddress(channel.featuredUri, host),
    followersUri: ownAddress(channel.followersUri, host),
    followUri: `${trx.origin}/ap/activities/${trx.random.id()}`,
    state: 'requested',
    requestedAt: trx.clock.now(),
    decidedAt: null,
    mutedOn: null,
  } as const
  const followed = await trx.db
    .insertInto('followedChannels')
    .values({ id: trx.random.id(), actorUri, ...found })
    .onConflict((conflict) =>
      conflict
        .column('actorUri')
        .doUpdateSet(found)
        .where('followedChannels.state', 'in', ['refused', 'left']),
    )
    .returning('id')
    .executeTakeFirst()
  if (!followed) return refuse({ ...invalid('address', 'allies.errors.alreadyFollowed'), kind: 'conflict' })
  const followedChannelId = followed.id
  await recordAct(trx, 'channel-followed', followedChannelId)
  await emit(trx, { type: 'channel-followed', followedChannelId })
  // Anybody may read what an open one published; an allied one is asked once it let us in.
  if (kind === 'open') await emit(trx, { type: 'channel-backfill', followedChannelId })
  return ok({ followedChannelId })
}

/** An address of the channel itself; what lies on another server is not asked in its name. */
const ownAddress = (address: string | undefined, host: string): string | null =>
  address !== undefined && hostOf(address) === host ? address : null
