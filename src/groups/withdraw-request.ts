import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result } from '../result.ts'

/**
 * Takes back her waiting request, with everything she answered. Refuses: missing when she has none there (decided
 * meanwhile, or never made).
 */
export async function withdrawRequest(
  ctx: MemberCtx,
  { groupId }: { readonly groupId: string },
): Promise<Result<undefined>> {
  if (!couldBeId(groupId)) return missing()
  if (!can(ctx.actor, 'group-request.withdraw', 'author')) return forbidden()
  return inTransaction(ctx, async (trx) => {
    const withdrawn = await trx.db
      .deleteFrom('groupRequests')
      .where('groupId', '=', groupId)
      .where('memberId', '=', trx.actor.memberId)
      .where('state', '=', 'waiting')
      .returning('id')
      .executeTakeFirst()
    return withdrawn ? ok() : missing()
  })
}
