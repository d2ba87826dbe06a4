import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, judgeText, missing, ok, type Result, refuse } from '../result.ts'
import { judgeStanding } from '../standing/judge-standing.ts'
import { holdPost } from './hold-post.ts'

export interface AddCorrection {
  readonly postId: string
  /** Becomes the correction's id, so that a form sent twice corrects once. */
  readonly submission: string
  /** Markdown. */
  readonly text: string
}

/** Short enough for one glance: it stands above everything else. */
export const longestCorrection = 1_000

/**
 * Sets something right in an alert, above its text, which stays as it was for those who read it before. Its author may
 * and moderators; nothing says which of them did. Refuses: missing for what is no alert that she can see, forbidden
 * for others and while she is muted, invalid beside `text`.
 */
export const addCorrection = (ctx: MemberCtx, input: AddCorrection): Promise<Result<undefined>> =>
  inTransaction(ctx, async (trx) => {
    const { postId, submission: id, text: body } = input
    const post = await holdPost(trx, postId)
    if (post?.kind !== 'alert') return missing()
    if (!can(trx.actor, 'alert.correct', post.isMine ? 'author' : 'reader')) return forbidden()
    const [first, ...more] = [
      ...(await judgeStanding(trx, { isAnonymous: post.anonymous && post.isMine })),
      ...(body === '' ? [invalid('text', 'alert.errors.correctionEmpty')] : []),
      ...judgeText('text', body, longestCorrection),
    ]
    if (first) return refuse(first, ...more)
    if (!couldBeId(id)) return refuse({ kind: 'invalid', message: 'post.errors.sendAgain' })
    await trx.db
      .insertInto('alertCorrections')
      .values({ id, postId, body, createdAt: trx.clock.now() })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
    if (!post.isMine) await recordAct(trx, 'alert-corrected', postId)
    return ok()
  })
