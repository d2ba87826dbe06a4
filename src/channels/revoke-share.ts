import type { MemberCtx, TransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Result, refuse } from '../result.ts'
import { lockOwnShare } from './own-share.ts'

/**
 * Takes the author's consent back before a moderator has published. Refused once it is out: then there is an edition
 * to withdraw.
 */
export async function revokeShare(
  ctx: MemberCtx,
  { shareId }: { readonly shareId: string },
): Promise<Result<undefined>> {
  return inTransaction(ctx, async (trx) => {
    const share = await lockOwnShare(trx, shareId)
    if (!share.ok) return share
    if (!can(trx.actor, 'share.revoke', 'author')) return forbidden()
    if (share.value.state !== 'proposed') {
      return refuse({ kind: 'conflict', message: 'shares.errors.notProposed' })
    }
    await revokeConsent(trx, shareId)
    return ok()
  })
}

/** Marks a proposed share and its consent as revoked; the share must be locked. */
export async function revokeConsent(
  ctx: Pick<TransactionCtx, 'db' | 'clock'>,
  shareId: string,
): Promise<void> {
  const now = ctx.clock.now()
  await ctx.db
    .updateTable('consents')
    .set({ revokedAt: now })
    .where('shareId', '=', shareId)
    .where('revokedAt', 'is', null)
    .execute()
  await ctx.db
    .updateTable('shares')
    .set({ state: 'revoked', decidedAt: now })
    .where('id', '=', shareId)
    .execute()
}

/**
 * Revokes whatever has begun to leave from a post and is not out yet: deleting the post says that it shall not. The
 * pictures such a share carried go with it.
 */
export async function revokePending(
  ctx: Pick<TransactionCtx, 'db' | 'clock'>,
  postId: string,
): Promise<void> {
  const pending = await ctx.db
    .selectFrom('shares')
    .select('id')
    .where('postId', '=', postId)
    .where('state', 'in', ['draft', 'proposed', 'returned'])
    .orderBy('id')
    .forUpdate()
    .execute()
  for (const { id } of pending) {
    await revokeConsent(ctx, id)
    await ctx.db.deleteFrom('shareImages').where('shareId', '=', id).execute()
  }
}
