import type { MemberCtx, TransactionCtx } from '../context.ts'
import { dayOf } from '../days.ts'
import { inTransaction } from '../db/transaction.ts'
import { emit } from '../events/outbox.ts'
import { couldBeId } from '../ids.ts'
import { missing, ok, type Result } from '../result.ts'
import { dayAlone } from './day-alone.ts'

/**
 * A translator takes hers back, at any time: its words are gone here at once, and whoever got it is asked to take the
 * language out again. For everybody else it is missing. Again it changes nothing.
 */
export async function takeBackOffered(
  ctx: MemberCtx,
  { translationId }: { readonly translationId: string },
): Promise<Result<undefined>> {
  if (!couldBeId(translationId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const offered = await trx.db
      .selectFrom('offeredTranslations as offered')
      .innerJoin('translationAuthors as author', 'author.translationId', 'offered.id')
      .select(['offered.id', 'offered.state'])
      .where('offered.id', '=', translationId)
      .where('author.memberId', '=', trx.actor.memberId)
      .forUpdate('offered')
      .executeTakeFirst()
    if (!offered) return missing()
    if (offered.state === 'withdrawn') return ok()
    const hasLeft = offered.state === 'offered' || offered.state === 'accepted'
    await emptyOffered(trx, [translationId], 'withdrawn')
    if (hasLeft) await emit(trx, { type: 'translation-taken-back', translationId })
    return ok()
  })
}

/** The post was taken back by those who wrote it: what was translated of it here is forgotten with it. */
export async function forgetOffered(
  ctx: Pick<TransactionCtx, 'db' | 'clock'>,
  objectUri: string,
): Promise<void> {
  const rows = await ctx.db
    .selectFrom('offeredTranslations')
    .select('id')
    .where('objectUri', '=', objectUri)
    .where('state', '<>', 'withdrawn')
    .orderBy('id')
    .forUpdate()
    .execute()
  await emptyOffered(
    ctx,
    rows.map(({ id }) => id),
    'withdrawn',
  )
}

/**
 * Ends with servers what members of ours translated for them: the words are gone here at once, and where they have left
 * they are asked back. In the transaction at hand; callers establish that they may.
 */
export async function askBackOfferedTo(ctx: TransactionCtx, hosts: readonly string[]): Promise<void> {
  const rows = await ctx.db
    .selectFrom('offeredTranslations as offered')
    .innerJoin('followedChannels as followed', 'followed.id', 'offered.followedChannelId')
    .select(['offered.id', 'offered.state'])
    .where('followed.host', 'in', hosts)
    .where('offered.state', 'in', ['waiting', 'offered', 'accepted'])
    .orderBy('offered.id')
    .forUpdate('offered')
    .execute()
  await emptyOffered(
    ctx,
    rows.map(({ id }) => id),
    'withdrawn',
  )
  for (const { id: translationId, state } of rows)
    if (state !== 'waiting') await emit(ctx, { type: 'translation-taken-back', translationId })
}

/** Deletes the words, also from the bytes that wait to be delivered. The rows must be locked. */
export async function emptyOffered(
  ctx: Pick<TransactionCtx, 'db' | 'clock'>,
  ids: readonly string[],
  state: 'withdrawn' | 'refused',
): Promise<void> {
  if (ids.length === 0) return
  await ctx.db
    .updateTable('offeredTranslations')
    .set({ title: '', html: '', state, settledOn: dayOf(ctx.clock.now()) })
    .set({ waitingSince: dayAlone('waitingSince') })
    .where('id', 'in', ids)
    .execute()
  await ctx.db.updateTable('activities').set({ body: new Uint8Array() }).where('id', 'in', ids).execute()
}
