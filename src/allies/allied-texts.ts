import type { TransactionCtx } from '../context.ts'
import type { RemoteObject } from './remote.ts'
import type { CleanObject } from './rules.ts'

type TextsCtx = Pick<TransactionCtx, 'db'>

/** Keeps what allies wrote in further languages, in place of what they had. */
export async function replaceTexts(
  ctx: TextsCtx,
  alliedPostId: string,
  translations: CleanObject['translations'],
): Promise<void> {
  await deleteTexts(ctx, alliedPostId)
  if (translations.length === 0) return
  await ctx.db
    .insertInto('alliedPostTexts')
    .values(translations.map((text) => ({ alliedPostId, ...text })))
    .execute()
}

/** Notes whether its author said that others may offer translations of it. */
export async function noteWelcome(
  ctx: TextsCtx,
  alliedPostId: string,
  { translationsWelcome }: Pick<RemoteObject, 'translationsWelcome'>,
): Promise<void> {
  await ctx.db
    .updateTable('alliedPosts')
    .set({ translationsWelcome: translationsWelcome === true })
    .where('id', '=', alliedPostId)
    .execute()
}

/** Deletes them. */
export async function deleteTexts(ctx: TextsCtx, alliedPostId: string): Promise<void> {
  await ctx.db.deleteFrom('alliedPostTexts').where('alliedPostId', '=', alliedPostId).execute()
}
