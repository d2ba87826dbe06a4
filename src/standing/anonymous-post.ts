import { type RawBuilder, sql } from 'kysely'
import { type Ctx, isModerator } from '../context.ts'
import { underReview } from '../policy/review.ts'
import { visibleGroup } from '../policy/visibility.ts'

/**
 * True for anonymous posts that moderators act on: in a group of the reader's, flagged or held, or with something that
 * waits for an answer. Also one that was removed, or is too old for a newcomer, for what came through it must be
 * decided either way. Nothing in here touches who wrote it (P8). `alias` is a row of posts.
 */
export function actedUpon(ctx: Pick<Ctx, 'actor'>, alias: string): RawBuilder<boolean> {
  if (!isModerator(ctx.actor)) return sql<boolean>`false`
  const column = <Type>(name: string) => sql<Type>`${sql.ref(`${alias}.${name}`)}`
  return sql<boolean>`(${column('anonymous')} and ${column('deleted_at')} is null
    and (${visibleGroup(ctx, column<string>('group_id'))} or ${underReview(ctx, 'post', alias)}
      or exists (select 1 from post_sanctions appealed where appealed.post_id = ${column('id')}
        and appealed.appealed_at is not null and appealed.appeal_decided_at is null)
      or exists (select 1 from unmaskings asked where asked.post_id = ${column('id')}
        and asked.decided_at is null)))`
}

/** An anonymous post that the reader may act upon. */
export const anonymousPost = (ctx: Pick<Ctx, 'db' | 'actor'>, postId: string) =>
  ctx.db.selectFrom('posts as p').where('p.id', '=', postId).where(actedUpon(ctx, 'p'))
