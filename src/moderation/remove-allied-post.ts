import { takeCarriedBack } from '../allies/carry-post.ts'
import type { MemberTransactionCtx } from '../context.ts'
import { settleFlags } from './settle-flags.ts'
import type { Flaggable, Written } from './things.ts'
import { rememberUndo } from './undoable.ts'

/**
 * Takes what an ally published out of sight here, as if they had taken it back themselves; what members said below it
 * stays, and where we passed it on it is taken back for good. Its words are kept with the undo alone, and its pictures until that is over. The row must be locked.
 */
export async function removeAlliedPost(
  ctx: MemberTransactionCtx,
  thing: Exclude<Flaggable, Written>,
): Promise<string> {
  const { objectUri, ...words } = await ctx.db
    .selectFrom('alliedPosts')
    .select(['objectUri', 'title', 'html', 'authorName', 'authorUri', 'passedOnFrom'])
    .where('id', '=', thing.id)
    .executeTakeFirstOrThrow()
  await ctx.db
    .updateTable('alliedPosts')
    .set({ title: '', html: '', authorName: '', authorUri: '', passedOnFrom: null })
    .set({ withdrawnAt: ctx.clock.now() })
    .where('id', '=', thing.id)
    .execute()
  await takeCarriedBack(ctx, objectUri)
  const flagIds = await settleFlags(ctx, thing, 'removed')
  return rememberUndo(ctx, { act: 'allied-removed', alliedPostId: thing.id, flagIds, words })
}
