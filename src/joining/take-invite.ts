import type { TransactionCtx } from '../context.ts'
import { sha256 } from '../hashing.ts'
import { openInvite } from './invite-policy.ts'

/**
 * Takes one use of an invite for an application, in its transaction. Whoever comes at the same moment waits for the
 * row and then reads what is left, so that never more are taken than there are. False when it lets nobody in.
 */
export async function takeInvite(
  ctx: TransactionCtx,
  { applicationId, token }: { readonly applicationId: string; readonly token: string },
): Promise<boolean> {
  const invite = await ctx.db
    .updateTable('invites')
    .set((eb) => ({ usesLeft: eb('usesLeft', '-', 1) }))
    .where('tokenHash', '=', await sha256(token))
    .where(openInvite('invites', ctx.clock.now()))
    .returning('id')
    .executeTakeFirst()
  if (!invite) return false
  await ctx.db
    .updateTable('applications')
    .set({ inviteId: invite.id })
    .where('id', '=', applicationId)
    .execute()
  return true
}
