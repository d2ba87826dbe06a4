import { sql } from 'kysely'
import { revokePending } from '../channels/revoke-share.ts'
import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { removePostImages } from '../media/remove-images.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { visiblePost } from '../policy/visibility.ts'
import { forbidden, missing, ok, type Result } from '../result.ts'

/**
 * Deletes a post with everything below it: words, pictures, comments and who wrote them. Only an empty row stays, so
 * that its id is never used again. What waits to be shared from it is revoked; what is outside already is taken back
 * by its own use case. The author may, and a
 * moderator who can see it, which is recorded. Refuses: missing, forbidden.
 */
export async function deletePost(
  ctx: MemberCtx,
  { postId }: { readonly postId: string },
): Promise<Result<{ groupId: string }>> {
  if (!couldBeId(postId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const post = await trx.db
      .selectFrom('posts as p')
      .leftJoin('postAuthors as author', 'author.postId', 'p.id')
      .select('p.groupId')
      .select(sql<boolean>`coalesce(author.member_id = ${trx.actor.memberId}, false)`.as('isMine'))
      .where('p.id', '=', postId)
      .where(visiblePost(trx, 'p'))
      .forUpdate('p')
      .executeTakeFirst()
    if (!post) return missing()
    if (!can(trx.actor, 'post.delete', post.isMine ? 'author' : 'reader')) return forbidden()
    await trx.db
      .updateTable('posts')
      .set({ body: '', editedAt: null, deletedAt: trx.clock.now() })
      .where('id', '=', postId)
      .execute()
    await revokePending(trx, postId)
    await removePostImages(trx, postId)
    await trx.db.deleteFrom('comments').where('postId', '=', postId).execute()
    await trx.db.deleteFrom('postAuthors').where('postId', '=', postId).execute()
    if (!post.isMine) await recordAct(trx, 'post-removed', postId)
    return ok({ groupId: post.groupId })
  })
}
