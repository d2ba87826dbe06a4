import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { can } from '../policy/permissions.ts'
import { invalid, ok, type Result, refuse } from '../result.ts'
import { lockEditableShare } from './own-share.ts'

export type Attribution =
  | { readonly kind: 'voice' }
  | { readonly kind: 'unlinked' }
  | { readonly kind: 'pen-name'; readonly penNameId: string }

/**
 * Says in whose name a share goes out: the community's voice, or a pen name of her own. `unlinked` goes out in the
 * community's voice, and once it is out nothing here says any more that it was hers (P4). Settled with version 1.
 */
export async function chooseAttribution(
  ctx: MemberCtx,
  { shareId, attribution }: { readonly shareId: string; readonly attribution: Attribution },
): Promise<Result<undefined>> {
  return inTransaction(ctx, async (trx) => {
    const share = await lockEditableShare(trx, shareId)
    if (!share.ok) return share
    if (share.value.editionId !== null) {
      return refuse({ kind: 'conflict', message: 'shares.errors.attributionSettled' })
    }
    if (attribution.kind !== 'pen-name') {
      await trx.db
        .updateTable('shares')
        .set({ attribution: attribution.kind, penNameActorId: null })
        .where('id', '=', shareId)
        .execute()
      return ok()
    }
    const penName = await trx.db
      .selectFrom('penNames')
      .select('actorId')
      .where('actorId', '=', attribution.penNameId)
      .where('memberId', '=', trx.actor.memberId)
      .executeTakeFirst()
    if (!penName || !can(trx.actor, 'pen-name.use', 'author')) {
      return refuse(invalid('attribution', 'shares.errors.attribution'))
    }
    await trx.db
      .updateTable('shares')
      .set({ attribution: 'pen_name', penNameActorId: penName.actorId })
      .where('id', '=', shareId)
      .execute()
    return ok()
  })
}
