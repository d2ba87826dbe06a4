import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { sha256 } from '../hashing.ts'
import { plainText } from '../markdown.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, ok, type Result, refuse } from '../result.ts'
import { lockEditableShare } from './own-share.ts'
import { judgeChannel } from './posting.ts'
import { readPreview, type SharePreview } from './preview.ts'

export interface ProposeShare {
  readonly shareId: string
  /** The hash of the preview that she saw. */
  readonly previewHash: string
  /** That she ticked "I agree that this leaves". */
  readonly agreed: boolean
}

/**
 * Records the author's consent to exactly what she saw, and gives the share to the moderators (P5). Refuses without
 * her tick, and when what would go out is not what she saw. The first time there is a withdrawal code, which is
 * returned once and only kept as a hash: with it she can take everything back without her account.
 */
export async function proposeShare(
  ctx: MemberCtx,
  { shareId, previewHash, agreed }: ProposeShare,
): Promise<Result<{ withdrawalCode?: string }>> {
  return inTransaction(ctx, async (trx) => {
    const share = await lockEditableShare(trx, shareId)
    if (!share.ok) return share
    if (!can(trx.actor, 'share.propose', 'author')) return forbidden()
    if (!agreed) return refuse(invalid('agree', 'shares.errors.agree'))
    const { channelId, editionId } = share.value
    if (channelId !== null) {
      const judged = await judgeChannel(trx, channelId, trx.actor.memberId, editionId === null)
      if (judged) return refuse(judged)
    }
    const preview = await readPreview(trx, shareId)
    if (!preview || isEmpty(preview)) return refuse({ kind: 'conflict', message: 'shares.errors.incomplete' })
    if (preview.hash !== previewHash) return refuse({ kind: 'conflict', message: 'shares.errors.changed' })
    const now = trx.clock.now()
    const consent = {
      memberId: trx.actor.memberId,
      previewHash,
      givenAt: now,
      revokedAt: null,
      told: [...preview.delegatesOf],
    }
    await trx.db
      .insertInto('consents')
      .values({ shareId, ...consent })
      .onConflict((conflict) => conflict.column('shareId').doUpdateSet(consent))
      .execute()
    const { withdrawalCodeHash } = await trx.db
      .updateTable('shares')
      .set({ state: 'proposed', proposedAt: now, decidedAt: null, returnNote: null })
      .where('id', '=', shareId)
      .returning('withdrawalCodeHash')
      .executeTakeFirstOrThrow()
    if (share.value.editionId !== null || withdrawalCodeHash !== null) return ok({})
    const withdrawalCode = trx.random.token()
    await trx.db
      .updateTable('shares')
      .set({ withdrawalCodeHash: await sha256(withdrawalCode) })
      .where('id', '=', shareId)
      .execute()
    return ok({ withdrawalCode })
  })
}

/** True if nothing is left after what leads back to us was taken out. */
const isEmpty = ({ title, html, images }: SharePreview): boolean =>
  title === '' && plainText(html) === '' && images.length === 0
