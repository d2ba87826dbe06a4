import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { isSignInNameTaken, lockNames } from '../members/lock-names.ts'
import { unsettledKey } from '../members/names.ts'
import { recordAct } from '../moderation/record-act.ts'
import { rememberUndo } from '../moderation/undoable.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Result, refuse } from '../result.ts'
import { haveTwoModerators } from '../standing/role-holders.ts'
import { closeApplication } from './close-application.ts'
import { takeWaiting, type WaitingApplication } from './take-waiting.ts'

/** Let in, or waiting for the yes of one more moderator. */
export type Approval =
  | { readonly isIn: true; readonly memberId: string }
  | { readonly isIn: false; readonly undoId: string; readonly memberId?: never }

/**
 * Lets an applicant in. Her answers are deleted, and of the application only the link from her code to her account
 * stays, until she has settled her name or for 30 days. A sign-in name that somebody has by now is left out: she
 * chooses another with her code. Where the community wants a second pair of eyes, the first yes only counts, and can
 * be taken back; letting in cannot, for her answers are gone. Refuses
 * with `conflict` what another moderator decided meanwhile, and the same moderator twice.
 */
export async function approveApplication(
  ctx: MemberCtx,
  { applicationId }: { readonly applicationId: string },
): Promise<Result<Approval>> {
  if (!can(ctx.actor, 'application.decide')) return forbidden()
  return inTransaction<Approval, MemberCtx>(ctx, async (trx) => {
    const application = await takeWaiting(trx, applicationId)
    if (!application.ok) return application
    const isEnough = await countApproval(trx, applicationId)
    if (!isEnough.ok) return isEnough
    if (!isEnough.value) {
      await recordAct(trx, 'application-approved-once', applicationId)
      return ok({ isIn: false, undoId: await rememberUndo(trx, { act: 'approved-once', applicationId }) })
    }
    const memberId = await insertMember(trx, application.value)
    await closeApplication(trx, applicationId, { state: 'approved', memberId })
    await recordAct(trx, 'application-approved', memberId)
    return ok({ isIn: true, memberId })
  })
}

/**
 * Whether her yes is enough; if not, it is noted. Only what active moderators said counts. Where she is the only one,
 * hers is enough: a second pair of eyes begins with two moderators (P13).
 */
async function countApproval(trx: MemberTransactionCtx, applicationId: string): Promise<Result<boolean>> {
  const { memberId: moderatorId } = trx.actor
  const { approvalsNeeded } = await trx.db
    .selectFrom('community')
    .select('approvalsNeeded')
    .executeTakeFirstOrThrow()
  if (approvalsNeeded < 2 || !(await haveTwoModerators(trx))) return ok(true)
  const approvals = await trx.db
    .selectFrom('applicationVotes as vote')
    .innerJoin('members as voter', 'voter.id', 'vote.moderatorId')
    .innerJoin('memberRoles as role', 'role.memberId', 'voter.id')
    .select('vote.moderatorId')
    .where('vote.applicationId', '=', applicationId)
    .where('voter.status', '=', 'active')
    .where('role.role', '=', 'moderator')
    .execute()
  if (approvals.some((approval) => approval.moderatorId !== moderatorId)) return ok(true)
  if (approvals.length > 0) return refuse({ kind: 'conflict', message: 'joining.decide.needsAnother' })
  await trx.db.insertInto('applicationVotes').values({ applicationId, moderatorId }).execute()
  return ok(false)
}

async function insertMember(
  trx: MemberTransactionCtx,
  { displayName, signInNameKey, passphraseHash, locale }: WaitingApplication,
): Promise<string> {
  await lockNames(trx)
  const memberId = trx.random.id()
  await trx.db
    .insertInto('members')
    .values({
      id: memberId,
      displayName,
      displayNameKey: unsettledKey(memberId),
      locale,
      joinedAt: trx.clock.now(),
    })
    .execute()
  const isTaken = await isSignInNameTaken(trx, signInNameKey)
  await trx.db
    .insertInto('credentials')
    .values({ memberId, signInNameKey: isTaken ? null : signInNameKey, passphraseHash })
    .execute()
  return memberId
}
