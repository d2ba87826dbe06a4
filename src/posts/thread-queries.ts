import { type RawBuilder, sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { namesIn } from './people.ts'
import { type PollView, pollView, type StoredPoll } from './poll-rules.ts'
import { type ThreadView, threadsOf } from './queries.ts'
import { myReactionTo, type Reactions, reactionsOf } from './reactions.ts'

export interface Correction {
  readonly id: string
  /** Markdown. */
  readonly body: string
  readonly createdAt: Date
}

export interface ThreadPost extends ThreadView, Reactions {
  readonly poll?: PollView
  /** What was set right in an alert, the newest first. */
  readonly corrections: readonly Correction[]
  readonly acceptedCommentId: string | null
  readonly isSaved: boolean
  readonly isMuted: boolean
  /** The names that can be mentioned here, without the reader's own. */
  readonly names: readonly string[]
  /** What she began to answer and has not sent. */
  readonly draft: string | null
}

/** A post with everything its page shows of it, in one statement; undefined when it is not there for her. */
export async function readThreadPost(ctx: MemberCtx, postId: string): Promise<ThreadPost | undefined> {
  if (!couldBeId(postId)) return undefined
  const { memberId } = ctx.actor
  const hers = (table: string) => sql<boolean>`exists (select 1 from ${sql.table(table)} hers
    where hers.post_id = p.id and hers.member_id = ${memberId})`
  const row = await threadsOf(ctx)
    .leftJoin('polls as poll', 'poll.postId', 'p.id')
    .select(['p.acceptedCommentId', 'poll.several', 'poll.secret', 'poll.closesAt'])
    .select([
      reactionsOf('post', sql.ref('p.id')).as('reactions'),
      myReactionTo(ctx, 'post', sql.ref('p.id')).as('myReaction'),
      namesIn(ctx, { column: 'post_id', id: sql.ref('p.id') }).as('names'),
      corrections.as('corrections'),
      optionsOf(memberId).as('options'),
      hers('poll_voters').as('hasVotedSecretly'),
      hers('saved_posts').as('isSaved'),
      draftOf(memberId).as('draft'),
      hers('thread_mutes').as('isMuted'),
    ])
    .where('p.id', '=', postId)
    .executeTakeFirst()
  if (!row) return undefined
  const { several, secret, closesAt, options, hasVotedSecretly, corrections: corrected, ...post } = row
  const hasVoted = hasVotedSecretly || options.some(({ isMine }) => isMine)
  return {
    ...post,
    corrections: corrected.map(({ at, ...rest }) => ({ ...rest, createdAt: new Date(at) })),
    ...(several === null || secret === null || closesAt === null
      ? {}
      : { poll: pollView({ several, secret, closesAt, options, hasVoted }, ctx.clock.now()) }),
  }
}

/** A moment inside JSON has its own form. */
const corrections = sql<{ id: string; body: string; at: string }[]>`(
  select coalesce(json_agg(json_build_object('id', correction.id, 'body', correction.body,
    'at', correction.created_at) order by correction.created_at desc, correction.id), '[]')
  from alert_corrections correction where correction.post_id = p.id)`

const draftOf = (memberId: string) =>
  sql<string | null>`(select kept.fields ->> 'text' from drafts kept
    where kept.member_id = ${memberId} and kept.place = 'comment:' || p.id)`

const optionsOf = (memberId: string): RawBuilder<StoredPoll['options'][number][]> =>
  sql<StoredPoll['options'][number][]>`(
    select coalesce(json_agg(json_build_object('id', choice.id, 'label', choice.label,
      'votes', case when poll.secret then choice.secret_votes else (
        select count(*) from poll_votes vote where vote.option_id = choice.id) end,
      'isMine', exists (select 1 from poll_votes mine
        where mine.option_id = choice.id and mine.member_id = ${memberId})) order by choice.position), '[]')
    from poll_options choice where choice.post_id = p.id)`
