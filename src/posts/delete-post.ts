import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { isAuthor, visiblePost } from '../policy/visibility.ts'
import { forbidden, missing, ok, type Result } from '../result.ts'
import { emptiedPost, erasePost } from './erase-post.ts'

/**
 * Deletes a post with everything below it: words, pictures, files, answers, votes, comments and who wrote them. Only
 * an empty row stays, so that its id is never used again. What waits to be shared from it is revoked; what is outside
 * already is taken back by its own use case. Only its author may: what moderators take away of others is another use
 * case, with a reason and a way back. Refuses: missing, forbidden.
 */
export async function deletePost(
  ctx: MemberCtx,
  { postId }: { readonly postId: string },
): Promise<Result<{ groupId: string }>> {
  if (!couldBeId(postId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const post = await trx.db
      .selectFrom('posts as p')
      .select('p.groupId')
      .select(isAuthor(trx, 'post', sql.ref('p.id')).as('isMine'))
      .where('p.id', '=', postId)
      .where(visiblePost(trx, 'p'))
      .forUpdate('p')
      .executeTakeFirst()
    if (!post) return missing()
    if (!can(trx.actor, 'post.delete', post.isMine ? 'author' : 'reader')) return forbidden()
    await trx.db.updateTable('posts').set(emptiedPost(trx.clock.now())).where('id', '=', postId).execute()
    await erasePost(trx, postId)
    return ok({ groupId: post.groupId })
  })
}
