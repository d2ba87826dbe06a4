import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, judgeText, missing, ok, type Result, refuse } from '../result.ts'
import { type FlagCategory, isFlagCategory } from './categories.ts'
import { decidedAlready } from './decided.ts'
import { recordAct } from './record-act.ts'
import { removeThing } from './remove-thing.ts'
import { isFlagged } from './settle-flags.ts'
import { lockThing, type Written } from './things.ts'

export const longestReason = 500

export interface RemoveWritten {
  readonly thing: Written
  readonly category: string
  /** In her own words; the author reads it. May be empty, except where the category says nothing. */
  readonly reason: string
}

/**
 * Removes a post or a comment with everything below it, as `removeThing` says: moderators of the community what they
 * can see or review, those of a group what stands in it. Gives the id that takes it back, and whether it waited in the
 * queue. Refuses: missing, forbidden (no moderator, or her own), conflict (decided already), invalid beside `category`
 * or `reason`.
 */
export const removeWritten = (
  ctx: MemberCtx,
  { thing, category, reason }: RemoveWritten,
): Promise<Result<{ readonly undoId: string; readonly wasWaiting: boolean }>> =>
  inTransaction(ctx, async (trx) => {
    const locked = await lockThing(trx, thing)
    if (!locked) return can(trx.actor, 'flag.decide') ? decidedAlready(trx, thing) : missing()
    if (!can(trx.actor, `${thing.what}.remove`, locked.relation)) return forbidden()
    if (locked.isMine) return refuse({ kind: 'forbidden', message: 'removal.errors.own' })
    if (!isFlagCategory(category)) return refuse(invalid('category', 'flag.errors.category'))
    const [refusal] = judgeReason(category, reason)
    if (refusal) return refuse(refusal)
    const wasWaiting = locked.heldAt !== null || (await isFlagged(trx, thing))
    const undoId = await removeThing(trx, thing, locked, { category, reason })
    await recordAct(trx, thing.what === 'post' ? 'post-removed' : 'comment-removed', thing.id)
    return ok({ undoId, wasWaiting })
  })

const judgeReason = (category: FlagCategory, reason: string) => [
  ...(category === 'other' && reason === '' ? [invalid('reason', 'removal.errors.reasonEmpty')] : []),
  ...judgeText('reason', reason, longestReason),
]
