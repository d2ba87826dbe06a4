import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { recordAct } from '../moderation/record-act.ts'
import { ok, type Result } from '../result.ts'
import type { AnswerRecovery } from './agree-recovery.ts'
import { holdRecovery } from './hold-recovery.ts'

/**
 * Ends a recovery, because whoever asked is not her: a moderator may, and the woman she named, at any time before it is
 * used. Refuses as `holdRecovery` does.
 */
export const refuseRecovery = (
  ctx: MemberCtx,
  { recoveryId, as }: AnswerRecovery,
): Promise<Result<undefined>> =>
  inTransaction(ctx, async (trx) => {
    const held = await holdRecovery(trx, recoveryId, as)
    if (!held.ok) return held
    await trx.db
      .updateTable('recoveries')
      .set({ stoppedAt: trx.clock.now() })
      .where('id', '=', recoveryId)
      .execute()
    if (as === 'moderator') await recordAct(trx, 'recovery-refused', held.value.memberId)
    return ok()
  })
