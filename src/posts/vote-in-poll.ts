import { sql } from 'kysely'
import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, missing, ok, type Result, refuse } from '../result.ts'
import { holdPost } from './hold-post.ts'

export interface VoteInPoll {
  readonly postId: string
  readonly optionIds: readonly string[]
}

/**
 * Votes in a poll that is open. Her vote replaces the one before; in a secret poll there is no way back, for it is
 * only kept that she voted and, apart from that, how many votes an option has. Refuses: missing for what is no poll
 * that she can see, invalid for no option, for several where one is asked for and for those of another poll, conflict
 * once it is closed, or when she voted in a secret one before.
 */
export const voteInPoll = (ctx: MemberCtx, { postId, optionIds }: VoteInPoll): Promise<Result<undefined>> =>
  inTransaction(ctx, async (trx) => {
    const post = await holdPost(trx, postId)
    if (post?.kind !== 'poll') return missing()
    if (!can(trx.actor, 'poll.vote', 'reader')) return forbidden()
    const poll = await trx.db
      .selectFrom('polls')
      .select(['several', 'secret', 'closesAt'])
      .select(
        sql<string[]>`(select coalesce(json_agg(choice.id), '[]') from poll_options choice
          where choice.post_id = polls.post_id)`.as('options'),
      )
      .where('postId', '=', postId)
      .executeTakeFirst()
    if (!poll) return missing()
    if (poll.closesAt <= trx.clock.now()) return refuse({ kind: 'conflict', message: 'poll.errors.closed' })
    const chosen = [...new Set(optionIds)]
    if (chosen.length === 0) return refuse(invalid('option', 'poll.errors.nothing'))
    if (!chosen.every((id) => poll.options.includes(id)))
      return refuse(invalid('option', 'poll.errors.option'))
    if (chosen.length > 1 && !poll.several) return refuse(invalid('option', 'poll.errors.one'))
    return poll.secret ? voteSecretly(trx, postId, chosen) : voteOpenly(trx, postId, chosen)
  })

async function voteSecretly(
  ctx: MemberTransactionCtx,
  postId: string,
  chosen: readonly string[],
): Promise<Result<undefined>> {
  const first = await ctx.db
    .insertInto('pollVoters')
    .values({ postId, memberId: ctx.actor.memberId })
    .onConflict((conflict) => conflict.doNothing())
    .returning('postId')
    .executeTakeFirst()
  if (!first) return refuse({ kind: 'conflict', message: 'poll.errors.voted' })
  // Every option is written anew: where the database keeps its rows tells nobody which one was chosen.
  await ctx.db
    .updateTable('pollOptions')
    .set({ secretVotes: sql<number>`secret_votes + case when id = any(${chosen}) then 1 else 0 end` })
    .where('postId', '=', postId)
    .execute()
  return ok()
}

async function voteOpenly(
  ctx: MemberTransactionCtx,
  postId: string,
  chosen: readonly string[],
): Promise<Result<undefined>> {
  const { memberId } = ctx.actor
  await ctx.db
    .deleteFrom('pollVotes')
    .where('memberId', '=', memberId)
    .where('optionId', 'in', ctx.db.selectFrom('pollOptions').select('id').where('postId', '=', postId))
    .execute()
  await ctx.db
    .insertInto('pollVotes')
    .values(chosen.map((optionId) => ({ optionId, memberId })))
    .execute()
  return ok()
}
