import type { Ctx, DatabaseTransaction } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { missing, ok } from '../result.ts'
import { eraseMember } from './erase-member.ts'

const mostAtOnce = 100

/** Members whose time is over, as a query over `members as m`, asked again for each of them before she is erased. */
export type Due = (
  ctx: Pick<Ctx, 'clock'> & { readonly db: Ctx['db'] | DatabaseTransaction },
) => ReturnType<typeof membersOf>

/** Where a query of those who are due begins. */
export const membersOf = (ctx: { readonly db: Ctx['db'] | DatabaseTransaction }) =>
  ctx.db.selectFrom('members as m').select('m.id')

/** Erases those who are due, each in a transaction of her own, a hundred at most. Gives how many were erased. */
export async function eraseDue(ctx: Ctx, due: Due): Promise<number> {
  let erased = 0
  for (const { id } of await due(ctx).limit(mostAtOnce).execute()) {
    const result = await inTransaction(ctx, async (trx) => {
      const still = await due(trx).where('m.id', '=', id).forUpdate('m').executeTakeFirst()
      if (!still) return missing()
      await eraseMember(trx, id)
      return ok()
    })
    if (result.ok) erased += 1
  }
  return erased
}
