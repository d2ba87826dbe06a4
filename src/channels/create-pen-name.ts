import { countUse, perAccount } from '../auth/throttle.ts'
import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { lockNames } from '../members/lock-names.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, ok, type Result, refuse } from '../result.ts'
import { insertActor } from './insert-actor.ts'
import type { NewKeyPair } from './key-pair.ts'
import { isFreeName, usernameFrom } from './usernames.ts'

/** More than these make it easier to mix them up than to tell them apart. */
export const maximumPenNames = 5

/**
 * Gives a member a pen name: a `Person` actor that nothing outside can tie to her. Refuses a name of less than 2 or
 * more than 40 characters, a sixth one, and every name that cannot be had, with one answer to all reasons. Refuses more
 * than ten tries an hour: a name that cannot be had may be somebody's sign-in name, and keys cost much to make.
 */
export async function createPenName(
  ctx: MemberCtx,
  { name }: { readonly name: string },
  newKeyPair: NewKeyPair,
): Promise<Result<{ penNameId: string }>> {
  if (!can(ctx.actor, 'pen-name.create')) return forbidden()
  if (!isPenName(name)) return refuse(invalid('penName', 'penNames.errors.name'))
  const tries = await countUse(ctx, 'pen-name', `account ${ctx.actor.memberId}`)
  if (tries > perAccount) return refuse({ kind: 'busy', message: 'auth.errors.busy' })
  const keys = await newKeyPair()

  return inTransaction(ctx, async (trx) => {
    await lockNames(trx)
    const { memberId } = trx.actor
    const mine = await trx.db
      .selectFrom('penNames')
      .select('actorId')
      .where('memberId', '=', memberId)
      .execute()
    if (mine.length >= maximumPenNames) {
      return refuse(invalid('penName', 'penNames.errors.tooMany', { maximum: maximumPenNames }))
    }
    const username = usernameFrom(name) ?? `pen_${trx.random.id().slice(0, 8)}`
    if (!(await isFreeName(trx, { username, name })))
      return refuse(invalid('penName', 'penNames.errors.taken'))
    const actor = await insertActor(trx, { kind: 'pen_name', username, name, keys })
    await trx.db.insertInto('penNames').values({ actorId: actor.id, memberId }).execute()
    return ok({ penNameId: actor.id })
  })
}

/** Letters, digits, spaces and the marks of names: nothing that reads as an address. */
const isPenName = (name: string): boolean => /^[\p{L}\p{M}\p{N} .'’_-]{2,40}$/u.test(name)
