import type { RemoteChannel } from '../allies/remote.ts'
import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, ok, type Result, refuse } from '../result.ts'
import { tellOfChange } from './describe-channel.ts'
import { lockChannel } from './lock-channel.ts'

/** A channel that moved more often than this has other troubles. */
const mostAliases = 5

/**
 * Adds an address that a channel had on another host, found over the network just now: its former self may then send
 * followers here. Again for the same one changes nothing. Refuses: forbidden (admins only), missing, closed, and with
 * the field `address` more than five.
 */
export async function addFormerAddress(
  ctx: MemberCtx,
  { slug, former }: { readonly slug: string; readonly former: RemoteChannel },
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'channel.move')) return forbidden()
  return inTransaction(ctx, async (trx) => {
    const channel = await lockChannel(trx, slug)
    if (!channel.ok) return channel
    const channelId = channel.value.id
    const known = await trx.db
      .selectFrom('channelAliases')
      .select('uri')
      .where('channelId', '=', channelId)
      .execute()
    const uri = former.actorUri
    if (known.some((alias) => alias.uri === uri)) return ok()
    if (known.length >= mostAliases) return refuse(invalid('address', 'channels.errors.aliases'))
    await trx.db.insertInto('channelAliases').values({ channelId, uri }).execute()
    await recordAct(trx, 'channel-changed', channelId)
    await tellOfChange(trx, channelId)
    return ok()
  })
}

/** Takes such an address away. Changes nothing when it is not there; the same refusals. */
export async function removeFormerAddress(
  ctx: MemberCtx,
  { slug, uri }: { readonly slug: string; readonly uri: string },
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'channel.move')) return forbidden()
  return inTransaction(ctx, async (trx) => {
    const channel = await lockChannel(trx, slug)
    if (!channel.ok) return channel
    const channelId = channel.value.id
    const removed = await trx.db
      .deleteFrom('channelAliases')
      .where('channelId', '=', channelId)
      .where('uri', '=', uri)
      .returning('uri')
      .executeTakeFirst()
    if (!removed) return ok()
    await recordAct(trx, 'channel-changed', channelId)
    await tellOfChange(trx, channelId)
    return ok()
  })
}
