import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { isAuthor } from '../policy/visibility.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import { judgeWords, longest } from './rules.ts'

/**
 * Whoever wrote an anonymous post appeals the limit that came through it; nothing that is kept says who she is. For
 * everybody else, and without a limit that runs, there is nothing here. Once per limit.
 */
export async function appealLimit(
  ctx: MemberCtx,
  { postId, appeal }: { readonly postId: string; readonly appeal: string },
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'anonymous-post.appeal', 'author')) return forbidden()
  if (!couldBeId(postId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const now = trx.clock.now()
    const limit = await trx.db
      .selectFrom('postSanctions as s')
      .innerJoin('posts as p', 'p.id', 's.postId')
      .select(['s.id', 's.appeal'])
      .where('p.id', '=', postId)
      .where('p.deletedAt', 'is', null)
      .where('s.endsAt', '>', now)
      .where(isAuthor(trx, 'post', sql<string>`p.id`))
      .orderBy('s.createdAt', 'desc')
      .orderBy('s.id')
      .limit(1)
      .forUpdate('s')
      .executeTakeFirst()
    if (!limit) return missing()
    if (limit.appeal !== null) {
      return limit.appeal === appeal
        ? ok()
        : refuse({ kind: 'conflict', message: 'standing.errors.appealedBefore' })
    }
    const [wrong, ...more] = judgeWords('appeal', appeal, longest.appeal)
    if (wrong) return refuse(wrong, ...more)
    await trx.db
      .updateTable('postSanctions')
      .set({ appeal, appealedAt: now })
      .where('id', '=', limit.id)
      .execute()
    return ok()
  })
}
