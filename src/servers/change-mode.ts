import { holdActivities } from '../allies/remote.ts'
import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, ok, type Result, refuse } from '../result.ts'
import { isMode } from './rules.ts'

export interface ChangeMode {
  readonly mode: string
  /** She saw what it does. */
  readonly understood: boolean
}

/**
 * A moderator chooses which servers may speak with this community: the allowed ones, all but the blocked ones, or all.
 * What came from servers that fall silent stays until it is deleted on the server's own page; lists stay as they are.
 * Refuses: forbidden, invalid (`mode`, `understood`), conflict (it is so already).
 */
export async function changeMode(
  ctx: MemberCtx,
  { mode, understood }: ChangeMode,
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'federation-mode.change')) return forbidden()
  if (!isMode(mode)) return refuse(invalid('mode', 'servers.errors.mode'))
  if (!understood) return refuse(invalid('understood', 'servers.errors.understood'))
  return inTransaction(ctx, async (trx) => {
    await holdActivities(trx)
    const changed = await trx.db
      .updateTable('community')
      .set({ federationMode: mode })
      .where('federationMode', '<>', mode)
      .returning('federationMode')
      .executeTakeFirst()
    if (!changed) return refuse({ kind: 'conflict', message: 'servers.errors.decided' })
    await recordAct(trx, 'federation-mode-changed', mode)
    return ok()
  })
}
