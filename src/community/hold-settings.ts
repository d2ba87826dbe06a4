import type { MemberTransactionCtx } from '../context.ts'
import { ok, type Result, refuse } from '../result.ts'

/**
 * Takes the settings for one change and counts it, so that of two people the second sees that the first was there.
 * Refuses as conflict whoever started from an older state.
 */
export async function holdSettings(
  trx: MemberTransactionCtx,
  version: number,
): Promise<Result<{ readonly defaultLocale: string; readonly approvalsNeeded: number }>> {
  const row = await trx.db
    .updateTable('community')
    .set({ version: version + 1 })
    .where('version', '=', version)
    .returning(['defaultLocale', 'approvalsNeeded'])
    .executeTakeFirst()
  return row ? ok(row) : refuse({ kind: 'conflict', message: 'settings.errors.changedMeanwhile' })
}
