import type { Ctx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { sha256 } from '../hashing.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { notify } from '../notifications/notify.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result } from '../result.ts'
import { recoverable } from './recovery-rules.ts'
import { stopRecoveries } from './set-passphrase.ts'

/**
 * Makes a code that opens a new passphrase at once on `/recover/status`, for 24 hours and once: for whoever runs the
 * server and has made sure who asks. It replaces every recovery under way; whoever is signed in as her is told, and
 * can stop it. Refuses: forbidden for people, missing for an account that is not there, frozen or erased.
 */
export async function createRecoveryLink(
  ctx: Ctx,
  { memberId }: { readonly memberId: string },
): Promise<Result<{ code: string }>> {
  if (!can(ctx.actor, 'recovery.create-link')) return forbidden()
  if (!couldBeId(memberId)) return missing()
  const code = ctx.random.token()
  const codeHash = await sha256(code)
  return inTransaction(ctx, async (trx) => {
    const member = await trx.db
      .selectFrom('members')
      .select('id')
      .where('id', '=', memberId)
      .where('status', 'in', recoverable)
      .forNoKeyUpdate()
      .executeTakeFirst()
    if (!member) return missing()
    await stopRecoveries(trx, memberId)
    const now = trx.clock.now()
    await trx.db
      .insertInto('recoveries')
      .values({ id: trx.random.id(), codeHash, memberId, askedAt: now, opensAt: now })
      .execute()
    await notify(trx, { kind: 'recovery-started', memberIds: [memberId] })
    await recordAct(trx, 'recovery-link-created', memberId)
    return ok({ code })
  })
}
