import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Result } from '../result.ts'
import { dropDraft } from './drop-draft.ts'

/** Forgets a draft of hers; that there is none is no refusal. */
export const deleteDraft = (
  ctx: MemberCtx,
  { place }: { readonly place: string },
): Promise<Result<undefined>> =>
  inTransaction(ctx, async (trx) => {
    if (!can(trx.actor, 'draft.keep', 'author')) return forbidden()
    await dropDraft(trx, place.replaceAll('\0', ''))
    return ok()
  })
