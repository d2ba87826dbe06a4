import { dayOf } from '../days.ts'
import { forbidden, ok, type Result } from '../result.ts'
import { receiveActivity } from './receive-activity.ts'
import type { RemoteActivity, RemoteChannel, RemoteCtx } from './remote.ts'
import { alliedLimits, cleanLine, cleanName, hostOf, isOneHost } from './rules.ts'

/** Whether a channel says itself that it was the other one before; only then a move is one. */
export const wasBefore = (target: RemoteChannel, formerUri: string): boolean =>
  target.actorUri !== formerUri && (target.alsoKnownAs ?? []).includes(formerUri)

/**
 * A channel that we follow says that it went somewhere else, and its new address says the same. It is only noted:
 * moderators decide whether to follow it there, for whoever got hold of a key could lead everybody away. From a channel
 * that is not followed it is dropped. Refuses: forbidden (the target does not know of it, or lies here or scattered).
 */
export async function receiveMove(
  ctx: RemoteCtx,
  { activity, target }: { readonly activity: RemoteActivity; readonly target: RemoteChannel },
): Promise<Result<undefined>> {
  return receiveActivity(ctx, activity, async (trx) => {
    const isElsewhere = target.host !== hostOf(trx.origin) && isOneHost({ ...target, uri: target.actorUri })
    if (!wasBefore(target, trx.actor.uri) || !isElsewhere) return forbidden()
    const channel = await trx.db
      .selectFrom('followedChannels')
      .select('id')
      .where('actorUri', '=', trx.actor.uri)
      .where('state', 'in', ['requested', 'following'])
      .executeTakeFirst()
    if (!channel) return ok()
    const told = {
      targetUri: target.actorUri,
      targetName: cleanName(target.name, target.actorUri),
      targetHandle: cleanLine(target.handle, alliedLimits.title),
      toldOn: dayOf(trx.clock.now()),
    }
    await trx.db
      .insertInto('channelMoves')
      .values({ followedChannelId: channel.id, ...told })
      .onConflict((conflict) => conflict.column('followedChannelId').doUpdateSet(told))
      .execute()
    return ok()
  })
}
