import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { notify } from '../notifications/notify.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import { judgeSanctioning } from './judge-sanctioning.ts'
import { lockMember } from './lock-member.ts'
import { judgeWords, longest } from './rules.ts'
import { isRunning, settleStatus } from './settle-status.ts'

export interface LiftSanction {
  readonly memberId: string
  readonly sanctionId: string
  /** Why; she reads it. */
  readonly answer: string
}

/**
 * Takes a decision back before its time, with a word that she reads. An appeal that waits is answered by it. Refuses
 * what `sanctionMember` refuses, and with `conflict` what is over already.
 */
export async function liftSanction(ctx: MemberCtx, input: LiftSanction): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'sanction.lift')) return forbidden()
  const { memberId, sanctionId, answer } = input
  if (!couldBeId(sanctionId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const now = trx.clock.now()
    const member = await lockMember(trx, memberId)
    if (!member.ok) return member
    const [refused] = judgeSanctioning(trx.actor, member.value)
    if (refused) return refuse(refused)
    const sanction = await trx.db
      .selectFrom('sanctions as s')
      .select(['s.appealedAt', 's.appealDecidedAt'])
      .select(isRunning('s', now).as('isRunning'))
      .where('s.id', '=', sanctionId)
      .where('s.memberId', '=', memberId)
      .forUpdate()
      .executeTakeFirst()
    if (!sanction) return missing()
    if (!sanction.isRunning) return refuse({ kind: 'conflict', message: 'standing.errors.over' })
    const [wrong, ...more] = judgeWords('answer', answer, longest.reason)
    if (wrong) return refuse(wrong, ...more)
    const answersAppeal = sanction.appealedAt !== null && sanction.appealDecidedAt === null
    await trx.db
      .updateTable('sanctions')
      .set({ liftedAt: now, appealAnswer: answer })
      .$if(answersAppeal, (query) => query.set({ appealDecidedAt: now, upheld: false }))
      .where('id', '=', sanctionId)
      .execute()
    await settleStatus(trx, memberId)
    await notify(trx, { kind: answersAppeal ? 'appeal-decided' : 'sanction', memberIds: [memberId] })
    await recordAct(trx, 'sanction-lifted', memberId)
    return ok()
  })
}
