import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { can } from '../policy/permissions.ts'
import { standing, visibleGroup, visiblePost } from '../policy/visibility.ts'
import { forbidden, ok, type Result } from '../result.ts'

/** Marks as read what stands in the groups she can see, and in the threads she opened before. In two statements. */
export const markAllRead = (ctx: MemberCtx): Promise<Result<undefined>> =>
  inTransaction(ctx, async (trx) => {
    if (!can(trx.actor, 'thread.keep', 'reader')) return forbidden()
    const { memberId } = trx.actor
    await sql`
      insert into group_reads (member_id, group_id, last_post_id)
      select ${memberId}, groups.id, (select p.id from posts p
        where p.group_id = groups.id and ${visiblePost(trx, 'p')} order by p.created_at desc, p.id desc limit 1)
      from groups where ${visibleGroup(trx, sql.ref('groups.id'))}
      on conflict (member_id, group_id) do update set last_post_id = excluded.last_post_id
        where group_reads.last_post_id is distinct from excluded.last_post_id`.execute(trx.db)
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
