import type { Ctx } from '../context.ts'
import { daysFrom } from '../days.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import { appealDays, judgeWords, longest } from './rules.ts'
import { isRunning } from './settle-status.ts'

export interface AppealSanction {
  /** Whose decision it is: the signed-in member, or the one who is barred and otherwise a guest. */
  readonly memberId: string
  readonly sanctionId: string
  readonly appeal: string
}

/**
 * Asks the moderators to look at a decision about oneself again: once for each, while it runs or for 30 days, and for
 * 30 days only after an expulsion, because then the account is erased. The same words again change nothing. Refuses:
 * missing for what is not hers, conflict for a second appeal and for what is over, invalid beside `appeal`.
 */
export async function appealSanction(ctx: Ctx, input: AppealSanction): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'sanction.appeal', 'author')) return forbidden()
  const { memberId, sanctionId, appeal } = input
  if (!couldBeId(sanctionId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const now = trx.clock.now()
    const sanction = await trx.db
      .selectFrom('sanctions as s')
      .select(['s.kind', 's.createdAt', 's.liftedAt', 's.appeal'])
      .select(isRunning('s', now).as('isRunning'))
      .where('s.id', '=', sanctionId)
      .where('s.memberId', '=', memberId)
      .forUpdate()
      .executeTakeFirst()
    if (!sanction) return missing()
    if (sanction.appeal !== null) {
      return sanction.appeal === appeal
        ? ok()
        : refuse({ kind: 'conflict', message: 'standing.errors.appealedBefore' })
    }
    if (!mayBeAppealed(sanction, now)) return refuse({ kind: 'conflict', message: 'standing.errors.over' })
    const [wrong, ...more] = judgeWords('appeal', appeal, longest.appeal)
    if (wrong) return refuse(wrong, ...more)
    await trx.db
      .updateTable('sanctions')
      .set({ appeal, appealedAt: now })
      .where('id', '=', sanctionId)
      .execute()
    return ok()
  })
}

interface Appealable {
  readonly kind: string
  readonly createdAt: Date
  readonly liftedAt: Date | null
  readonly isRunning: boolean
}

/** Whether there is still somebody to ask; a first appeal only. */
export function mayBeAppealed(
  { kind, createdAt, liftedAt, isRunning: runs }: Appealable,
  now: Date,
): boolean {
  if (liftedAt !== null) return false
  const isYoung = createdAt > daysFrom(now, -appealDays)
  return isYoung || (runs && (kind === 'mute' || kind === 'suspend'))
}
