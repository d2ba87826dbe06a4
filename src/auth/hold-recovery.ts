import type { MemberTransactionCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { missing, ok, type Result, refuse } from '../result.ts'
import { type Agreements, runningRecovery } from './recovery-rules.ts'

/** In what capacity somebody answers: as the one who was named, or as a moderator. */
export type AnsweringAs = 'helper' | 'moderator'

export interface HeldRecovery extends Agreements {
  readonly id: string
  readonly memberId: string
  readonly moderatorId: string | null
  readonly secondModeratorId: string | null
  readonly opensAt: Date | null
}

/**
 * Holds a running recovery for the rest of the transaction, for the one who was named or for a moderator. Refuses:
 * missing for whoever was not asked, and for her own; forbidden for a moderator who was named, because two people have
 * to agree; conflict when it is over.
 */
export async function holdRecovery(
  trx: MemberTransactionCtx,
  recoveryId: string,
  as: AnsweringAs,
): Promise<Result<HeldRecovery>> {
  if (!couldBeId(recoveryId)) return missing()
  const { memberId: answering } = trx.actor
  const row = await trx.db
    .selectFrom('recoveries as r')
    .select(['r.id', 'r.memberId', 'r.helperId', 'r.helperAgreedAt', 'r.opensAt'])
    .select(['r.moderatorId', 'r.moderatorAgreedAt', 'r.secondModeratorId', 'r.secondAgreedAt'])
    .select(runningRecovery('r', trx.clock.now()).as('isRunning'))
    .where('r.id', '=', recoveryId)
    .forUpdate()
    .executeTakeFirst()
  if (!row || row.memberId === null || row.memberId === answering) return missing()
  const isAsked = as === 'helper' ? row.helperId === answering : true
  if (!isAsked || !can(trx.actor, 'recovery.answer', as === 'helper' ? 'allowed' : 'any')) return missing()
  if (as === 'moderator' && row.helperId === answering) {
    return refuse({ kind: 'forbidden', message: 'recovery.errors.youAreNamed' })
  }
  if (!row.isRunning) return refuse({ kind: 'conflict', message: 'recovery.errors.over' })
  return ok({ ...row, memberId: row.memberId })
}
