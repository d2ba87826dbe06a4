import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result } from '../result.ts'

/** Closes the door for those who have not come in yet. Any moderator may; what is over already stays over. */
export async function endArrival(
  ctx: MemberCtx,
  { arrivalId }: { readonly arrivalId: string },
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'arrival.end')) return forbidden()
  if (!couldBeId(arrivalId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const arrival = await trx.db
      .selectFrom('arrivals')
      .select('endedAt')
      .where('id', '=', arrivalId)
      .forUpdate()
      .executeTakeFirst()
    if (!arrival) return missing()
    if (arrival.endedAt) return ok()
    await trx.db
      .updateTable('arrivals')
      .set({ endedAt: trx.clock.now() })
      .where('id', '=', arrivalId)
      .execute()
    await recordAct(trx, 'arrival-ended', arrivalId)
    return ok()
  })
}
