import type { Ctx } from '../context.ts'
import { keyedHash } from '../hashing.ts'
import { couldBeId } from '../ids.ts'
import { countUse, hourlySecret, hourOf, type ThrottleCtx, type ThrottleScope } from './throttle.ts'

/** How hard the sum is: leading zero bits of a SHA-256, about 65,000 tries, seconds on an old phone. */
export const proofBits = 16

/** Whoever cannot calculate waits this long instead, in milliseconds. */
const waitMilliseconds = 60_000

/** After this a ticket is worth nothing, in milliseconds. The secret that signs it lives a little longer. */
const lifetimeMilliseconds = 3_600_000

/** What a form carries when a network is beyond its limit. */
export interface Ticket {
  readonly ticket: string
  /** The sum's answer, from a browser with the script; else empty. */
  readonly proof: string
}

/** A signed note of this moment, for one kind of form. Nothing of it is stored. */
export async function issueTicket(ctx: ThrottleCtx, scope: ThrottleScope): Promise<string> {
  const issued = ctx.clock.now()
  const body = `${scope}.${issued.getTime()}.${ctx.random.id()}`
  return `${body}.${await keyedHash(await hourlySecret(ctx, hourOf(issued)), body)}`
}

/** What a ticket is good for: nothing, or it was paid for by calculating or by waiting. Each works once. */
export async function redeemTicket(
  ctx: ThrottleCtx,
  scope: ThrottleScope,
  { ticket, proof }: Ticket,
): Promise<'calculated' | 'waited' | 'nothing'> {
  const issued = await readTicket(ctx, scope, ticket)
  if (issued === undefined) return 'nothing'
  const age = ctx.clock.now().getTime() - issued
  if (age < 0 || age > lifetimeMilliseconds) return 'nothing'
  const isCalculated = /^\d{1,12}$/.test(proof) && (await leadingZeroBits(`${ticket}.${proof}`)) >= proofBits
  if (!isCalculated && age < waitMilliseconds) return 'nothing'
  // Counted in the hour the ticket was issued in, so that it is not new again in the next one.
  const spent = await countUse(ctx, 'ticket', ticket, new Date(issued))
  if (spent > 1) return 'nothing'
  return isCalculated ? 'calculated' : 'waited'
}

/** When a ticket of ours was issued, in milliseconds; undefined for anything else. */
async function readTicket(ctx: Pick<Ctx, 'db'>, scope: string, ticket: string): Promise<number | undefined> {
  const [of, time = '', id = '', signature, ...rest] = ticket.split('.')
  if (of !== scope || !/^\d{10,15}$/.test(time) || !couldBeId(id) || rest.length > 0) return undefined
  const row = await ctx.db
    .selectFrom('networkKeys')
    .select('secret')
    .where('hour', '=', hourOf(new Date(Number(time))))
    .executeTakeFirst()
  return row && signature === (await keyedHash(row.secret, `${of}.${time}.${id}`)) ? Number(time) : undefined
}

async function leadingZeroBits(text: string): Promise<number> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  const first = digest.findIndex((byte) => byte !== 0)
  return first === -1 ? digest.length * 8 : first * 8 + Math.clz32(digest[first] ?? 0) - 24
}
