import { sql } from 'kysely'
import type { Ctx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Result } from '../result.ts'
import { erasePost } from './erase-post.ts'

/** As many as one transaction takes, so that nobody who writes waits for it. */
const batch = 50

/**
 * Deletes posts whose time is over wholly, rows included: by their own end, which a group's rule gave them when they
 * were written, and by what the community says now about how long posts are kept; what is pinned stays for as long as
 * it is. A group's later change takes no older post with it. Runs often and may run beside itself. Gives how many they
 * were.
 */
export async function deleteExpiredPosts(ctx: Ctx): Promise<Result<number>> {
  if (!can(ctx.actor, 'post.expire')) return forbidden()
  let deleted = 0
  for (;;) {
    const some = await inTransaction(ctx, async (trx) => {
      const over = await trx.db
        .selectFrom('posts as p')
        .select('p.id')
        .where('p.id', 'in', overIds(trx.clock.now()))
        .orderBy('p.id')
        .limit(batch)
        .forUpdate()
        .skipLocked()
        .execute()
      const ids = over.map(({ id }) => id)
      for (const id of ids) await erasePost(trx, id)
      if (ids.length > 0) await trx.db.deleteFrom('posts').where('id', 'in', ids).execute()
      return ok(ids.length)
    })
    if (!some.ok) return some
    deleted += some.value
    if (some.value < batch) return ok(deleted)
  }
}

/** Two questions in one, so that each finds its answer in an index. */
const overIds = (now: Date) => sql<string>`(
  select ended.id from posts ended where ended.expires_at <= ${now}
  union
  select kept.id from community join posts kept on kept.pinned_at is null
    and kept.created_at <= ${now} - make_interval(days => community.post_days))`
