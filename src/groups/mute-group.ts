import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { visibleGroup } from '../policy/visibility.ts'
import { forbidden, missing, ok, type Result } from '../result.ts'

/**
 * Makes a group quiet for her, or heard again: while quiet it sends her no notices and is not on her home page.
 * Refuses: missing for a group that she cannot read.
 */
export const muteGroup = (
  ctx: MemberCtx,
  { groupId, isMuted }: { readonly groupId: string; readonly isMuted: boolean },
): Promise<Result<undefined>> =>
  inTransaction(ctx, async (trx) => {
    if (!couldBeId(groupId)) return missing()
    const group = await trx.db
      .selectFrom('groups')
      .select('id')
      .where('id', '=', groupId)
      .where(visibleGroup(trx, sql.ref('groups.id')))
      .executeTakeFirst()
    if (!group) return missing()
    if (!can(trx.actor, 'group.mute', 'reader')) return forbidden()
    const { memberId } = trx.actor
    if (isMuted) {
      await trx.db
        .insertInto('groupMutes')
        .values({ groupId, memberId })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    } else {
      await trx.db
        .deleteFrom('groupMutes')
        .where('groupId', '=', groupId)
        .where('memberId', '=', memberId)
        .execute()
    }
    return ok()
  })
