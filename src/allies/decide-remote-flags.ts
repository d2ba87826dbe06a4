import { takeBack } from '../channels/take-back.ts'
import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import { emptyComment } from './remove-comment.ts'

export interface DecideRemoteFlags {
  /** The edition, or the answer from elsewhere, that was flagged. */
  readonly thingId: string
  readonly decision: 'keep' | 'remove'
}

/**
 * A moderator decides on what servers flagged: it stays, or it is taken back everywhere. Either way what they said is
 * deleted, and nobody outside is told what was decided. Refuses: missing, forbidden, conflict (decided already, or
 * taken back meanwhile).
 */
export async function decideRemoteFlags(
  ctx: MemberCtx,
  { thingId, decision }: DecideRemoteFlags,
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'remote-flag.decide')) return forbidden()
  if (!couldBeId(thingId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const flags = await trx.db
      .deleteFrom('remoteFlags')
      .where((eb) => eb.or([eb('editionId', '=', thingId), eb('remoteCommentId', '=', thingId)]))
      .returning('remoteCommentId')
      .execute()
    const [first] = flags
    if (!first) return refuse({ kind: 'conflict', message: 'allies.errors.decided' })
    await recordAct(trx, decision === 'keep' ? 'remote-flag-kept' : 'remote-flag-removed', thingId)
    if (decision === 'remove') await remove(trx, thingId, first.remoteCommentId !== null)
    return ok()
  })
}

/** What was an answer from elsewhere is emptied with the edition that passed it on. */
async function remove(ctx: MemberTransactionCtx, thingId: string, isComment: boolean): Promise<void> {
  const comment = await ctx.db
    .selectFrom('remoteComments')
    .select(['id', 'state', 'passedOnEditionId'])
    .where(isComment ? 'id' : 'passedOnEditionId', '=', thingId)
    .where('state', 'in', ['waiting', 'accepted'])
    .forUpdate()
    .executeTakeFirst()
  if (comment) await emptyComment(ctx, comment)
  else if (!isComment) await takeBack(ctx, thingId)
}
