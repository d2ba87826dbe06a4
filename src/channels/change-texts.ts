import type { TransactionCtx } from '../context.ts'
import { dayOf } from '../days.ts'
import { emit } from '../events/outbox.ts'
import { emptyActivities, type FurtherText } from './insert-edition.ts'
import { settleNotes } from './settle-notes.ts'

type TextsCtx = Pick<TransactionCtx, 'db' | 'clock' | 'random' | 'origin'>

/**
 * Writes the next version of an edition with one further language more, or without one; the original and its pictures
 * stay as they are. It goes out again as an Update. The edition's row must be locked.
 */
export async function changeTexts(
  ctx: TextsCtx,
  editionId: string,
  change: { readonly add: FurtherText } | { readonly remove: string },
): Promise<void> {
  const { version } = await ctx.db
    .updateTable('editions')
    .set((eb) => ({ version: eb('version', '+', 1), updatedOn: dayOf(ctx.clock.now()) }))
    .where('id', '=', editionId)
    .returning('version')
    .executeTakeFirstOrThrow()
  await ctx.db
    .insertInto('editionVersions')
    .values({ editionId, version, approvedOn: dayOf(ctx.clock.now()) })
    .execute()
  // Earlier versions keep no words, so all that there is moves along.
  await ctx.db.updateTable('editionTexts').set({ version }).where('editionId', '=', editionId).execute()
  await ctx.db.updateTable('editionImages').set({ version }).where('editionId', '=', editionId).execute()
  if ('add' in change) await addText(ctx, { editionId, version }, change.add)
  else await removeText(ctx, editionId, change.remove)
  await emptyActivities(ctx, editionId)
  await settleNotes(ctx, editionId)
  await emit(ctx, { type: 'edition-updated', editionId, version })
}

const addText = (
  ctx: TextsCtx,
  { editionId, version }: { readonly editionId: string; readonly version: number },
  { language, title, html, translatedBy, offerUri }: FurtherText,
) =>
  ctx.db
    .insertInto('editionTexts')
    .values({
      ...{ editionId, version, language, original: false, title, html },
      ...{ translatedBy: translatedBy ?? null, offerUri: offerUri ?? null },
    })
    .execute()

const removeText = (ctx: TextsCtx, editionId: string, language: string) =>
  ctx.db
    .deleteFrom('editionTexts')
    .where('editionId', '=', editionId)
    .where('language', '=', language)
    .where('original', '=', false)
    .execute()
