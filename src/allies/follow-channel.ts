import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { emit } from '../events/outbox.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, ok, type Result, refuse } from '../result.ts'
import type { RemoteChannel } from './remote.ts'
import { alliedLimits, cleanLine, cleanName, cleanSummary, hostOf, isOneHost } from './rules.ts'

/**
 * A moderator asks to follow a channel of another community, found just now. After leaving or being refused it can be
 * asked again, with a new Follow. Refuses with the field `address`: our own channel, one that is followed or asked
 * already, an actor whose addresses lie on several hosts; forbidden.
 */
export async function followChannel(
  ctx: MemberCtx,
  { channel }: { readonly channel: RemoteChannel },
): Promise<Result<{ followedChannelId: string }>> {
  if (!can(ctx.actor, 'channel.follow')) return forbidden()
  const { actorUri, host, kind, inbox, sharedInbox } = channel
  if (host === hostOf(ctx.origin)) return refuse(invalid('address', 'allies.errors.ownChannel'))
  if (!isOneHost({ ...channel, uri: actorUri })) return refuse(invalid('address', 'allies.errors.notChannel'))
  return inTransaction(ctx, async (trx) => {
    const found = {
      host,
      handle: cleanLine(channel.handle, alliedLimits.title),
      name: cleanName(channel.name, actorUri),
      summary: cleanSummary(channel.summary),
      kind,
      inbox,
      sharedInbox: sharedInbox ?? null,
      followUri: `${trx.origin}/ap/activities/${trx.random.id()}`,
      state: 'requested',
      requestedAt: trx.clock.now(),
      decidedAt: null,
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
    await recordAct(trx, 'channel-followed', followed.id)
    await emit(trx, { type: 'channel-followed', followedChannelId: followed.id })
    return ok({ followedChannelId: followed.id })
  })
}
