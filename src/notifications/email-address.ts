import { sql } from 'kysely'
import { countUse, perAccount } from '../auth/throttle.ts'
import { readCode } from '../codes.ts'
import type { MemberCtx } from '../context.ts'
import { daysFrom } from '../days.ts'
import { inTransaction } from '../db/transaction.ts'
import { sha256 } from '../hashing.ts'
import { enqueueOnce } from '../jobs/queue.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, ok, type Result, refuse } from '../result.ts'
import { judgeAddress, type Rhythm, unconfirmedDays } from './rules.ts'

export interface EmailAddress {
  readonly address: string
  readonly confirmed: boolean
  readonly everyDays: number
}

/** Where reminders go to this member by mail, if she wants any. */
export const readEmailAddress = (ctx: MemberCtx): Promise<EmailAddress | undefined> =>
  ctx.db
    .selectFrom('emailAddresses')
    .select(['address', 'confirmed', 'everyDays'])
    .where('memberId', '=', ctx.actor.memberId)
    .executeTakeFirst()

/** Codes by mail within an hour, so that nobody can fill somebody else's letter box. */
const perMember = 5
const perAddress = 3

export interface AddressWish {
  readonly address: string
  readonly everyDays: Rhythm
}

/**
 * Notes an address and sends a code to it; nothing else goes there before she has typed the code in. The address that
 * is confirmed already only changes its rhythm. Refuses: invalid beside `address`, busy after too many codes.
 */
export async function giveAddress(ctx: MemberCtx, wish: AddressWish): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'notification.choose', 'author')) return forbidden()
  const [first, ...more] = judgeAddress(wish.address)
  if (first) return refuse(first, ...more)
  const { memberId } = ctx.actor
  const { address, everyDays } = wish
  const changed = await ctx.db
    .updateTable('emailAddresses')
    .set({ everyDays })
    .where('memberId', '=', memberId)
    .where('address', '=', address)
    .where('confirmed', '=', true)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 1n) return ok()

  const byMember = await countUse(ctx, 'mail', `account ${memberId}`)
  const byAddress = await countUse(ctx, 'mail', `address ${address.toLowerCase()}`)
  if (byMember > perMember || byAddress > perAddress)
    return refuse({ kind: 'busy', field: 'address', message: 'notifications.email.errors.busy' })
  return inTransaction(ctx, async (trx) => {
    const nextAt = daysFrom(trx.clock.now(), unconfirmedDays)
    const row = { address, confirmed: false, codeHash: null, everyDays, nextAt, newsSince: null }
    await trx.db
      .insertInto('emailAddresses')
      .values({ memberId, ...row })
      .onConflict((conflict) => conflict.column('memberId').doUpdateSet(row))
      .execute()
    // An order of its own: a reminder may be waiting for the morning.
    await enqueueOnce(
      trx,
      'mail',
      sql`select jsonb_build_object('memberId', ${memberId}::text) as payload, ${`code:${memberId}`} as order_key`,
    )
    return ok()
  })
}

/**
 * Confirms her address with the code that went there; the first reminder is due one rhythm from now. Refuses: invalid
 * beside `code` for a wrong one, busy after too many.
 */
export async function confirmAddress(ctx: MemberCtx, code: string): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'notification.choose', 'author')) return forbidden()
  const { memberId } = ctx.actor
  if ((await countUse(ctx, 'mail-code', `account ${memberId}`)) > perAccount)
    return refuse({ kind: 'busy', field: 'code', message: 'notifications.email.errors.busy' })
  const codeHash = await sha256(readCode(code))
  return inTransaction(ctx, async (trx) => {
    const now = trx.clock.now()
    const waiting = await trx.db
      .selectFrom('emailAddresses')
      .select('everyDays')
      .where('memberId', '=', memberId)
      .where('confirmed', '=', false)
      .where('codeHash', '=', codeHash)
      .where('nextAt', '>', now)
      .forUpdate()
      .executeTakeFirst()
    if (!waiting) return refuse(invalid('code', 'notifications.email.errors.code'))
    await trx.db
      .updateTable('emailAddresses')
      .set({ confirmed: true, codeHash: null, nextAt: daysFrom(now, waiting.everyDays), newsSince: now })
      .where('memberId', '=', memberId)
      .execute()
    return ok()
  })
}

/** Forgets her address, at once and for good. */
export async function removeAddress(ctx: MemberCtx): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'notification.choose', 'author')) return forbidden()
  await ctx.db.deleteFrom('emailAddresses').where('memberId', '=', ctx.actor.memberId).execute()
  return ok()
}
