import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { notify } from '../notifications/notify.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import { anotherAnswers } from './another-answers.ts'
import { lockMember } from './lock-member.ts'
import { judgeDecision } from './rules.ts'
import { settleStatus } from './settle-status.ts'

export interface DecideAppeal {
  readonly sanctionId: string
  /** `uphold` or `lift`. */
  readonly decision: string
  /** Whoever appealed reads it. */
  readonly answer: string
}

/**
 * Answers an appeal: the decision stays, or it is lifted; she reads why. Where there are two moderators, another than
 * the one who decided first does; nobody answers her own. Refuses: invalid beside `decision` or `answer`, conflict for
 * what is answered already.
 */
export async function decideAppeal(ctx: MemberCtx, input: DecideAppeal): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'appeal.decide')) return forbidden()
  const { sanctionId, decision, answer } = input
  if (!couldBeId(sanctionId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const now = trx.clock.now()
    const whose = await trx.db
      .selectFrom('sanctions')
      .select('memberId')
      .where('id', '=', sanctionId)
      .where('appealedAt', 'is not', null)
      .executeTakeFirst()
    const member = whose ? await lockMember(trx, whose.memberId) : missing()
    if (!member.ok) return member
    const { id: memberId } = member.value
    const sanction = await trx.db
      .selectFrom('sanctions')
      .select(['appealDecidedAt', anotherAnswers(trx, 'sanctions').as('isForAnother')])
      .where('id', '=', sanctionId)
      .forUpdate()
      .executeTakeFirst()
    if (!sanction) return missing()
    if (sanction.appealDecidedAt !== null) {
      return refuse({ kind: 'conflict', message: 'standing.errors.decided' })
    }
    if (memberId === trx.actor.memberId)
      return refuse({ kind: 'forbidden', message: 'standing.errors.oneself' })
    if (sanction.isForAnother) {
      return refuse({ kind: 'forbidden', message: 'standing.errors.anotherDecides' })
    }
    const [wrong, ...more] = judgeDecision(decision, answer)
    if (wrong) return refuse(wrong, ...more)
    await trx.db
      .updateTable('sanctions')
      .set({ appealDecidedAt: now, appealAnswer: answer, upheld: decision === 'uphold' })
      .$if(decision === 'lift', (query) => query.set({ liftedAt: now }))
      .where('id', '=', sanctionId)
      .execute()
    await settleStatus(trx, memberId)
    await notify(trx, { kind: 'appeal-decided', memberIds: [memberId] })
    await recordAct(trx, 'appeal-decided', memberId)
    return ok()
  })
}
