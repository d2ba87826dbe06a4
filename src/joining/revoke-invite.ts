import { isModerator, type MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { missing, ok, type Result } from '../result.ts'

/**
 * Makes a link worthless, once and for all; whoever has asked with it already goes on waiting. For her own, and for
 * moderators everybody's: for others there is nothing here.
 */
export async function revokeInvite(
  ctx: MemberCtx,
  { inviteId }: { readonly inviteId: string },
): Promise<Result<undefined>> {
  if (!couldBeId(inviteId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const invite = await trx.db
      .selectFrom('invites')
      .select(['createdBy', 'revokedAt'])
      .where('id', '=', inviteId)
      .forUpdate()
      .executeTakeFirst()
    const relation = invite?.createdBy === trx.actor.memberId ? 'author' : 'any'
    if (!invite || !can(trx.actor, 'invite.revoke', relation)) return missing()
    if (invite.revokedAt) return ok()
    await trx.db
      .updateTable('invites')
      .set({ revokedAt: trx.clock.now() })
      .where('id', '=', inviteId)
      .execute()
    if (isModerator(trx.actor)) await recordAct(trx, 'invite-revoked', inviteId)
    return ok()
  })
}
