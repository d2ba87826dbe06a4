import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { isSignInNameTaken, lockNames } from '../members/lock-names.ts'
import { unsettledKey } from '../members/names.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Result } from '../result.ts'
import { takeWaiting } from './take-waiting.ts'

/**
 * Lets an applicant in. Her answers are deleted, and of the application only the link from her code to her account
 * stays, until she has settled her name or for 30 days. A sign-in name that somebody has by now is left out: she
 * chooses another with her code. Refuses what another moderator decided meanwhile.
 */
export async function approveApplication(
  ctx: MemberCtx,
  { applicationId }: { readonly applicationId: string },
): Promise<Result<{ memberId: string }>> {
  if (!can(ctx.actor, 'application.decide')) return forbidden()
  return inTransaction(ctx, async (trx) => {
    const application = await takeWaiting(trx, applicationId)
    if (!application.ok) return application
    await lockNames(trx)
    const { displayName, signInNameKey, passphraseHash, locale } = application.value
    const memberId = trx.random.id()
    const joinedAt = trx.clock.now()
    await trx.db
      .insertInto('members')
      .values({ id: memberId, displayName, displayNameKey: unsettledKey(memberId), locale, joinedAt })
      .execute()
    const isTaken = await isSignInNameTaken(trx, signInNameKey)
    await trx.db
      .insertInto('credentials')
      .values({ memberId, signInNameKey: isTaken ? null : signInNameKey, passphraseHash })
      .execute()
    await trx.db
      .updateTable('applications')
      .set({
        state: 'approved',
        signInNameKey: null,
        displayName: null,
        passphraseHash: null,
        memberId,
        decidedAt: joinedAt,
      })
      .where('id', '=', applicationId)
      .execute()
    await trx.db.deleteFrom('applicationAnswers').where('applicationId', '=', applicationId).execute()
    await recordAct(trx, 'application-approved', memberId)
    return ok({ memberId })
  })
}
