import { type RawBuilder, sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { shownName } from '../members/shown-name.ts'
import { standing, visibleGroup } from '../policy/visibility.ts'

/** What stands above a comment, for the moderator to understand it. */
export interface Above {
  readonly id: string
  /** Null for what is anonymous, for whoever left, and in a group that is not the moderator's. */
  readonly author: string | null
  readonly anonymous: boolean
  /** Markdown. */
  readonly body: string
  readonly language: string
}

/** As far up as anybody reads on a phone. */
const mostAbove = 10

/**
 * The post and the comments above a comment, the post first. In a group that is not hers nobody but the author of the
 * thing itself is named: they did nothing that waits for a moderator. What was deleted is left out.
 */
export const aboveOf = (ctx: MemberCtx): RawBuilder<Above[]> => {
  const isHers = sql`(posts.id is null or ${visibleGroup(ctx, sql.ref('posts.group_id'))})`
  return sql<Above[]>`(
    with recursive chain as (
      select answered.id, answered.parent_id, 1 as depth from comments answered where answered.id = comment.parent_id
      union all
      select higher.id, higher.parent_id, chain.depth + 1 from chain
        join comments higher on higher.id = chain.parent_id where chain.depth < ${mostAbove})
    select coalesce(json_agg(json_build_object('id', line.id, 'author', line.author, 'anonymous', line.anonymous,
      'body', line.body, 'language', line.language) order by line.depth desc), '[]')
    from (
      select c.id, case when ${isHers} then ${shownName('m')} end as author, c.anonymous, c.body, c.language,
          chain.depth
        from chain join comments c on c.id = chain.id and ${standing(ctx, 'comment', 'c')}
        left join comment_authors a on a.comment_id = c.id left join members m on m.id = a.member_id
      union all
      select root.id, case when ${isHers} then ${shownName('m')} end, root.anonymous, root.body, root.language, 1000
        from posts root left join post_authors a on a.post_id = root.id left join members m on m.id = a.member_id
        where root.id = comment.post_id
      union all
      select ally.id, ally.author_name, false, ally.title, ally.language, 1000
        from allied_posts ally where ally.id = comment.allied_post_id and ally.withdrawn_at is null
    ) line)`
}
