import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { dayOf, daysFrom } from '../days.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, judgeText, ok, type Result, refuse } from '../result.ts'
import { closeApplication } from './close-application.ts'
import { askAgainDays, isAskAgain, joiningLimits } from './rules.ts'
import { takeWaiting } from './take-waiting.ts'

export interface Declining {
  /** In the moderators' words; the applicant reads it with her code. */
  readonly reason: string
  /** A saved reply that stands before those words; empty or absent for none. */
  readonly replyId?: string
  /** When she may ask again: `now` (also when absent), `week`, `month` or `quarter`. */
  readonly askAgain?: string
}

export interface DeclineApplication extends Declining {
  readonly applicationId: string
}

/**
 * Says "not now", with a reason and a day from which she may ask again. Everything she told is deleted at once; the
 * reason stays for 30 days, after a wait 30 days from its end. One moderator is enough. Refuses an empty reason, and
 * what another moderator decided meanwhile.
 */
export async function declineApplication(
  ctx: MemberCtx,
  { applicationId, ...declining }: DeclineApplication,
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'application.decide')) return forbidden()
  return inTransaction(ctx, async (trx) => {
    const application = await takeWaiting(trx, applicationId)
    if (!application.ok) return application
    const reason = await readReason(trx, declining)
    if (!reason.ok) return reason
    const askAgain = declining.askAgain ?? 'now'
    if (!isAskAgain(askAgain)) return refuse(invalid('askAgain', 'joining.decide.askAgain.empty'))
    const askAgainOn = askAgain === 'now' ? null : dayOf(daysFrom(trx.clock.now(), askAgainDays[askAgain]))
    await closeApplication(trx, applicationId, { state: 'declined', reason: reason.value, askAgainOn })
    await recordAct(trx, 'application-declined', applicationId)
    return ok()
  })
}

/** The saved reply she picked, then her own words. */
async function readReason(
  trx: MemberTransactionCtx,
  { reason, replyId = '' }: Declining,
): Promise<Result<string>> {
  const [wrong] = judgeText('reason', reason, joiningLimits.reason)
  if (wrong) return refuse(wrong)
  if (replyId === '') {
    return reason === '' ? refuse(invalid('reason', 'joining.decide.reasonEmpty')) : ok(reason)
  }
  const saved = couldBeId(replyId)
    ? await trx.db.selectFrom('savedReplies').select('body').where('id', '=', replyId).executeTakeFirst()
    : undefined
  if (!saved) return refuse(invalid('reply', 'joining.decide.replyGone'))
  return ok([saved.body, reason].filter((text) => text !== '').join('\n\n'))
}
