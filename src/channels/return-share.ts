import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { recordAct } from '../moderation/record-act.ts'
import { invalid, judgeText, ok, type Result, refuse } from '../result.ts'
import { lockProposedShare } from './proposed-share.ts'
import { longestNote } from './rules.ts'

/** Gives a share back to its author with a word that she reads; she can change it and propose it again. */
export async function returnShare(
  ctx: MemberCtx,
  { shareId, note }: { readonly shareId: string; readonly note: string },
): Promise<Result<undefined>> {
  if (note === '') return refuse(invalid('note', 'shares.errors.noteEmpty'))
  const [wrong] = judgeText('note', note, longestNote)
  if (wrong) return refuse(wrong)
  return inTransaction(ctx, async (trx) => {
    const share = await lockProposedShare(trx, shareId)
    if (!share.ok) return share
    await trx.db
      .updateTable('shares')
      .set({ state: 'returned', returnNote: note, decidedAt: trx.clock.now() })
      .where('id', '=', shareId)
      .execute()
    await recordAct(trx, 'share-returned', shareId)
    return ok()
  })
}
