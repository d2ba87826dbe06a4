import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../context.ts'
import { standing, visibleAlliedThread, visiblePost } from '../policy/visibility.ts'

/** True for comments that stand, below something the reader can see. `alias` is a row of comments. */
export const visibleStandingComment = (
  ctx: Pick<Ctx, 'actor' | 'clock'>,
  alias: string,
): RawBuilder<boolean> => {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql<boolean>`(${standing(ctx, 'comment', alias)} and (
    exists (select 1 from posts root_post
      where root_post.id = ${column('post_id')} and ${visiblePost(ctx, 'root_post')})
    or exists (select 1 from allied_posts root_ally
      where root_ally.id = ${column('allied_post_id')} and ${visibleAlliedThread(ctx, 'root_ally')})))`
}
