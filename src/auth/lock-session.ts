import type { Ctx } from '../context.ts'
import { type IdleLock, lockDueAfter, lockedAt } from './idle-lock.ts'

/**
 * Puts off the locking of a session that is in use; at most one write a minute. A session that has just been locked
 * elsewhere stays locked.
 */
export async function putOffLock(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  { storedAs, lock }: { readonly storedAs: string; readonly lock: IdleLock },
): Promise<void> {
  const now = ctx.clock.now()
  const lockDueAt = lockDueAfter(now, lock.minutes)
  if (lock.dueAt !== null && lock.dueAt >= lockDueAt) return
  await ctx.db
    .updateTable('sessions')
    .set({ lockDueAt })
    .where('idHash', '=', storedAs)
    .where((eb) => eb.or([eb('lockDueAt', 'is', null), eb('lockDueAt', '>', now)]))
    .execute()
}

/**
 * Locks a session, or notes that it is due; with the sealed text it goes on with. When that was is forgotten. Nothing
 * happens to the tries that are left. `onlyIfLocked` leaves alone one that the PIN has opened meanwhile.
 */
export async function lockSession(
  { db }: Pick<Ctx, 'db'>,
  {
    storedAs,
    kept,
    onlyIfLocked,
  }: { readonly storedAs: string; readonly kept: string | undefined; readonly onlyIfLocked: boolean },
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ lockDueAt: lockedAt, kept: kept ?? null })
    .where('idHash', '=', storedAs)
    .$if(onlyIfLocked, (query) => query.where('lockDueAt', '=', lockedAt))
    .execute()
}

/**
 * Forgets when sessions locked that nobody has asked for anything since: the minute tells when they were used last
 * (P6). Where they go on is not known then; the next request says it.
 */
export async function forgetWhenLocked({ db, clock }: Pick<Ctx, 'db' | 'clock'>): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ lockDueAt: lockedAt })
    .where('lockDueAt', '<=', clock.now())
    .where('lockDueAt', '!=', lockedAt)
    .execute()
}

/** Drops the sealed text of a session: it has gone on, or what it held was sent or thrown away. */
export async function dropSealed({ db }: Pick<Ctx, 'db'>, storedAs: string): Promise<void> {
  await db.updateTable('sessions').set({ kept: null }).where('idHash', '=', storedAs).execute()
}

/** The sealed text that a session goes on with; undefined when there is none. */
export async function readSealed({ db }: Pick<Ctx, 'db'>, storedAs: string): Promise<string | undefined> {
  const row = await db.selectFrom('sessions').select('kept').where('idHash', '=', storedAs).executeTakeFirst()
  return row?.kept ?? undefined
}
