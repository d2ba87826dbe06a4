import { isCode } from '../codes.ts'
import { isModerator, type MemberCtx } from '../context.ts'
import { daysFrom } from '../days.ts'
import { inTransaction } from '../db/transaction.ts'
import { sha256 } from '../hashing.ts'
import { recordAct } from '../moderation/record-act.ts'
import { forbidden, invalid, ok, type Result, refuse } from '../result.ts'
import { mayInvite } from './invite-policy.ts'
import { inviteLimits, isCount } from './rules.ts'

export interface CreateInvite {
  /** `Random.token()`, made with the form, so that a form sent twice makes one invite. */
  readonly token: string
  /** How many may ask with it. */
  readonly uses: number
  readonly days: number
}

/**
 * Makes a link with which somebody may ask to join, the door open or closed. Only its hash is kept: the token given
 * back is shown once. Refuses whoever may not invite, numbers out of bounds, and more open invites than a member may
 * have.
 */
export async function createInvite(
  ctx: MemberCtx,
  input: CreateInvite,
): Promise<Result<{ token: string; uses: number; expiresAt: Date }>> {
  if (!(await mayInvite(ctx))) return forbidden()
  const { uses, days } = input
  const [first, ...others] = [
    ...(isCount(uses, inviteLimits.uses)
      ? []
      : [invalid('uses', 'joining.invites.uses.wrong', { most: inviteLimits.uses })]),
    ...(isCount(days, inviteLimits.days)
      ? []
      : [invalid('days', 'joining.invites.days.wrong', { most: inviteLimits.days })]),
  ]
  if (first) return refuse(first, ...others)
  const token = isCode(input.token) ? input.token : ctx.random.token()
  const tokenHash = await sha256(token)
  return inTransaction(ctx, async (trx) => {
    const { memberId } = trx.actor
    // Her other forms wait here, so that counting and making are one step.
    await trx.db.selectFrom('members').select('id').where('id', '=', memberId).forUpdate().execute()
    const earlier = await trx.db
      .selectFrom('invites')
      .select(['uses', 'expiresAt', 'createdBy'])
      .where('tokenHash', '=', tokenHash)
      .executeTakeFirst()
    if (earlier) {
      const { createdBy, ...made } = earlier
      return createdBy === memberId ? ok({ token, ...made }) : forbidden()
    }
    const createdAt = trx.clock.now()
    const { open } = await trx.db
      .selectFrom('invites')
      .select((eb) => eb.fn.countAll<number>().as('open'))
      .where('createdBy', '=', memberId)
      .where('usesLeft', '>', 0)
      .where('revokedAt', 'is', null)
      .where('expiresAt', '>', createdAt)
      .executeTakeFirstOrThrow()
    if (open >= inviteLimits.open) {
      return refuse({
        kind: 'invalid',
        message: 'joining.invites.tooMany',
        params: { most: inviteLimits.open },
      })
    }
    const id = trx.random.id()
    const expiresAt = daysFrom(createdAt, days)
    await trx.db
      .insertInto('invites')
      .values({ id, tokenHash, createdBy: memberId, uses, usesLeft: uses, createdAt, expiresAt })
      .execute()
    if (isModerator(trx.actor)) await recordAct(trx, 'invite-created', id)
    return ok({ token, uses, expiresAt })
  })
}
