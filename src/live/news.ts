import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { isAuthor, standing, visiblePost } from '../policy/visibility.ts'

export interface News {
  /** How many comments others have written since. */
  readonly count: number
  /** The first of them. */
  readonly firstId: string | null
}

/**
 * What others wrote in a thread after a comment that she has on her page; after the post, where that is none. It marks
 * nothing as read. Undefined when the thread is not there for her. One statement.
 */
export async function readNews(
  ctx: MemberCtx,
  { postId, after }: { readonly postId: string; readonly after: string },
): Promise<News | undefined> {
  if (!couldBeId(postId)) return undefined
  const { rows } = await sql<News>`
    with seen as (select mark.created_at, mark.id from comments mark
      where mark.id = ${couldBeId(after) ? after : ''} and mark.post_id = ${postId}),
    fresh as (select comment.created_at, comment.id from comments comment
      where comment.post_id = ${postId} and ${standing(ctx, 'comment', 'comment')}
        and not ${isAuthor(ctx, 'comment', sql.ref('comment.id'))}
        and not exists (select 1 from seen where (comment.created_at, comment.id) <= (seen.created_at, seen.id)))
    select (select count(*)::int from fresh) as count,
      (select fresh.id from fresh order by fresh.created_at, fresh.id limit 1) as first_id
    from posts p where p.id = ${postId} and ${visiblePost(ctx, 'p')}`.execute(ctx.db)
  return rows[0]
}
