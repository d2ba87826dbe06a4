import { admit, type Knock } from '../auth/admit.ts'
import { judgePassphrase } from '../auth/passphrases.ts'
import type { Ctx, TransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { sha256 } from '../hashing.ts'
import type { Locale } from '../i18n/translator.ts'
import { couldBeId } from '../ids.ts'
import { judgeFree, lockNames } from '../members/lock-names.ts'
import { judgeNames, nameKey } from '../members/names.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Refusal, type Result, refuse } from '../result.ts'
import { isArrivalOpen, usableArrival } from './arrival-queries.ts'
import { readArrivalToken } from './arrival-token.ts'

export interface Arrive extends Omit<Knock, 'account'> {
  /** As she scanned or typed it. */
  readonly token: string
  /** Becomes her id: `Random.id()`, made with the form, so that a form sent twice on a bad line lets her in once. */
  readonly submission: string
  readonly displayName: string
  readonly signInName: string
  readonly passphrase: string
  readonly locale: Locale
}

/**
 * Makes whoever is in the room a member at once, with her names settled. Refuses as `missing`, by the same work, a
 * code that never was, is over, ended or full (P14); beside the field a name that is taken, which only those in the
 * room can learn; slows down a flood from one network.
 */
export async function arrive(ctx: Ctx, input: Arrive): Promise<Result<{ memberId: string }>> {
  if (!can(ctx.actor, 'arrival.use')) return forbidden()
  const admitted = await admit(ctx, 'join', { ...input, account: input.submission })
  if (!admitted.ok) return admitted
  if (!(await isArrivalOpen(ctx, input.token))) return (await arrivedBefore(ctx, input)) ?? missing()
  const [first, ...others] = [...judgeNames(input), ...judgePassphrase(input.passphrase)]
  if (first) return refuse(first, ...others)
  if (!couldBeId(input.submission)) return refuse(sendAgain)
  const passphraseHash = await ctx.hasher.hash(input.passphrase)
  const result = await inTransaction(ctx, (trx) => comeIn(trx, input, passphraseHash))
  return result.ok ? result : ((await arrivedBefore(ctx, input)) ?? result)
}

const sendAgain: Refusal = { kind: 'invalid', message: 'joining.arrive.sendAgain' }

async function comeIn(
  trx: TransactionCtx,
  input: Arrive,
  passphraseHash: string,
): Promise<Result<{ memberId: string }>> {
  const { submission: memberId, displayName, locale } = input
  await lockNames(trx)
  const joinedAt = trx.clock.now()
  const place = await trx.db
    .updateTable('arrivals')
    .set((eb) => ({ placesLeft: eb('placesLeft', '-', 1) }))
    .where('tokenHash', '=', await sha256(readArrivalToken(input.token)))
    .where(usableArrival('arrivals', joinedAt))
    .returning('createdBy')
    .executeTakeFirst()
  if (!place) return missing()
  const displayNameKey = nameKey(displayName)
  const signInNameKey = nameKey(input.signInName)
  const [first, ...others] = await judgeFree(trx, { memberId, displayNameKey, signInNameKey })
  if (first) return refuse(first, ...others)
  const inserted = await trx.db
    .insertInto('members')
    .values({ id: memberId, displayName, displayNameKey, displayNameSettled: true, locale, joinedAt })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  if (inserted.numInsertedOrUpdatedRows !== 1n) return refuse(sendAgain)
  await trx.db.insertInto('credentials').values({ memberId, signInNameKey, passphraseHash }).execute()
  // Whoever opened the door stands for her being there.
  const opener = { kind: 'member', memberId: place.createdBy, roles: [] } as const
  await recordAct({ ...trx, actor: opener }, 'member-arrived', memberId)
  return ok({ memberId })
}

/** Later than this she signs in like everybody else. */
const sentAgainMilliseconds = 3_600_000

/** The answer to a form that was sent before: only who knows the passphrase in it is she. */
async function arrivedBefore(
  ctx: Ctx,
  { submission, passphrase }: Arrive,
): Promise<Result<{ memberId: string }> | undefined> {
  if (!couldBeId(submission)) return undefined
  const earlier = await ctx.db
    .selectFrom('credentials')
    .innerJoin('members', 'members.id', 'credentials.memberId')
    .select(['credentials.memberId', 'credentials.passphraseHash'])
    .where('credentials.memberId', '=', submission)
    .where('members.status', '=', 'active')
    .where('members.joinedAt', '>', new Date(ctx.clock.now().getTime() - sentAgainMilliseconds))
    .executeTakeFirst()
  const isHers = earlier && (await ctx.hasher.verify(earlier.passphraseHash, passphrase))
  return isHers ? ok({ memberId: earlier.memberId }) : undefined
}
