import type { Ctx } from '../context.ts'
import { daysFrom } from '../days.ts'
import { type Due, eraseDue, membersOf } from '../members/erase-due.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Result } from '../result.ts'
import { expelledDays } from './rules.ts'

/**
 * Erases those who were expelled 30 days ago, each in a transaction of her own. An appeal that waits keeps the account
 * until it is answered, and a lifted decision keeps it for good. Gives how many were erased.
 */
export async function eraseExpelled(ctx: Ctx): Promise<Result<number>> {
  if (!can(ctx.actor, 'record.keep')) return forbidden()
  return ok(await eraseDue(ctx, overdue))
}

const overdue: Due = (ctx) =>
  membersOf(ctx)
    .where('m.status', '=', 'expelled')
    .where(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom('sanctions as s')
            .select('s.id')
            .whereRef('s.memberId', '=', 'm.id')
            .where('s.kind', '=', 'expel')
            .where('s.liftedAt', 'is', null)
            .where((eb) =>
              eb.or([
                eb('s.createdAt', '>', daysFrom(ctx.clock.now(), -expelledDays)),
                eb.and([eb('s.appealedAt', 'is not', null), eb('s.appealDecidedAt', 'is', null)]),
              ]),
            ),
        ),
      ),
    )
