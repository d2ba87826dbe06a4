import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { dayOf } from '../days.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result } from '../result.ts'
import { endAccess } from './end-access.ts'

/**
 * Lets an account sleep, for a woman who cannot come for long: prison, no phone. It is not erased for being silent, no
 * phone is signed in or told anything, and signing in wakes it. Sleeping already changes nothing. Moderators only;
 * missing for an account that is frozen or erased.
 */
export const putToSleep = (ctx: MemberCtx, { memberId }: { readonly memberId: string }) =>
  change(ctx, memberId, async (trx, asleepSince) => {
    if (asleepSince !== null) return
    const today = dayOf(trx.clock.now())
    await trx.db.updateTable('members').set({ asleepSince: today }).where('id', '=', memberId).execute()
    await endAccess(trx, memberId)
    await recordAct(trx, 'member-asleep', memberId)
  })

/** Wakes a sleeping account: her silence counts again, from this month on. Awake already changes nothing. */
export const wake = (ctx: MemberCtx, { memberId }: { readonly memberId: string }) =>
  change(ctx, memberId, async (trx, asleepSince) => {
    if (asleepSince === null) return
    const activeMonth = monthOf(trx.clock.now())
    await trx.db
      .updateTable('members')
      .set({ asleepSince: null, activeMonth })
      .where('id', '=', memberId)
      .execute()
    await recordAct(trx, 'member-woken', memberId)
  })

/** The first day of a moment's month: no finer time of hers is kept. */
export const monthOf = (moment: Date): string => `${dayOf(moment).slice(0, 7)}-01`

async function change(
  ctx: MemberCtx,
  memberId: string,
  work: (trx: MemberTransactionCtx, asleepSince: string | null) => Promise<void>,
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'member.put-to-sleep')) return forbidden()
  if (!couldBeId(memberId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const member = await trx.db
      .selectFrom('members')
      .select('asleepSince')
      .where('id', '=', memberId)
      .where('status', 'not in', ['frozen', 'erased'])
      .forNoKeyUpdate()
      .executeTakeFirst()
    if (!member) return missing()
    await work(trx, member.asleepSince)
    return ok()
  })
}
