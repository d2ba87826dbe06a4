import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { missing, ok, type Result } from '../result.ts'
import { takeBack } from './take-back.ts'

/**
 * Takes an edition back: its author does, or any moderator for her. For everybody else it is missing. Taking back
 * what is taken back already changes nothing.
 */
export async function withdrawEdition(
  ctx: MemberCtx,
  { editionId }: { readonly editionId: string },
): Promise<Result<undefined>> {
  if (!couldBeId(editionId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const edition = await trx.db
      .selectFrom('editions as edition')
      .leftJoin('editionAuthors as author', 'author.editionId', 'edition.id')
      .select('author.memberId')
      .where('edition.id', '=', editionId)
      .executeTakeFirst()
    if (!edition) return missing()
    const isAuthor = edition.memberId === trx.actor.memberId
    if (!can(trx.actor, 'edition.withdraw', isAuthor ? 'author' : 'any')) return missing()
    const taken = await takeBack(trx, editionId)
    if (taken && !isAuthor) await recordAct(trx, 'edition-withdrawn', editionId)
    return ok()
  })
}
