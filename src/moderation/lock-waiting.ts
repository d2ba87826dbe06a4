import type { MemberTransactionCtx } from '../context.ts'
import { mayReview } from '../policy/review.ts'
import { versionOf } from '../posts/rules.ts'
import { ok, type Refusal, type Result, refuse } from '../result.ts'
import { countModerators } from '../standing/role-holders.ts'
import { decidedAlready } from './decided.ts'
import { type LockedThing, lockThing, type Written } from './things.ts'

/**
 * Locks what waits for a moderator's decision. Refuses: missing, conflict for what is decided already and, with the
 * field `version`, for words that are not those she read any more; forbidden for her own words, wherever there is
 * another moderator.
 */
export async function lockWaiting(
  ctx: MemberTransactionCtx,
  thing: Written,
  version: string,
): Promise<Result<LockedThing>> {
  const locked = await lockThing(ctx, thing)
  if (!locked) return decidedAlready(ctx, thing)
  if (!mayReview({ isOwn: locked.isMine, moderators: await countModerators(ctx) })) return refuse(notHers)
  if (version !== versionOf(locked.editedAt)) return refuse(editedMeanwhile)
  return ok(locked)
}

/** Four eyes: what she wrote herself is for another moderator. */
export const notHers: Refusal = { kind: 'forbidden', message: 'queue.errors.own' }

const editedMeanwhile: Refusal = { kind: 'conflict', message: 'queue.errors.edited', field: 'version' }
