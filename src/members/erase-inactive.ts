import { sql } from 'kysely'
import type { Ctx } from '../context.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Result } from '../result.ts'
import { type Due, eraseDue, membersOf } from './erase-due.ts'

/**
 * Erases accounts that nobody used for as many months as the community set, each in a transaction of her own; what they
 * wrote stays as a member's without a name. Sleeping and frozen accounts are left alone, and all of them where the
 * community set nothing. Gives how many were erased.
 */
export async function eraseInactive(ctx: Ctx): Promise<Result<number>> {
  if (!can(ctx.actor, 'member.erase-inactive')) return forbidden()
  return ok(await eraseDue(ctx, silent))
}

/** Only the month she last came in is known, so the months count from its end. */
const silent: Due = (ctx) =>
  membersOf(ctx)
    .innerJoin('community as c', (join) => join.onTrue())
    .where('m.status', 'in', ['active', 'suspended'])
    .where('m.asleepSince', 'is', null)
    .where('c.inactiveMonths', 'is not', null)
    .where(
      sql<boolean>`coalesce(m.active_month, date_trunc('month', m.joined_at at time zone 'UTC')::date)
        + make_interval(months => c.inactive_months + 1) <= ${ctx.clock.now()} at time zone 'UTC'`,
    )
