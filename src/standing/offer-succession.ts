import { sql } from 'kysely'
import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { waitForTurn } from '../db/advisory-locks.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { notify } from '../notifications/notify.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import { giveRole } from './change-roles.ts'
import { isSenior, isSilent, mayTakePart, supportsNeeded } from './succession-queries.ts'

/**
 * Offers to look after the community, when nobody has for 30 days (P13). With the first offer everybody is told: others
 * can support her, and a moderator who comes back ends it. Missing otherwise. Twice is once.
 */
export async function offerSuccession(ctx: MemberCtx): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'succession.take-part', 'allowed')) return forbidden()
  return inTransaction(ctx, async (trx) => {
    await waitForOthers(trx)
    if (!(await mayTakePart(trx))) return missing()
    const earlier = await trx.db.selectFrom('successions').select('candidateId').limit(1).executeTakeFirst()
    await trx.db
      .insertInto('successions')
      .values({ candidateId: trx.actor.memberId, offeredAt: trx.clock.now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    if (!earlier) await tellEverybody(trx)
    return ok()
  })
}

/**
 * Supports somebody who offered. With the second support she becomes a moderator, and an admin too where no admin has
 * been seen either, and it stands in the record. Refuses: missing when the silence is over or nobody offered, forbidden
 * for oneself.
 */
export async function supportSuccession(
  ctx: MemberCtx,
  { candidateId }: { readonly candidateId: string },
): Promise<Result<'supported' | 'succeeded'>> {
  if (!can(ctx.actor, 'succession.take-part', 'allowed')) return forbidden()
  if (!couldBeId(candidateId)) return missing()
  return inTransaction(ctx, async (trx) => {
    await waitForOthers(trx)
    const candidate = await trx.db
      .selectFrom('successions as s')
      .innerJoin('members as m', 'm.id', 's.candidateId')
      .select('s.candidateId')
      .where('s.candidateId', '=', candidateId)
      .where(isSenior(trx, 'm'))
      .executeTakeFirst()
    if (!candidate || !(await mayTakePart(trx))) return missing()
    if (candidateId === trx.actor.memberId) {
      return refuse({ kind: 'forbidden', message: 'standing.succession.oneself' })
    }
    await trx.db
      .insertInto('successionSupports')
      .values({ candidateId, memberId: trx.actor.memberId })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const { supports } = await trx.db
      .selectFrom('successionSupports')
      .innerJoin('members as m', 'm.id', 'successionSupports.memberId')
      .select((eb) => eb.fn.countAll<number>().as('supports'))
      .where('candidateId', '=', candidateId)
      .where(isSenior(trx, 'm'))
      .executeTakeFirstOrThrow()
    if (supports < supportsNeeded) return ok<'supported'>('supported')
    await succeed(trx, candidateId)
    return ok<'succeeded'>('succeeded')
  })
}

/** One after another, so that two supporters at the same moment do not both count one, and the first ends it for all. */
const waitForOthers = (ctx: MemberTransactionCtx): Promise<void> => waitForTurn(ctx, 'succession')

async function succeed(ctx: MemberTransactionCtx, memberId: string): Promise<void> {
  const becomesAdmin = await isSilent(ctx, 'admin')
  await giveRole(ctx, memberId, 'moderator')
  if (becomesAdmin) await giveRole(ctx, memberId, 'admin')
  await ctx.db.deleteFrom('successions').execute()
  await notify(ctx, { kind: 'role-changed', memberIds: [memberId] })
  await recordAct(ctx, 'succession', memberId)
}

/** As large as a community gets; of a larger one those who were here last. */
const mostTold = 5_000

async function tellEverybody(ctx: MemberTransactionCtx): Promise<void> {
  const rows = await ctx.db
    .selectFrom('members')
    .select('id')
    .where('status', '=', 'active')
    .orderBy(sql`active_month desc nulls last`)
    .orderBy('id')
    .limit(mostTold)
    .execute()
  await notify(ctx, { kind: 'succession', memberIds: rows.map(({ id }) => id) })
}
