import { readCode } from '../codes.ts'
import type { Ctx } from '../context.ts'
import { dayOf } from '../days.ts'
import { inTransaction } from '../db/transaction.ts'
import { sha256 } from '../hashing.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, ok, type Result, refuse } from '../result.ts'
import { revokeConsent } from './revoke-share.ts'
import { takeBack } from './take-back.ts'

/** What a withdrawal code speaks for: what is published, or what still waits for the moderators. */
export interface Withdrawable {
  readonly editionId: string | null
  readonly shareId: string | null
  readonly title: string
  readonly channelName: string
  readonly withdrawnOn: string | null
}

/**
 * What a code speaks for. One hash and one statement whether or not it is right, and one refusal for every code that
 * is not: mistyped, unknown, replaced (P14).
 */
export async function readByCode(ctx: Pick<Ctx, 'db'>, typed: string): Promise<Result<Withdrawable>> {
  const codeHash = await sha256(readCode(typed))
  const editions = ctx.db
    .selectFrom('editions as edition')
    .leftJoin('channels as channel', 'channel.id', 'edition.channelId')
    .leftJoin('actors as channelActor', 'channelActor.id', 'channel.actorId')
    .leftJoin('followedChannels as followed', 'followed.id', 'edition.followedChannelId')
    .leftJoin('editionTexts as text', (join) =>
      join
        .onRef('text.editionId', '=', 'edition.id')
        .onRef('text.version', '=', 'edition.version')
        .on('text.original', '=', true),
    )
    .select((eb) => [
      eb.ref('edition.id').$castTo<string | null>().as('editionId'),
      eb.cast<string | null>(eb.val(null), 'text').as('shareId'),
      eb.fn.coalesce('text.title', eb.val('')).as('title'),
      eb.fn.coalesce('channelActor.name', 'followed.name', eb.val('')).as('channelName'),
      'edition.withdrawnOn',
    ])
    .where('edition.withdrawalCodeHash', '=', codeHash)
  const shares = ctx.db
    .selectFrom('shares as share')
    .leftJoin('channels as channel', 'channel.id', 'share.channelId')
    .leftJoin('actors as channelActor', 'channelActor.id', 'channel.actorId')
    .leftJoin('followedChannels as followed', 'followed.id', 'share.followedChannelId')
    .select((eb) => [
      eb.cast<string | null>(eb.val(null), 'text').as('editionId'),
      eb.ref('share.id').$castTo<string | null>().as('shareId'),
      'share.title',
      eb.fn.coalesce('channelActor.name', 'followed.name', eb.val('')).as('channelName'),
      eb.cast<string | null>(eb.val(null), 'date').as('withdrawnOn'),
    ])
    .where('share.withdrawalCodeHash', '=', codeHash)
    .where('share.state', '=', 'proposed')
  const found = await editions.unionAll(shares).executeTakeFirst()
  return found ? ok(found) : refuse(invalid('code', 'withdrawal.errors.code'))
}

/**
 * Takes back what a code speaks for, without an account: what is published, or the consent to what still waits. The
 * same refusal as `readByCode`. Again for the same code changes nothing.
 */
export async function withdrawByCode(
  ctx: Ctx,
  { code }: { readonly code: string },
): Promise<Result<Withdrawable>> {
  if (!can(ctx.actor, 'edition.withdraw', 'author')) return forbidden()
  return inTransaction(ctx, async (trx) => {
    const found = await readByCode(trx, code)
    if (!found.ok) return found
    const { editionId, shareId } = found.value
    if (editionId !== null) await takeBack(trx, editionId)
    if (shareId === null) return withdrawn(trx, found.value, editionId)
    const share = await trx.db
      .selectFrom('shares')
      .select(['state', 'editionId'])
      .where('id', '=', shareId)
      .forUpdate()
      .executeTakeFirst()
    // A moderator may have published it while this waited for the lock; of what is unlinked the share is gone then.
    if (!share) {
      const published = await readByCode(trx, code)
      if (!published.ok) return published
      if (published.value.editionId !== null) await takeBack(trx, published.value.editionId)
      return withdrawn(trx, published.value, published.value.editionId)
    }
    if (share.state === 'proposed') await revokeConsent(trx, shareId)
    else if (share.editionId) await takeBack(trx, share.editionId)
    return withdrawn(trx, found.value, share.editionId)
  })
}

/** What was found, as it stands now; what never went out has no day of withdrawal. */
function withdrawn(
  ctx: Pick<Ctx, 'clock'>,
  found: Withdrawable,
  editionId: string | null,
): Result<Withdrawable> {
  const withdrawnOn = editionId === null ? null : (found.withdrawnOn ?? dayOf(ctx.clock.now()))
  return ok({ ...found, editionId, withdrawnOn })
}
