import type { Ctx, TransactionCtx } from '../context.ts'
import { waitForTurn } from '../db/advisory-locks.ts'
import { invalid, type Refusal } from '../result.ts'
import { nameKey } from './names.ts'

/**
 * Whoever gives out a sign-in name or a display name waits here for the others who do, so that "is it free?" and
 * taking it are one step.
 */
export const lockNames = (ctx: Pick<TransactionCtx, 'db'>): Promise<void> => waitForTurn(ctx, 'names')

/**
 * True when somebody signs in with this name, or an actor bears it: a pen name must never lead to a member (P1,
 * FEDERATION-NOTES decision 7). Asked only for her who was let in (P14), after `lockNames`.
 */
export async function isSignInNameTaken(
  ctx: Pick<TransactionCtx, 'db'>,
  signInNameKey: string,
): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('credentials')
    .select('memberId')
    .where('signInNameKey', '=', signInNameKey)
    .executeTakeFirst()
  return row !== undefined || (await isActorName(ctx, signInNameKey))
}

/** True when another member, a pen name, a channel or the community’s voice is called like this. */
export async function isDisplayNameTaken(
  ctx: Pick<Ctx, 'db'>,
  memberId: string,
  displayNameKey: string,
): Promise<boolean> {
  const member = await ctx.db
    .selectFrom('members')
    .select('id')
    .where('displayNameKey', '=', displayNameKey)
    .where('id', '<>', memberId)
    .executeTakeFirst()
  return member !== undefined || isActorName(ctx, displayNameKey)
}

/** True when a channel, the community's voice or a pen name is called like this. There are few actors. */
export async function isActorName(ctx: Pick<Ctx, 'db'>, key: string): Promise<boolean> {
  const actors = await ctx.db.selectFrom('actors').select(['name', 'preferredUsername']).execute()
  return actors
    .flatMap(({ name, preferredUsername }) => [name, preferredUsername])
    .some((name) => nameKey(name) === key)
}

/** Refusals for names that somebody has, beside their fields; asked after `lockNames`. */
export async function judgeFree(
  trx: TransactionCtx,
  names: { readonly memberId: string; readonly displayNameKey: string; readonly signInNameKey: string },
): Promise<Refusal[]> {
  const isSignInTaken = await isSignInNameTaken(trx, names.signInNameKey)
  const isDisplayTaken = await isDisplayNameTaken(trx, names.memberId, names.displayNameKey)
  return [
    ...(isSignInTaken ? [invalid('signInName', 'members.signInName.taken')] : []),
    ...(isDisplayTaken ? [invalid('displayName', 'members.displayName.taken')] : []),
  ]
}
