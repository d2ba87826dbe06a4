import type { Ctx } from '../context.ts'
import { daysFrom } from '../days.ts'
import { inTransaction } from '../db/transaction.ts'
import { eraseMember } from '../members/erase-member.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result } from '../result.ts'
import { expelledDays } from './rules.ts'

const mostAtOnce = 100

/**
 * Erases those who were expelled 30 days ago, each in a transaction of her own. An appeal that waits keeps the account
 * until it is answered, and a lifted decision keeps it for good. Gives how many were erased.
 */
export async function eraseExpelled(ctx: Ctx): Promise<Result<number>> {
  if (!can(ctx.actor, 'record.keep')) return forbidden()
  const due = await overdue(ctx).limit(mostAtOnce).execute()
  let erased = 0
  for (const { id } of due) {
    const result = await inTransaction(ctx, async (trx) => {
      const still = await overdue(trx).where('m.id', '=', id).forUpdate('m').executeTakeFirst()
      if (!still) return missing()
      await eraseMember(trx, id)
      return ok()
    })
    if (result.ok) erased += 1
  }
  return ok(erased)
}

const overdue = (ctx: Pick<Ctx, 'db' | 'clock'>) =>
  ctx.db
    .selectFrom('members as m')
    .select('m.id')
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
