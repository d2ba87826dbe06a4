import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { dayOf } from '../days.ts'
import { inTransaction } from '../db/transaction.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Result, refuse } from '../result.ts'
import { isEndpoint, mostDevices } from './rules.ts'

/** How many devices of hers are woken. */
export async function countDevices(ctx: MemberCtx): Promise<number> {
  const row = await ctx.db
    .selectFrom('pushSubscriptions')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('memberId', '=', ctx.actor.memberId)
    .executeTakeFirstOrThrow()
  return row.count
}

export interface WakeDevice {
  /** Where its browser's push service takes signs for it. */
  readonly endpoint: string
  /** How the session on that device is stored; with it ends the subscription. */
  readonly sessionHash: string
}

/**
 * Lets a device of hers be woken for as long as she is signed in on it. A device that somebody else used before is
 * hers from now on; with a sixth one the one that was added first is forgotten. Refuses: invalid for what is no
 * endpoint.
 */
export function wakeDevice(
  ctx: MemberCtx,
  { endpoint, sessionHash }: WakeDevice,
): Promise<Result<undefined>> {
  return inTransaction(ctx, async (trx) => {
    if (!can(trx.actor, 'notification.choose', 'author')) return forbidden()
    if (!isEndpoint(endpoint, trx))
      return refuse({ kind: 'invalid', message: 'notifications.push.errors.endpoint' })
    const { memberId } = trx.actor
    const owner = { memberId, sessionHash }
    await trx.db
      .insertInto('pushSubscriptions')
      .values({ id: trx.random.id(), ...owner, endpoint, createdOn: dayOf(trx.clock.now()) })
      .onConflict((conflict) => conflict.column('endpoint').doUpdateSet(owner))
      .execute()
    await trx.db
      .deleteFrom('pushSubscriptions')
      .where('id', 'in', (eb) =>
        eb
          .selectFrom('pushSubscriptions')
          .select('id')
          .where('memberId', '=', memberId)
          .orderBy(sql`endpoint = ${endpoint}`, 'desc')
          .orderBy('createdOn', 'desc')
          .orderBy('id')
          .offset(mostDevices),
      )
      .execute()
    return ok()
  })
}

/** Stops waking one device of hers or, without an endpoint, all of them. */
export async function leaveDevices(ctx: MemberCtx, endpoint = ''): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'notification.choose', 'author')) return forbidden()
  await ctx.db
    .deleteFrom('pushSubscriptions')
    .where('memberId', '=', ctx.actor.memberId)
    .$if(endpoint !== '', (devices) => devices.where('endpoint', '=', endpoint))
    .execute()
  return ok()
}
