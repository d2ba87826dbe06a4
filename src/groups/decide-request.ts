import { sql } from 'kysely'
import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { notify } from '../notifications/notify.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import { looksAfter } from './group-moderator.ts'
import { decidableRequest } from './request-queries.ts'
import { judgeReason } from './rules.ts'

interface Decided {
  readonly groupId: string
}

/**
 * Lets her into the group; her answers are deleted and she is told. Refuses: missing for a request that is not the
 * moderator's to decide, conflict when somebody decided meanwhile.
 */
export const approveRequest = (
  ctx: MemberCtx,
  { requestId }: { readonly requestId: string },
): Promise<Result<Decided>> =>
  inTransaction(ctx, async (trx) => {
    const request = await takeRequest(trx, requestId)
    if (!request.ok) return request
    const { groupId, memberId } = request.value
    await settleRequest(trx, requestId, { state: 'approved', reason: null })
    await trx.db
      .insertInto('groupMembers')
      .values({ groupId, memberId, joinedAt: trx.clock.now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await notify(trx, { kind: 'group-approved', memberIds: [memberId], groupId })
    await recordAct(trx, 'group-request-approved', requestId)
    return ok({ groupId })
  })

/**
 * Says "not now" with a reason, which she reads where she asked; her answers are deleted. Refuses as `approveRequest`,
 * and an empty or long `reason`.
 */
export const declineRequest = (
  ctx: MemberCtx,
  { requestId, reason }: { readonly requestId: string; readonly reason: string },
): Promise<Result<Decided>> =>
  inTransaction(ctx, async (trx) => {
    const request = await takeRequest(trx, requestId)
    if (!request.ok) return request
    const { groupId, memberId } = request.value
    const [first, ...more] = judgeReason(reason)
    if (first) return refuse(first, ...more)
    await settleRequest(trx, requestId, { state: 'declined', reason })
    await notify(trx, { kind: 'group-declined', memberIds: [memberId], groupId })
    await recordAct(trx, 'group-request-declined', requestId)
    return ok({ groupId })
  })

/** Holds a waiting request for the rest of the transaction: of two who decide at once the second finds it decided. */
async function takeRequest(
  ctx: MemberTransactionCtx,
  requestId: string,
): Promise<Result<{ readonly groupId: string; readonly memberId: string }>> {
  if (!couldBeId(requestId)) return missing()
  const row = await ctx.db
    .selectFrom('groupRequests as request')
    .innerJoin('members as asker', 'asker.id', 'request.memberId')
    .select(['request.groupId', 'request.memberId', 'request.state'])
    .select(looksAfter(ctx, sql.ref('request.group_id')).as('looksAfter'))
    .where('request.id', '=', requestId)
    .where('asker.status', '=', 'active')
    .where(decidableRequest(ctx, 'request'))
    .forUpdate('request')
    .executeTakeFirst()
  if (!row) return missing()
  if (!can(ctx.actor, 'group-request.decide', row.looksAfter ? 'group-moderator' : 'reader')) {
    return forbidden()
  }
  if (row.state !== 'waiting') return refuse({ kind: 'conflict', message: 'joining.decide.already' })
  return ok({ groupId: row.groupId, memberId: row.memberId })
}

async function settleRequest(
  ctx: MemberTransactionCtx,
  requestId: string,
  decision: { readonly state: 'approved' | 'declined'; readonly reason: string | null },
): Promise<void> {
  await ctx.db
    .updateTable('groupRequests')
    .set({ ...decision, decidedAt: ctx.clock.now() })
    .where('id', '=', requestId)
    .execute()
  await ctx.db.deleteFrom('groupRequestAnswers').where('requestId', '=', requestId).execute()
}
