import type { Ctx, DatabaseTransaction } from '../context.ts'
import type { Refusal, Result } from '../result.ts'

/**
 * Runs one use case in one transaction. A refusal rolls everything back and is returned as a value; a fault rolls
 * back and is thrown. Nothing in `work` may wait for the network: a lock would be held meanwhile.
 */
export async function inTransaction<Value, Context extends Ctx>(
  ctx: Context,
  work: (trx: Omit<Context, 'db'> & { readonly db: DatabaseTransaction }) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  try {
    return await ctx.db.transaction().execute(async (db) => {
      const result = await work({ ...ctx, db })
      if (!result.ok) throw new RolledBack(result.refusals)
      return result
    })
  } catch (fault) {
    if (fault instanceof RolledBack) return { ok: false, refusals: fault.refusals }
    throw fault
  }
}

class RolledBack extends Error {
  readonly refusals: readonly [Refusal, ...Refusal[]]

  constructor(refusals: readonly [Refusal, ...Refusal[]]) {
    super('refused')
    this.refusals = refusals
  }
}
