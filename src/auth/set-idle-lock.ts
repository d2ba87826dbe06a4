import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, ok, type Refusal, type Result, refuse } from '../result.ts'
import { checkPassphrase } from './check-passphrase.ts'
import { isLockMinutes, judgePin, lockDueAfter, plainPin } from './idle-lock.ts'

export interface SetIdleLock {
  readonly minutes: number
  readonly pin: string
  /** The PIN once more. */
  readonly again: string
  readonly passphrase: string
}

/**
 * Switches the idle lock on, or changes it; both PINs empty leave the one she has. It counts in all her sessions at
 * once. Refuses beside `minutes`, `pin`, `again`; a wrong passphrase, and more than ten tries an hour.
 *
 * The PIN is held as an Argon2id hash. Whoever has the whole database can still try all of them: it guards a phone in
 * a strange hand, and the passphrase guards the account.
 */
export async function setIdleLock(ctx: MemberCtx, input: SetIdleLock): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'idle-lock.set', 'author')) return forbidden()
  const { memberId } = ctx.actor
  const { minutes } = input
  const [pin, again] = [plainPin(input.pin), plainPin(input.again)]
  const isKept = pin === '' && again === '' && (await hasPin(ctx))
  const [refusal, ...more] = isKept ? judgeMinutes(minutes) : judge(minutes, pin, again)
  if (refusal) return refuse(refusal, ...more)
  const known = await checkPassphrase(ctx, input.passphrase, 'passphrase')
  if (!known.ok) return known
  const pinHash = isKept ? undefined : await ctx.hasher.hash(pin)
  return inTransaction(ctx, async ({ db, clock }) => {
    const changed =
      pinHash === undefined
        ? await db
            .updateTable('idleLocks')
            .set({ minutes })
            .where('memberId', '=', memberId)
            .executeTakeFirst()
        : await db
            .insertInto('idleLocks')
            .values({ memberId, pinHash, minutes })
            .onConflict((conflict) => conflict.column('memberId').doUpdateSet({ pinHash, minutes }))
            .executeTakeFirst()
    // Switched off meanwhile on another device: there is no PIN to keep.
    if ('numUpdatedRows' in changed && changed.numUpdatedRows === 0n) return refuse(...judgeNothing)
    const lockDueAt = lockDueAfter(clock.now(), minutes)
    await db
      .updateTable('sessions')
      .set({ lockDueAt, pinTries: 0 })
      .where('memberId', '=', memberId)
      .where((eb) => eb.or([eb('lockDueAt', 'is', null), eb('lockDueAt', '>', clock.now())]))
      .execute()
    return ok()
  })
}

const judgeMinutes = (minutes: number): Refusal[] =>
  isLockMinutes(minutes) ? [] : [invalid('minutes', 'lock.minutes.choose')]

const judge = (minutes: number, pin: string, again: string): Refusal[] => {
  const aboutPin = judgePin(pin)
  const aboutBoth = aboutPin.length === 0 && pin !== again ? [invalid('again', 'lock.pin.differ')] : []
  return [...judgeMinutes(minutes), ...aboutPin, ...aboutBoth]
}

const judgeNothing = [invalid('pin', 'lock.pin.shape')] as const

async function hasPin(ctx: MemberCtx): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('idleLocks')
    .select('memberId')
    .where('memberId', '=', ctx.actor.memberId)
    .executeTakeFirst()
  return row !== undefined
}

/** Switches the idle lock off in all her sessions. Refuses a wrong passphrase beside `offPassphrase`. */
export async function dropIdleLock(
  ctx: MemberCtx,
  { passphrase }: { readonly passphrase: string },
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'idle-lock.set', 'author')) return forbidden()
  const known = await checkPassphrase(ctx, passphrase, 'offPassphrase')
  if (!known.ok) return known
  const { memberId } = ctx.actor
  return inTransaction(ctx, async ({ db }) => {
    await db.deleteFrom('idleLocks').where('memberId', '=', memberId).execute()
    await db
      .updateTable('sessions')
      .set({ lockDueAt: null, pinTries: 0, kept: null })
      .where('memberId', '=', memberId)
      .execute()
    return ok()
  })
}
