import type { Ctx } from '../context.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, ok, type Result, refuse } from '../result.ts'
import { lockDueAfter, pinTries, plainPin } from './idle-lock.ts'
import { countUse, forgetUses, perAccount } from './throttle.ts'

export interface OpenLock {
  readonly memberId: string
  /** As `sessions.storedAs` gives it. */
  readonly storedAs: string
  readonly pin: string
}

/**
 * Opens a locked session for whoever knows the PIN. Refuses a wrong one beside `pin` with how many tries are left, and
 * as forbidden once the session is over: after three wrong ones, and after ten within an hour in all her sessions. A
 * try is counted before it is judged, so that many at once are no more than three; what is no PIN at all is none.
 */
export async function openLock(ctx: Ctx, { memberId, storedAs, pin }: OpenLock): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'session.start')) return forbidden()
  const typed = plainPin(pin)
  if (typed === '') return refuse(invalid('pin', 'lock.pin.empty'))
  const tried = await ctx.db
    .updateTable('sessions')
    .set((eb) => ({ pinTries: eb('pinTries', '+', 1) }))
    .where('idHash', '=', storedAs)
    .where('pinTries', '<', pinTries)
    .returning('pinTries')
    .executeTakeFirst()
  const uses = await countUse(ctx, 'pin', memberId)
  const lock = await ctx.db
    .selectFrom('idleLocks')
    .select(['pinHash', 'minutes'])
    .where('memberId', '=', memberId)
    .executeTakeFirst()
  // Switched off on another device meanwhile: nothing is locked any more.
  if (!lock) return ok()
  const isRight = await ctx.hasher.verify(lock.pinHash, typed)
  if (isRight && tried && uses <= perAccount) {
    const lockDueAt = lockDueAfter(ctx.clock.now(), lock.minutes)
    await ctx.db
      .updateTable('sessions')
      .set({ lockDueAt, pinTries: 0 })
      .where('idHash', '=', storedAs)
      .execute()
    await forgetUses(ctx, 'pin', memberId)
    return ok()
  }
  const left = tried && uses < perAccount ? pinTries - tried.pinTries : 0
  if (left > 0) return refuse(invalid('pin', 'lock.pin.wrong', { left }))
  await ctx.db.deleteFrom('sessions').where('idHash', '=', storedAs).execute()
  return forbidden()
}
