import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../context.ts'

/** What members can answer without words, in the order they are offered. */
export const reactionKinds = ['heart', 'hug', 'thanks', 'strength', 'with-you'] as const
export type ReactionKind = (typeof reactionKinds)[number]

export const isReactionKind = (value: string): value is ReactionKind =>
  reactionKinds.some((kind) => kind === value)

/** How many reacted how; who did is told to nobody. */
export type ReactionCounts = Readonly<Partial<Record<ReactionKind, number>>>

export interface Reactions {
  readonly reactions: ReactionCounts
  /** The reader's own. */
  readonly myReaction: ReactionKind | null
}

/** The reactions to a post or a comment by kind; `id` names its column in the query around it. */
export const reactionsOf = (what: 'post' | 'comment', id: RawBuilder<string>): RawBuilder<ReactionCounts> =>
  sql<ReactionCounts>`(select coalesce(json_object_agg(counted.kind, counted.many), '{}') from (
    select given.kind, count(*)::int as many from ${sql.table(`${what}_reactions`)} given
    where given.${sql.ref(`${what}_id`)} = ${id} group by given.kind) counted)`

/** The reader's own reaction. */
export function myReactionTo(
  ctx: Pick<Ctx, 'actor'>,
  what: 'post' | 'comment',
  id: RawBuilder<string>,
): RawBuilder<ReactionKind | null> {
  if (ctx.actor.kind !== 'member') return sql<null>`null`
  const { memberId } = ctx.actor
  return sql<ReactionKind | null>`(select mine.kind from ${sql.table(`${what}_reactions`)} mine
    where mine.${sql.ref(`${what}_id`)} = ${id} and mine.member_id = ${memberId})`
}
