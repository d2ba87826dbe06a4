import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, ok, type Result, refuse, tooLong } from '../result.ts'
import { joiningLimits } from './rules.ts'
import { takeWaiting } from './take-waiting.ts'

export interface DeclineApplication {
  readonly applicationId: string
  /** In the moderators' words; the applicant reads it with her code. */
  readonly reason: string
}

/**
 * Says "not now", with a reason. Answers, names and passphrase are deleted at once; the reason stays for 30 days.
 * Refuses an empty reason, and what another moderator decided meanwhile.
 */
export async function declineApplication(
  ctx: MemberCtx,
  { applicationId, reason }: DeclineApplication,
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'application.decide')) return forbidden()
  return inTransaction(ctx, async (trx) => {
    const application = await takeWaiting(trx, applicationId)
    if (!application.ok) return application
    if (reason === '') return refuse(invalid('reason', 'joining.decide.reasonEmpty'))
    const [long] = tooLong('reason', reason, joiningLimits.reason)
    if (long) return refuse(long)
    await trx.db
      .updateTable('applications')
      .set({
        state: 'declined',
        signInNameKey: null,
        displayName: null,
        passphraseHash: null,
        reason,
        decidedAt: trx.clock.now(),
      })
      .where('id', '=', applicationId)
      .execute()
    await trx.db.deleteFrom('applicationAnswers').where('applicationId', '=', applicationId).execute()
    await recordAct(trx, 'application-declined', applicationId)
    return ok()
  })
}
