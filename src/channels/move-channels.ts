import type { RemoteChannel } from '../allies/remote.ts'
import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { emit } from '../events/outbox.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, ok, type Refusal, type Result, refuse } from '../result.ts'
import { lockChannel } from './lock-channel.ts'

export interface MoveChannels {
  /** Each channel by its slug, with the one that takes its place, found over the network just now. */
  readonly moves: readonly { readonly slug: string; readonly target: RemoteChannel }[]
  /** That she ticked that it cannot be undone. */
  readonly understood: boolean
}

/**
 * Says that channels have moved to another host: each names its new self, and followers are asked to go there, which
 * their own moderators decide (FEDERATION-NOTES decision 10). Nothing new is published in the old ones; what stands
 * there stays until it is taken back. The new channel must say itself that it was known as the old one, or anybody
 * could be given our followers. Refuses: forbidden (admins only), missing, closed, moved already, without the tick, and
 * beside `address-<slug>` a target that does not name the old one, or is open to all where the old one was not.
 */
export async function moveChannels(ctx: MemberCtx, input: MoveChannels): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'channel.move')) return forbidden()
  if (input.moves.length === 0) return refuse(invalid('understood', 'channels.errors.moveNothing'))
  if (!input.understood) return refuse(invalid('understood', 'channels.errors.moveUnderstood'))
  return inTransaction(ctx, async (trx) => {
    const refusals: Refusal[] = []
    for (const { slug, target } of input.moves) {
      const channel = await lockChannel(trx, slug)
      if (!channel.ok) return channel
      const { id, actorId, kind, movedTo } = channel.value
      const { uri } = await trx.db
        .selectFrom('actors')
        .select('uri')
        .where('id', '=', actorId)
        .executeTakeFirstOrThrow()
      const field = `address-${slug}`
      if (movedTo !== null) refusals.push(invalid(field, 'channels.errors.movedAlready'))
      else if (target.actorType !== 'Group' || !target.alsoKnownAs?.includes(uri)) {
        refusals.push(invalid(field, 'channels.errors.moveNotKnown', { address: uri }))
      } else if (kind === 'allied' && target.kind === 'open') {
        refusals.push(invalid(field, 'channels.errors.moveOpen'))
      }
      await trx.db.updateTable('channels').set({ movedTo: target.actorUri }).where('id', '=', id).execute()
      await recordAct(trx, 'channel-moved', id)
      await emit(trx, { type: 'channel-moved', channelId: id })
    }
    const [first, ...others] = refusals
    return first ? refuse(first, ...others) : ok()
  })
}
