import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { visibleGroup } from '../policy/visibility.ts'
import { missing, ok, type Result, refuse } from '../result.ts'
import { recordAct } from './record-act.ts'
import { restoreThing } from './restore-thing.ts'
import type { Written } from './things.ts'

/**
 * A moderator brings back what anybody removed, within the day for which its words are kept. Refuses: missing for what
 * stands in a group that is not hers, conflict for what is there again or empty by now.
 */
export const restoreRemoved = (ctx: MemberCtx, thing: Written): Promise<Result<undefined>> =>
  inTransaction(ctx, async (trx) => {
    const { what, id } = thing
    if (!can(trx.actor, 'flag.decide') || !couldBeId(id)) return missing()
    const row = await trx.db
      .selectFrom('removals')
      .leftJoin('comments as c', 'c.id', 'removals.commentId')
      .leftJoin('posts as p', (join) => join.on(sql<boolean>`p.id = coalesce(removals.post_id, c.post_id)`))
      .select('removals.id')
      .where(what === 'post' ? 'removals.postId' : 'removals.commentId', '=', id)
      .where(sql<boolean>`(p.id is null or ${visibleGroup(trx, sql.ref('p.group_id'))})`)
      .forUpdate('removals')
      .executeTakeFirst()
    if (!row) return missing()
    if (!(await restoreThing(trx, thing))) return refuse({ kind: 'conflict', message: 'queue.undo.changed' })
    await recordAct(trx, what === 'post' ? 'post-restored' : 'comment-restored', id)
    return ok()
  })
