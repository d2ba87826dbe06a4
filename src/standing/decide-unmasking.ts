import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { startOfDay } from '../days.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { notify } from '../notifications/notify.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, missing, ok, type Result, refuse } from '../result.ts'
import { actedUpon } from './anonymous-post.ts'
import { activeHolders } from './role-holders.ts'

export interface DecideUnmasking {
  readonly unmaskingId: string
  /** `agree` or `refuse`. */
  readonly decision: string
}

/**
 * A second moderator agrees to learn who wrote an anonymous post, or refuses. Whoever asked can only take it back. Once
 * two agree it stands in the record, the woman is told, and moderators read her name while the link lasts (P8).
 * Refuses: conflict for what is decided, forbidden for the asker, and when the asker is no moderator any more.
 */
export async function decideUnmasking(
  ctx: MemberCtx,
  input: DecideUnmasking,
): Promise<Result<{ postId: string }>> {
  if (!can(ctx.actor, 'anonymous-post.unmask', 'reader')) return forbidden()
  const { unmaskingId, decision } = input
  if (!couldBeId(unmaskingId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const asked = await trx.db
      .selectFrom('unmaskings as u')
      .innerJoin('posts as p', 'p.id', 'u.postId')
      .select(['u.postId', 'u.askedBy', 'u.decidedAt'])
      .where('u.id', '=', unmaskingId)
      .where(actedUpon(trx, 'p'))
      .forUpdate('u')
      .executeTakeFirst()
    if (!asked) return missing()
    const { postId, askedBy } = asked
    if (asked.decidedAt !== null) return refuse({ kind: 'conflict', message: 'standing.errors.decided' })
    if (decision !== 'agree' && decision !== 'refuse') {
      return refuse(invalid('decision', 'standing.errors.decision'))
    }
    if (decision === 'agree') {
      if (askedBy === trx.actor.memberId) {
        return refuse({ kind: 'forbidden', message: 'standing.unmask.another' })
      }
      const moderators = await activeHolders(trx, 'moderator')
      if (askedBy === null || !moderators.includes(askedBy)) {
        return refuse({ kind: 'conflict', message: 'standing.unmask.askerGone' })
      }
    }
    await trx.db
      .updateTable('unmaskings')
      .set({ decidedAt: startOfDay(trx.clock.now()) })
      .set(decision === 'agree' ? { agreedBy: trx.actor.memberId } : { refused: true })
      .where('id', '=', unmaskingId)
      .execute()
    if (decision === 'agree') await tellAuthor(trx, postId)
    await recordAct(trx, decision === 'agree' ? 'unmasking-agreed' : 'unmasking-refused', postId)
    return ok({ postId })
  })
}

/**
 * Her notice does not name the post and carries the day alone: it would say what the link says. The post says it to
 * her. The notice goes when the link does (P8).
 */
async function tellAuthor(ctx: MemberTransactionCtx, postId: string): Promise<void> {
  const author = await ctx.db
    .selectFrom('anonymousAuthors')
    .select('memberId')
    .where('postId', '=', postId)
    .executeTakeFirst()
  if (!author) return
  const day = startOfDay(ctx.clock.now())
  await notify({ ...ctx, clock: { now: () => day } }, { kind: 'unmasked', memberIds: [author.memberId] })
}
