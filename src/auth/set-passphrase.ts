import type { TransactionCtx } from '../context.ts'

/**
 * Gives an account another passphrase. Every session ends, and so does every recovery that still runs: whoever waited
 * for one waits in vain.
 */
export async function setPassphrase(
  ctx: Pick<TransactionCtx, 'db' | 'clock'>,
  { memberId, passphraseHash }: { readonly memberId: string; readonly passphraseHash: string },
): Promise<void> {
  await ctx.db.updateTable('credentials').set({ passphraseHash }).where('memberId', '=', memberId).execute()
  await ctx.db.deleteFrom('sessions').where('memberId', '=', memberId).execute()
  await stopRecoveries(ctx, memberId)
}

/** Stops whatever recovery of an account is under way. Gives how many there were. */
export async function stopRecoveries(
  ctx: Pick<TransactionCtx, 'db' | 'clock'>,
  memberId: string,
): Promise<number> {
  const { numUpdatedRows } = await ctx.db
    .updateTable('recoveries')
    .set({ stoppedAt: ctx.clock.now() })
    .where('memberId', '=', memberId)
    .where('stoppedAt', 'is', null)
    .where('finishedAt', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
