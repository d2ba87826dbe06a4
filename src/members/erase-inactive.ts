import { sql } from 'kysely'
import type { Ctx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result } from '../result.ts'
import { eraseMember } from './erase-member.ts'

const mostAtOnce = 100

/**
 * Erases accounts that nobody used for as many months as the community set, each in a transaction of her own; what they
 * wrote stays as a member's without a name. Sleeping and frozen accounts are left alone, and all of them where the
 * community set nothing. Gives how many were erased.
 */
export async function eraseInactive(ctx: Ctx): Promise<Result<number>> {
  if (!can(ctx.actor, 'member.erase-inactive')) return forbidden()
  const due = await silent(ctx).limit(mostAtOnce).execute()
  let erased = 0
  for (const { id } of due) {
    const result = await inTransaction(ctx, async (trx) => {
      const still = await silent(trx).where('m.id', '=', id).forUpdate('m').executeTakeFirst()
      if (!still) return missing()
      await eraseMember(trx, id)
      return ok()
    })
    if (result.ok) erased += 1
  }
  return ok(erased)
}

/** Only the month she last came in is known, so the months count from its end. */
const silent = (ctx: Pick<Ctx, 'db' | 'clock'>) =>
  ctx.db
    .selectFrom('members as m')
    .innerJoin('community as c', (join) => join.onTrue())
    .select('m.id')
    .where('m.status', 'in', ['active', 'suspended'])
    .where('m.asleepSince', 'is', null)
    .where('c.inactiveMonths', 'is not', null)
    .where(
      sql<boolean>`coalesce(m.active_month, date_trunc('month', m.joined_at at time zone 'UTC')::date)
        + make_interval(months => c.inactive_months + 1) <= ${ctx.clock.now()} at time zone 'UTC'`,
    )
