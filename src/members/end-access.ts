import type { TransactionCtx } from '../context.ts'

/** Ends every session of hers and lets no phone be told anything. */
export async function endAccess(ctx: Pick<TransactionCtx, 'db'>, memberId: string): Promise<void> {
  await ctx.db.deleteFrom('sessions').where('memberId', '=', memberId).execute()
  await ctx.db.deleteFrom('pushSubscriptions').where('memberId', '=', memberId).execute()
}
