import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { standing, visiblePost } from '../policy/visibility.ts'
import type { Mark } from './marks.ts'

/**
 * Remembers that this member read a thread that she can see, up to the newest comment that stands, and gives what she
 * had read before: null when there was no comment then, undefined when she is here for the first time. One statement,
 * which writes only when there is something new, so that it can run beside those that read the page.
 */
export async function visitThread(ctx: MemberCtx, postId: string): Promise<Mark | null | undefined> {
  if (!couldBeId(postId)) return undefined
  const { memberId } = ctx.actor
  const { rows } = await sql<{ at: Date | null; id: string | null }>`
    with marked as (
      insert into thread_reads (member_id, post_id, last_comment_id)
      select ${memberId}, p.id, (select newest.id from comments newest
        where newest.post_id = p.id and ${standing(ctx, 'comment', 'newest')}
        order by newest.created_at desc, newest.id desc limit 1)
      from posts p where p.id = ${postId} and ${visiblePost(ctx, 'p')}
      on conflict (member_id, post_id) do update set last_comment_id = excluded.last_comment_id
        where thread_reads.last_comment_id is distinct from excluded.last_comment_id)
    select mark.created_at as at, mark.id from thread_reads before
      left join comments mark on mark.id = before.last_comment_id
    where before.member_id = ${memberId} and before.post_id = ${postId}`.execute(ctx.db)
  const [row] = rows
  if (!row) return undefined
  return row.at === null || row.id === null ? null : { at: row.at, id: row.id }
}
