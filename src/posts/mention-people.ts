import type { TransactionCtx } from '../context.ts'
import type { CommentTarget } from './comment-queries.ts'
import { mentionedIn } from './mentions.ts'
import { readPeople } from './people.ts'

/**
 * Keeps whom a comment calls: people who wrote in its thread under their names, found by `@` and the name. Gives those
 * that it did not call before.
 */
export async function keepMentions(
  ctx: TransactionCtx,
  {
    commentId,
    target,
    text,
  }: { readonly commentId: string; readonly target: CommentTarget; readonly text: string },
): Promise<string[]> {
  const people = text.includes('@') ? mentionedIn(text, await readPeople(ctx, target)) : []
  const memberIds = people.map(({ id }) => id)
  const gone = ctx.db.deleteFrom('commentMentions').where('commentId', '=', commentId)
  if (memberIds.length === 0) {
    await gone.execute()
    return []
  }
  await gone.where('memberId', 'not in', memberIds).execute()
  const added = await ctx.db
    .insertInto('commentMentions')
    .values(memberIds.map((memberId) => ({ commentId, memberId })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('memberId')
    .execute()
  return added.map(({ memberId }) => memberId)
}
