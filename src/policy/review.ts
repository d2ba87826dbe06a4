import { type RawBuilder, sql } from 'kysely'
import { type Ctx, isModerator } from '../context.ts'

/**
 * True for posts and comments that wait for the moderators of the community: flagged, or held by the watch-list, and
 * neither deleted nor removed. Only then, and only that one thing, do they read it in groups they do not belong to,
 * hidden ones included; with the decision it is closed to them again. `alias` is a row of posts or comments.
 */
export function underReview(
  ctx: Pick<Ctx, 'actor'>,
  what: 'post' | 'comment',
  alias: string,
): RawBuilder<boolean> {
  if (!isModerator(ctx.actor)) return sql<boolean>`false`
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql<boolean>`(${column('deleted_at')} is null and ${column('removed_at')} is null
    and (${column('held_at')} is not null or exists (select 1 from flags waiting_flag
      where waiting_flag.${sql.ref(`${what}_id`)} = ${column('id')} and waiting_flag.decided_at is null)))`
}

/** Four eyes, wherever there are two moderators: only a lone moderator may review what she proposed herself. */
export const mayReview = (review: { readonly isOwn: boolean; readonly moderators: number }): boolean =>
  !review.isOwn || review.moderators === 1
