import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { sha256 } from '../hashing.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, ok, type Result, refuse } from '../result.ts'
import { isArrivalToken, newArrivalToken } from './arrival-token.ts'
import { arrivalLimits, isCount } from './rules.ts'

export interface OpenArrival {
  /** From the form: sending it again shows how many places are left. */
  readonly token: string
  /** How many women are here. */
  readonly places: number
}

export interface OpenedArrival {
  readonly id: string
  readonly token: string
  readonly places: number
  readonly placesLeft: number
  readonly expiresAt: Date
  readonly isOpen: boolean
}

/**
 * Opens the door for women who are in the same room, for a quarter of an hour: presence counts as approval. The same
 * form again gives the same door as it stands now. Refuses whoever is no moderator, and a number out of bounds.
 */
export async function openArrival(ctx: MemberCtx, input: OpenArrival): Promise<Result<OpenedArrival>> {
  if (!can(ctx.actor, 'arrival.open')) return forbidden()
  const { places } = input
  if (!isCount(places, arrivalLimits.places)) {
    return refuse(invalid('places', 'joining.arrivals.places.wrong', { most: arrivalLimits.places }))
  }
  const token = isArrivalToken(input.token) ? input.token : newArrivalToken(ctx.random)
  const tokenHash = await sha256(token)
  return inTransaction(ctx, async (trx) => {
    const createdAt = trx.clock.now()
    const expiresAt = new Date(createdAt.getTime() + arrivalLimits.minutes * 60_000)
    const id = trx.random.id()
    const createdBy = trx.actor.memberId
    const inserted = await trx.db
      .insertInto('arrivals')
      .values({ id, tokenHash, createdBy, places, placesLeft: places, createdAt, expiresAt })
      .onConflict((conflict) => conflict.column('tokenHash').doNothing())
      .executeTakeFirst()
    if (inserted.numInsertedOrUpdatedRows === 1n) await recordAct(trx, 'arrival-opened', id)
    const row = await trx.db
      .selectFrom('arrivals')
      .select(['id', 'places', 'placesLeft', 'expiresAt', 'endedAt'])
      .where('tokenHash', '=', tokenHash)
      .where('createdBy', '=', createdBy)
      .executeTakeFirst()
    if (!row) return forbidden()
    const { endedAt, ...arrival } = row
    const isOpen = endedAt === null && arrival.placesLeft > 0 && arrival.expiresAt > createdAt
    return ok({ ...arrival, token, isOpen })
  })
}
