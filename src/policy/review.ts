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

/**
 * True for shares that the reader reviews as a delegate of a community in their channel. The author agreed to them and
 * was told of that community. Four eyes: never her own, and where several communities have delegates not those of
 * another delegate of her own community. `alias` is a row of shares; of its state this says nothing.
 */
export function reviewedAsDelegate(ctx: Pick<Ctx, 'actor'>, alias: string): RawBuilder<boolean> {
  if (ctx.actor.kind !== 'member') return sql<boolean>`false`
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql<boolean>`exists (select 1 from channel_delegates reviewing_delegate
    join consents told_consent on told_consent.share_id = ${column('id')}
      and told_consent.revoked_at is null and reviewing_delegate.community = any(told_consent.told)
    join share_authors reviewed_author on reviewed_author.share_id = ${column('id')}
    where reviewing_delegate.channel_id = ${column('channel_id')}
      and reviewing_delegate.member_id = ${ctx.actor.memberId}
      and ${judgesShareOf('reviewing_delegate', sql.ref('reviewed_author.member_id'))})`
}

/** Four eyes among delegates; `delegate` is an alias of channel_delegates. */
export function judgesShareOf(delegate: string, authorId: RawBuilder<unknown>): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${delegate}.${name}`)
  return sql<boolean>`(${column('member_id')} <> ${authorId} and not (
    exists (select 1 from channel_delegates author_delegate
      where author_delegate.channel_id = ${column('channel_id')} and author_delegate.member_id = ${authorId}
        and lower(author_delegate.community) = lower(${column('community')}))
    and exists (select 1 from channel_delegates other_delegate
      where other_delegate.channel_id = ${column('channel_id')}
        and lower(other_delegate.community) <> lower(${column('community')}))))`
}
