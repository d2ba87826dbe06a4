import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { emit } from '../events/outbox.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { missing, ok, type Result, refuse } from '../result.ts'

/** More would push down what is new. */
export const mostPins = 3

/**
 * Puts an edition above the others of its channel, last of those that are there. Again for the same one changes
 * nothing. Refuses: missing (also for answers, and what was taken back), a conflict when three are there already.
 */
export async function pinEdition(
  ctx: MemberCtx,
  { editionId }: { readonly editionId: string },
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'edition.pin') || !couldBeId(editionId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const edition = await trx.db
      .selectFrom('editions as edition')
      .innerJoin('channels as channel', 'channel.id', 'edition.channelId')
      .select('channel.id as channelId')
      .where('edition.id', '=', editionId)
      .where('edition.withdrawnOn', 'is', null)
      .where('edition.inReplyTo', 'is', null)
      .where('channel.closedOn', 'is', null)
      // Of two who pin at once the second counts what the first did.
      .forUpdate('channel')
      .executeTakeFirst()
    if (!edition) return missing()
    const { channelId } = edition
    const pins = await trx.db
      .selectFrom('channelPins')
      .select(['editionId', 'position'])
      .where('channelId', '=', channelId)
      .orderBy('position')
      .execute()
    if (pins.some((pin) => pin.editionId === editionId)) return ok()
    if (pins.length >= mostPins) return refuse({ kind: 'conflict', message: 'channels.errors.pins' })
    const pinId = trx.random.id()
    const position = (pins.at(-1)?.position ?? 0) + 1
    await trx.db.insertInto('channelPins').values({ id: pinId, channelId, editionId, position }).execute()
    await recordAct(trx, 'edition-pinned', editionId)
    await emit(trx, { type: 'edition-pinned', editionId, pinId })
    return ok()
  })
}

/** Puts an edition back among the others. Changes nothing for one that is not pinned; missing for everybody else. */
export async function unpinEdition(
  ctx: MemberCtx,
  { editionId }: { readonly editionId: string },
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'edition.pin') || !couldBeId(editionId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const pin = await trx.db
      .deleteFrom('channelPins')
      .where('editionId', '=', editionId)
      .returning('id')
      .executeTakeFirst()
    if (!pin) return ok()
    await recordAct(trx, 'edition-unpinned', editionId)
    await emit(trx, { type: 'edition-unpinned', editionId, pinId: pin.id })
    return ok()
  })
}
