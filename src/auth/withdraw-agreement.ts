import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { recordAct } from '../moderation/record-act.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { AnswerRecovery } from './agree-recovery.ts'
import { type AnsweringAs, type HeldRecovery, holdRecovery } from './hold-recovery.ts'

/**
 * Takes a yes back, as long as the recovery is not open. It waits again; another yes starts the 24 hours anew. Refuses
 * as `holdRecovery` does, and with conflict once it is open. Without a yes of hers nothing changes.
 */
export const withdrawAgreement = (
  ctx: MemberCtx,
  { recoveryId, as }: AnswerRecovery,
): Promise<Result<undefined>> =>
  inTransaction(ctx, async (trx) => {
    const held = await holdRecovery(trx, recoveryId, as)
    if (!held.ok) return held
    const recovery = held.value
    if (recovery.opensAt !== null && recovery.opensAt <= trx.clock.now()) {
      return refuse({ kind: 'conflict', message: 'recovery.errors.open' })
    }
    const without = withoutYes(recovery, as, trx.actor.memberId)
    if (!without) return ok()
    await trx.db
      .updateTable('recoveries')
      .set({ ...without, opensAt: null })
      .where('id', '=', recoveryId)
      .execute()
    if (as === 'moderator') await recordAct(trx, 'recovery-withdrawn', recovery.memberId)
    return ok()
  })

/** Of two moderators the one who stays becomes the first. */
function withoutYes(recovery: HeldRecovery, as: AnsweringAs, memberId: string) {
  const { moderatorId, secondModeratorId, secondAgreedAt, helperAgreedAt } = recovery
  if (as === 'helper') return helperAgreedAt === null ? undefined : { helperAgreedAt: null }
  const noSecond = { secondModeratorId: null, secondAgreedAt: null }
  if (secondModeratorId === memberId) return noSecond
  if (moderatorId !== memberId) return undefined
  return { moderatorId: secondModeratorId, moderatorAgreedAt: secondAgreedAt, ...noSecond }
}
