import { sql } from 'kysely'
import type { TransactionCtx } from '../context.ts'
import { dayOf } from '../days.ts'
import { emit } from '../events/outbox.ts'
import { deleteShareImages } from './delete-share-images.ts'
import { deleteContent, emptyActivities } from './insert-edition.ts'
import { withdrawNotes } from './settle-notes.ts'

/**
 * Takes an edition back, whoever asked: callers establish that they may. Its words and pictures are deleted at once,
 * in every version, in the shares it came from and in the wire bytes that were kept of it; the edition stays as a
 * tombstone, and the ledger of deliveries for the receipts. Everybody who got it is asked to forget it, through
 * `edition-withdrawn`. False if it is unknown or was taken back before.
 */
export async function takeBack(
  ctx: Pick<TransactionCtx, 'db' | 'clock'>,
  editionId: string,
): Promise<boolean> {
  // Shares first, then the edition: the order in which publishing locks them. What is published comes before versions
  // that may begin at this moment, as where they begin: whoever waits there holds nothing that is needed here.
  await ctx.db
    .selectFrom('shares')
    .select('id')
    .where('editionId', '=', editionId)
    .orderBy(sql`state = 'published'`, 'desc')
    .orderBy('id')
    .forUpdate()
    .execute()
  const edition = await ctx.db
    .updateTable('editions')
    .set({ withdrawnOn: dayOf(ctx.clock.now()), passedOnFrom: null })
    .where('id', '=', editionId)
    .where('withdrawnOn', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!edition) return false
  await deleteContent(ctx, editionId)
  await ctx.db.deleteFrom('channelPins').where('editionId', '=', editionId).execute()
  await withdrawNotes(ctx, editionId)
  await forgetOffers(ctx, editionId)
  // Read only now: a new version may have begun while this waited for the locks.
  const shares = await ctx.db.selectFrom('shares').select('id').where('editionId', '=', editionId).execute()
  await deleteShareImages(
    ctx,
    shares.map(({ id }) => id),
  )
  await forgetShares(ctx, editionId)
  await emptyActivities(ctx, editionId)
  await emit(ctx, { type: 'edition-withdrawn', editionId })
  return true
}

/** What other communities offered for it, and what their people said of it, goes with it. */
async function forgetOffers(ctx: Pick<TransactionCtx, 'db' | 'clock'>, editionId: string): Promise<void> {
  await ctx.db.deleteFrom('remoteReactions').where('editionId', '=', editionId).execute()
  await ctx.db.deleteFrom('remoteFlags').where('editionId', '=', editionId).execute()
  await ctx.db.deleteFrom('receivedTranslations').where('editionId', '=', editionId).execute()
}

/** Empties the shares that an edition came from, and revokes consents and what was still on its way out. */
async function forgetShares(ctx: Pick<TransactionCtx, 'db' | 'clock'>, editionId: string): Promise<void> {
  const now = ctx.clock.now()
  const shares = ctx.db.selectFrom('shares').select('id').where('editionId', '=', editionId)
  await ctx.db.deleteFrom('shareTexts').where('shareId', 'in', shares).execute()
  await ctx.db
    .updateTable('consents')
    .set({ revokedAt: now })
    .where('shareId', 'in', shares)
    .where('revokedAt', 'is', null)
    .execute()
  await ctx.db
    .updateTable('shares')
    .set({
      title: '',
      body: '',
      returnNote: null,
      state: sql`case when state = 'published' then state else 'revoked' end`,
    })
    .where('editionId', '=', editionId)
    .execute()
}
