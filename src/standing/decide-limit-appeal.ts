import { sql } from 'kysely'
import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { startOfDay } from '../days.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import { actedUpon } from './anonymous-post.ts'
import { anotherAnswersLimit } from './another-answers.ts'
import type { DecideAppeal } from './decide-appeal.ts'
import { judgeDecision } from './rules.ts'

/**
 * Answers an appeal that came from inside an anonymous post. Lifting ends the limit through the post's link, as far as
 * other limits of hers do not run, without anybody learning whose it is (P8); when the link is erased nothing is left
 * to find her by, and the limit runs out by itself. Where there are two moderators, another than the one who limited
 * decides. Refuses: invalid beside `decision` or `answer`, conflict for what is decided already.
 */
export async function decideLimitAppeal(ctx: MemberCtx, input: DecideAppeal): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'anonymous-appeal.decide')) return forbidden()
  const { sanctionId, decision, answer } = input
  if (!couldBeId(sanctionId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const now = trx.clock.now()
    const appealed = await trx.db
      .selectFrom('postSanctions as s')
      .innerJoin('posts as p', 'p.id', 's.postId')
      .select(['s.postId', 's.appealDecidedAt', anotherAnswersLimit(trx, 's').as('isForAnother')])
      .where('s.id', '=', sanctionId)
      .where('s.appealedAt', 'is not', null)
      .where(actedUpon(trx, 'p'))
      .forUpdate('s')
      .executeTakeFirst()
    if (!appealed) return missing()
    if (appealed.appealDecidedAt !== null) {
      return refuse({ kind: 'conflict', message: 'standing.errors.decided' })
    }
    if (appealed.isForAnother) {
      return refuse({ kind: 'forbidden', message: 'standing.errors.anotherDecides' })
    }
    const [wrong, ...more] = judgeDecision(decision, answer)
    if (wrong) return refuse(wrong, ...more)
    await trx.db
      .updateTable('postSanctions')
      .set({ appealDecidedAt: now, appealAnswer: answer, upheld: decision === 'uphold' })
      .where('id', '=', sanctionId)
      .execute()
    if (decision === 'lift') await liftLimit(trx, appealed.postId)
    await recordAct(trx, 'anonymous-appeal-decided', appealed.postId)
    return ok()
  })
}

/**
 * One statement that gives nothing back: what is left of her limit is what her other posts brought her. Its end is a
 * UTC midnight, as when it was made; what is lifted has ended when the day began.
 */
async function liftLimit(ctx: MemberTransactionCtx, postId: string): Promise<void> {
  const now = ctx.clock.now()
  await sql`update anonymous_limits set ends_at = remaining.ends_at from (
      select author.member_id, coalesce(max(other.ends_at), ${startOfDay(now)}) as ends_at
      from anonymous_authors author
      left join anonymous_authors written on written.member_id = author.member_id
      left join post_sanctions other on other.post_id = written.post_id and other.upheld is distinct from false
        and other.ends_at > ${now}
      where author.post_id = ${postId} group by author.member_id) remaining
    where anonymous_limits.member_id = remaining.member_id`.execute(ctx.db)
}
