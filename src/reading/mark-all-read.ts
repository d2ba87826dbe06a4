import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { can } from '../policy/permissions.ts'
import { standing } from '../policy/visibility.ts'
import { forbidden, ok, type Result } from '../result.ts'
import { markGroups } from './visit-group.ts'

/** Marks as read what stands in the groups she can see, and in the threads she opened before. In two statements. */
export const markAllRead = (ctx: MemberCtx): Promise<Result<undefined>> =>
  inTransaction(ctx, async (trx) => {
    if (!can(trx.actor, 'thread.keep', 'reader')) return forbidden()
    const { memberId } = trx.actor
    await markGroups(trx, sql<boolean>`true`)
    await sql`
      update thread_reads set last_comment_id = latest.id
      from (select reading.post_id, (select newest.id from comments newest
          where newest.post_id = reading.post_id and ${standing(trx, 'comment', 'newest')}
          order by newest.created_at desc, newest.id desc limit 1) as id
        from thread_reads reading where reading.member_id = ${memberId}) latest
      where thread_reads.member_id = ${memberId} and thread_reads.post_id = latest.post_id
        and thread_reads.last_comment_id is distinct from latest.id`.execute(trx.db)
    return ok()
  })
