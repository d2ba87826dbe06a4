import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import type { DB } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { emit } from '../events/outbox.ts'
import { couldBeId } from '../ids.ts'
import { type ModerationAct, recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Refusal, type Result, refuse } from '../result.ts'

/** What a decision may depend on. */
export interface DecidedFollower {
  readonly channelKind: 'open' | 'allied'
  readonly acknowledgesWithdrawals: boolean
}

export interface Decision {
  readonly from: DB['followers']['state']
  readonly to: DB['followers']['state']
  readonly act: ModerationAct
  readonly event: 'follower-accepted' | 'follower-rejected'
  readonly objection?: (follower: DecidedFollower) => Refusal | undefined
}

/**
 * Brings a follower from one state to another, with its record and its answer. Refuses: conflict (she is in no such
 * state), and what the decision itself objects.
 */
export async function decideFollower(
  ctx: MemberCtx,
  followerId: string,
  decision: Decision,
): Promise<Result<{ channelId: string }>> {
  if (!can(ctx.actor, 'follower.decide')) return forbidden()
  return inTransaction(ctx, (trx) => decideWithin(trx, followerId, decision))
}

/** The same as a part of more: callers establish that she may, and roll back what is refused. */
export async function decideWithin(
  trx: MemberTransactionCtx,
  followerId: string,
  { from, to, act, event, objection }: Decision,
): Promise<Result<{ channelId: string }>> {
  if (!couldBeId(followerId)) return missing()
  const follower = await trx.db
    .selectFrom('followers as follower')
    .innerJoin('channels as channel', 'channel.id', 'follower.channelId')
    .select(['follower.channelId', 'follower.state', 'follower.acknowledgesWithdrawals'])
    .select('channel.kind as channelKind')
    .where('follower.id', '=', followerId)
    .forUpdate('follower')
    .executeTakeFirst()
  if (!follower) return missing()
  if (follower.state !== from) return refuse({ kind: 'conflict', message: 'allies.errors.decided' })
  const refusal = objection?.(follower)
  if (refusal) return refuse(refusal)
  await trx.db
    .updateTable('followers')
    .set({ state: to, decidedAt: trx.clock.now() })
    .where('id', '=', followerId)
    .execute()
  await recordAct(trx, act, followerId)
  await emit(trx, { type: event, followerId })
  return ok({ channelId: follower.channelId })
}
