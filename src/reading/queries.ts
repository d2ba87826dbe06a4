import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { cutPage, olderThan } from '../paging.ts'
import { isAuthor, setAside, standing, visibleGroup, visiblePost } from '../policy/visibility.ts'
import { type FeedPage, feedPageSize, postsOf } from '../posts/queries.ts'

export interface GroupNews {
  readonly id: string
  readonly name: string
  readonly description: string
  /** Posts by others since she looked at it, or since she joined; counted up to 100. */
  readonly posts: number
}

export interface ThreadNews {
  readonly id: string
  readonly body: string
  readonly language: string
  readonly groupName: string
  /** Comments by others since she read the thread. */
  readonly comments: number
}

/** As many as one looks through; what is older shows up once these are read. */
const mostThreads = 10
const mostCounted = 100

/**
 * Her groups with what is new in each; without those that she muted or turned away from. One statement, in which where
 * the count begins is one comparison: with two in an `or` the index of the feed would be read from end to end.
 */
export async function readGroupNews(ctx: MemberCtx): Promise<GroupNews[]> {
  const { memberId } = ctx.actor
  const { rows } = await sql<GroupNews>`
    select groups.id, groups.name, groups.description,
      case when ${setAside(ctx, sql.ref('groups.id'))} then 0 else (select count(*)::int from (
        select 1 from posts p where p.group_id = groups.id and ${visiblePost(ctx, 'p')}
          and (p.created_at, p.id) > (coalesce(mark.created_at, me.joined_at), coalesce(mark.id, ''))
          and not ${isAuthor(ctx, 'post', sql.ref('p.id'))}
        order by p.created_at desc, p.id desc limit ${mostCounted}) fresh) end as posts
    from groups join members me on me.id = ${memberId}
      left join group_reads reading on reading.group_id = groups.id and reading.member_id = me.id
      left join posts mark on mark.id = reading.last_post_id
    where ${visibleGroup(ctx, sql.ref('groups.id'))} and not exists (select 1 from group_departures left_behind
      where left_behind.group_id = groups.id and left_behind.member_id = ${memberId})
    order by case groups.key when 'general' then 0 when 'moderators' then 2 else 1 end, groups.name, groups.id
    limit 200`.execute(ctx.db)
  return rows
}

/** Threads she opened before in which others commented since, the newest first; muted ones left out. One statement. */
export async function readThreadNews(ctx: MemberCtx): Promise<ThreadNews[]> {
  const { memberId } = ctx.actor
  const { rows } = await sql<ThreadNews>`
    select p.id, left(p.body, 200) as body, p.language, groups.name as group_name, fresh.count as comments
    from thread_reads reading
      join posts p on p.id = reading.post_id
      join groups on groups.id = p.group_id
      left join comments mark on mark.id = reading.last_comment_id
      cross join lateral (select count(*)::int as count, max(news.created_at) as newest from comments news
        where news.post_id = p.id
          and (news.created_at, news.id) > (coalesce(mark.created_at, '-infinity'), coalesce(mark.id, ''))
          and ${standing(ctx, 'comment', 'news')}
          and not ${isAuthor(ctx, 'comment', sql.ref('news.id'))}) fresh
    where reading.member_id = ${memberId} and fresh.count > 0 and ${visiblePost(ctx, 'p')}
      and not ${setAside(ctx, sql.ref('p.group_id'))}
      and not exists (select 1 from thread_mutes quiet
        where quiet.post_id = p.id and quiet.member_id = ${memberId})
    order by fresh.newest desc, p.id limit ${mostThreads}`.execute(ctx.db)
  return rows
}

/** One page of what she saved, the newest posts first, in one statement. A cursor that is none of ours: the first. */
export async function readSaved(
  ctx: MemberCtx,
  { before }: { readonly before?: string | undefined } = {},
): Promise<FeedPage> {
  const rows = await postsOf(ctx)
    .innerJoin('savedPosts as saved', 'saved.postId', 'p.id')
    .where('saved.memberId', '=', ctx.actor.memberId)
    .where(olderThan(before, 'p.created_at', 'p.id'))
    .orderBy('p.createdAt', 'desc')
    .orderBy('p.id', 'desc')
    .limit(feedPageSize + 1)
    .execute()
  const { rows: posts, ...next } = cutPage(rows, feedPageSize)
  return { posts, ...next }
}
