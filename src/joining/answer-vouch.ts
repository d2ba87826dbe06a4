import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, missing, ok, type Result, refuse } from '../result.ts'

const vouchAnswers = ['yes', 'no', 'unsure'] as const

export interface AnswerVouch {
  readonly applicationId: string
  /** `yes`, `no` or `unsure`. */
  readonly answer: string
}

/**
 * Tells the moderators whether she knows an applicant who named her. She may change it until they decide; then it is
 * deleted. Missing for whoever was not asked, and once it is decided.
 */
export async function answerVouch(ctx: MemberCtx, input: AnswerVouch): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'vouch.answer', 'reader')) return forbidden()
  if (!couldBeId(input.applicationId)) return missing()
  const answer = vouchAnswers.find((known) => known === input.answer)
  return inTransaction(ctx, async (trx) => {
    const vouch = await trx.db
      .selectFrom('vouches')
      .innerJoin('applications', 'applications.id', 'vouches.applicationId')
      .select('applications.state')
      .where('vouches.applicationId', '=', input.applicationId)
      .where('vouches.memberId', '=', trx.actor.memberId)
      // Only the application is held, which whoever decides holds first too.
      .forUpdate('applications')
      .executeTakeFirst()
    if (vouch?.state !== 'waiting') return missing()
    if (!answer) return refuse(invalid('answer', 'joining.vouch.empty'))
    await trx.db
      .updateTable('vouches')
      .set({ answer, answeredAt: trx.clock.now() })
      .where('applicationId', '=', input.applicationId)
      .execute()
    return ok()
  })
}
