import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { ok, type Result } from '../result.ts'
import { deleteShareImages } from './delete-share-images.ts'
import { lockEditableShare } from './own-share.ts'

/** Throws a draft, or what came back, away without a trace. */
export async function discardDraft(
  ctx: MemberCtx,
  { shareId }: { readonly shareId: string },
): Promise<Result<undefined>> {
  return inTransaction(ctx, async (trx) => {
    const share = await lockEditableShare(trx, shareId)
    if (!share.ok) return share
    await deleteShareImages(trx, [shareId])
    await trx.db.deleteFrom('shares').where('id', '=', shareId).execute()
    return ok()
  })
}
