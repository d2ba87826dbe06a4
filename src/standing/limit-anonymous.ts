import { sql } from 'kysely'
import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { daysFrom, startOfDay } from '../days.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, missing, ok, type Result, refuse } from '../result.ts'
import { anonymousPost } from './anonymous-post.ts'
import { chosenDays, judgeWords, limitDays, longest } from './rules.ts'

export interface LimitAnonymous {
  readonly postId: string
  /** Becomes the limit's id, so that a form sent twice decides once. */
  readonly submission: string
  /** One of `limitDays`, as the form sends it. */
  readonly days: string
  /** Whoever wrote the post reads it there. */
  readonly reason: string
}

/**
 * Closes anonymous posting to whoever wrote a post, without anybody learning who that is (P8): the limit reaches her
 * inside one statement that gives nothing back. The answer, the statements and the record are the same whether she is
 * limited already or the link to her is erased. Only she reads of it, inside the post. It ends at a UTC midnight, never
 * early: by its moment it would be known which post brought it, longer than the server is to know who wrote that.
 */
export async function limitAnonymous(ctx: MemberCtx, input: LimitAnonymous): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'anonymous-post.limit', 'reader')) return forbidden()
  const { postId, submission: id, reason } = input
  if (!couldBeId(postId)) return missing()
  const days = chosenDays(limitDays, input.days)
  return inTransaction(ctx, async (trx) => {
    const post = await anonymousPost(trx, postId).select('p.id').executeTakeFirst()
    if (!post) return missing()
    const [first, ...more] = [
      ...(days === undefined ? [invalid('days', 'standing.errors.days')] : []),
      ...judgeWords('reason', reason, longest.reason),
    ]
    if (first) return refuse(first, ...more)
    if (days === undefined || !couldBeId(id)) {
      return refuse({ kind: 'invalid', message: 'post.errors.sendAgain' })
    }
    const createdAt = trx.clock.now()
    const endsAt = startOfDay(daysFrom(createdAt, days + 1))
    const inserted = await trx.db
      .insertInto('postSanctions')
      .values({ id, postId, reason, createdAt, endsAt })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!inserted) return sentBefore(trx, input)
    await sql`insert into anonymous_limits (member_id, ends_at)
      select member_id, ${endsAt} from anonymous_authors where post_id = ${postId}
      on conflict (member_id) do update set ends_at = greatest(anonymous_limits.ends_at, excluded.ends_at)
      `.execute(trx.db)
    await recordAct(trx, 'anonymous-limited', postId)
    return ok()
  })
}

async function sentBefore(
  ctx: MemberTransactionCtx,
  { postId, submission, reason }: LimitAnonymous,
): Promise<Result<undefined>> {
  const same = await ctx.db
    .selectFrom('postSanctions')
    .select('id')
    .where('id', '=', submission)
    .where('postId', '=', postId)
    .where('reason', '=', reason)
    .executeTakeFirst()
  return same ? ok() : refuse({ kind: 'conflict', message: 'post.errors.sentBefore' })
}
