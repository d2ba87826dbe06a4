import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { daysFrom } from '../days.ts'
import { inTransaction } from '../db/transaction.ts'
import { recordAct } from '../moderation/record-act.ts'
import { notify } from '../notifications/notify.ts'
import { ok, type Result, refuse } from '../result.ts'
import { type AnsweringAs, type HeldRecovery, holdRecovery } from './hold-recovery.ts'
import { delayDays, isAgreed } from './recovery-rules.ts'

export interface AnswerRecovery {
  readonly recoveryId: string
  readonly as: AnsweringAs
}

/**
 * Says yes, after calling her or seeing her: the woman she named, and a moderator; two moderators if she named nobody.
 * With the second yes the 24 hours begin. Whoever is signed in as her is told at the first and at the last yes, so that
 * she can stop it. Saying it twice changes nothing.
 * Refuses as `holdRecovery` does, and with conflict when moderators have agreed already.
 */
export const agreeRecovery = (
  ctx: MemberCtx,
  { recoveryId, as }: AnswerRecovery,
): Promise<Result<{ isAgreed: boolean }>> =>
  inTransaction(ctx, async (trx) => {
    const held = await holdRecovery(trx, recoveryId, as)
    if (!held.ok) return held
    const before = held.value
    if (hasAgreed(before, as, trx.actor.memberId)) return ok({ isAgreed: isAgreed(before) })
    const agreement = agreementOf(trx, before, as)
    if (!agreement) return refuse({ kind: 'conflict', message: 'recovery.errors.agreed' })
    const isNowAgreed = isAgreed({ ...before, ...agreement })
    const opensAt = isNowAgreed ? daysFrom(trx.clock.now(), delayDays) : null
    await trx.db
      .updateTable('recoveries')
      .set({ ...agreement, opensAt })
      .where('id', '=', recoveryId)
      .execute()
    // From the first yes on: asking alone tells her nothing, or anybody who knows the name could ring her.
    if (isNowAgreed || isUnanswered(before)) {
      await notify(trx, { kind: 'recovery-started', memberIds: [before.memberId] })
    }
    if (as === 'moderator') await recordAct(trx, 'recovery-agreed', before.memberId)
    return ok({ isAgreed: isNowAgreed })
  })

const hasAgreed = (recovery: HeldRecovery, as: AnsweringAs, memberId: string): boolean =>
  as === 'helper'
    ? recovery.helperAgreedAt !== null
    : recovery.moderatorId === memberId || recovery.secondModeratorId === memberId

const isUnanswered = ({ helperAgreedAt, moderatorAgreedAt }: HeldRecovery): boolean =>
  helperAgreedAt === null && moderatorAgreedAt === null

/** What a yes writes; undefined when no other is needed. */
function agreementOf(
  { actor: { memberId }, clock }: MemberTransactionCtx,
  { helperId, moderatorAgreedAt, secondAgreedAt }: HeldRecovery,
  as: AnsweringAs,
) {
  const now = clock.now()
  if (as === 'helper') return { helperAgreedAt: now }
  if (moderatorAgreedAt === null) return { moderatorId: memberId, moderatorAgreedAt: now }
  if (helperId !== null || secondAgreedAt !== null) return undefined
  return { secondModeratorId: memberId, secondAgreedAt: now }
}
