import type { MemberCtx } from '../context.ts'
import { dayOf } from '../days.ts'
import { inTransaction } from '../db/transaction.ts'
import { emit } from '../events/outbox.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { missing, ok, type Result } from '../result.ts'

/**
 * Closes the thread of an edition: what others answer to it from then on is turned away. What is there stays, and what
 * waits can still be decided. Again changes nothing. Refuses: missing (also for what was taken back).
 */
export async function lockThread(
  ctx: MemberCtx,
  { editionId }: { readonly editionId: string },
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'edition.lock') || !couldBeId(editionId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const edition = await trx.db
      .selectFrom('editions')
      .select('lockId')
      .where('id', '=', editionId)
      .where('channelId', 'is not', null)
      .where('withdrawnOn', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (!edition) return missing()
    if (edition.lockId !== null) return ok()
    const lockId = trx.random.id()
    const lockedOn = dayOf(trx.clock.now())
    await trx.db.updateTable('editions').set({ lockId, lockedOn }).where('id', '=', editionId).execute()
    await recordAct(trx, 'thread-locked', editionId)
    await emit(trx, { type: 'edition-locked', editionId, lockId })
    return ok()
  })
}

/** Opens it again. Changes nothing for one that is open; missing for everybody else. */
export async function unlockThread(
  ctx: MemberCtx,
  { editionId }: { readonly editionId: string },
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'edition.lock') || !couldBeId(editionId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const edition = await trx.db
      .selectFrom('editions')
      .select('lockId')
      .where('id', '=', editionId)
      .forUpdate()
      .executeTakeFirst()
    const lockId = edition?.lockId ?? null
    if (lockId === null) return edition ? ok() : missing()
    await trx.db
      .updateTable('editions')
      .set({ lockId: null, lockedOn: null })
      .where('id', '=', editionId)
      .execute()
    await recordAct(trx, 'thread-unlocked', editionId)
    await emit(trx, { type: 'edition-unlocked', editionId, lockId })
    return ok()
  })
}
