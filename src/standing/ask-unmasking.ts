import type { MemberCtx } from '../context.ts'
import { daysFrom } from '../days.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import { anonymousPost } from './anonymous-post.ts'
import { haveTwoModerators } from './role-holders.ts'
import { anonymousLinkDays, judgeWords, longest } from './rules.ts'

export interface AskUnmasking {
  readonly postId: string
  /** Becomes the request's id, so that a form sent twice asks once. */
  readonly submission: string
  /** The second moderator reads it. */
  readonly reason: string
}

/**
 * A moderator asks that two may learn who wrote an anonymous post (P8). Nothing is looked up yet: whether the link
 * still stands would itself tell who left. Refuses: forbidden where there is no second moderator, conflict when
 * somebody asked already, when two have agreed, and when the post is older than the link may be.
 */
export async function askUnmasking(
  ctx: MemberCtx,
  { postId, submission: id, reason }: AskUnmasking,
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'anonymous-post.unmask', 'reader')) return forbidden()
  if (!couldBeId(postId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const askedAt = trx.clock.now()
    const post = await anonymousPost(trx, postId).select('p.createdAt').forUpdate('p').executeTakeFirst()
    if (!post) return missing()
    if (!(await haveTwoModerators(trx))) {
      return refuse({ kind: 'forbidden', message: 'standing.unmask.needsTwo' })
    }
    if (post.createdAt <= daysFrom(askedAt, -anonymousLinkDays)) {
      return refuse({ kind: 'conflict', message: 'standing.unmask.tooLate' })
    }
    const earlier = await trx.db
      .selectFrom('unmaskings')
      .select(['id', 'decidedAt'])
      .where('postId', '=', postId)
      .where('refused', '=', false)
      .executeTakeFirst()
    if (earlier?.id === id) return ok()
    if (earlier) {
      const message =
        earlier.decidedAt === null ? 'standing.unmask.askedBefore' : 'standing.unmask.agreedBefore'
      return refuse({ kind: 'conflict', message })
    }
    const [wrong, ...more] = judgeWords('reason', reason, longest.reason)
    if (wrong) return refuse(wrong, ...more)
    if (!couldBeId(id)) return refuse({ kind: 'invalid', message: 'post.errors.sendAgain' })
    const inserted = await trx.db
      .insertInto('unmaskings')
      .values({ id, postId, reason, askedBy: trx.actor.memberId, askedAt })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!inserted) return refuse({ kind: 'conflict', message: 'post.errors.sentBefore' })
    await recordAct(trx, 'unmasking-asked', postId)
    return ok()
  })
}
