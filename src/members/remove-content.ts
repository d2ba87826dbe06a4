import { deleteShareImages } from '../channels/delete-share-images.ts'
import { revokeConsent } from '../channels/revoke-share.ts'
import type { TransactionCtx } from '../context.ts'
import { emptiedComment, eraseComments } from '../posts/erase-comments.ts'
import { emptiedPost, erasePost } from '../posts/erase-post.ts'

type Trx = Pick<TransactionCtx, 'db' | 'clock'>

/**
 * Deletes what a member wrote under her name: posts with everything below them, comments, drafts, and what she wanted
 * to share and is not out yet. Empty rows stay in their places. What she wrote anonymously stays: taken away at the
 * same moment, it would be known as hers (P8). So do posts on behalf of another woman, whose words they are. What is
 * outside is taken back by its own use case.
 */
export async function removeContentOf(trx: Trx, memberId: string): Promise<void> {
  await revokePendingShares(trx, memberId)
  const posts = await trx.db
    .updateTable('posts')
    .set(emptiedPost(trx.clock.now()))
    .where('deletedAt', 'is', null)
    .where('onBehalf', '=', false)
    .where('id', 'in', trx.db.selectFrom('postAuthors').select('postId').where('memberId', '=', memberId))
    .returning('id')
    .execute()
  for (const { id } of posts) await erasePost(trx, id)
  await removeComments(trx, memberId)
  await trx.db.deleteFrom('drafts').where('memberId', '=', memberId).execute()
}

/** Revokes what a member wanted to share and nobody published; its words and pictures go. */
export async function revokePendingShares(trx: Trx, memberId: string): Promise<void> {
  const pending = await trx.db
    .selectFrom('shares')
    .select('id')
    .where('state', 'in', ['draft', 'proposed', 'returned'])
    .where('id', 'in', trx.db.selectFrom('shareAuthors').select('shareId').where('memberId', '=', memberId))
    .orderBy('id')
    .forUpdate()
    .execute()
  const ids = pending.map(({ id }) => id)
  await forgetPendingTranslations(trx, memberId)
  if (ids.length === 0) return
  for (const id of ids) await revokeConsent(trx, id)
  await deleteShareImages(trx, ids)
  await trx.db.deleteFrom('shareTexts').where('shareId', 'in', ids).execute()
  await trx.db
    .updateTable('shares')
    .set({ title: '', body: '', returnNote: null })
    .where('id', 'in', ids)
    .execute()
}

/** What she translated and never left is gone. */
async function forgetPendingTranslations(trx: Trx, memberId: string): Promise<void> {
  const hers = trx.db
    .selectFrom('translationAuthors')
    .select('translationId')
    .where('memberId', '=', memberId)
  await trx.db
    .deleteFrom('offeredTranslations')
    .where('id', 'in', hers)
    .where('state', 'in', ['waiting', 'returned'])
    .execute()
}

async function removeComments(trx: Trx, memberId: string): Promise<void> {
  const comments = await trx.db
    .updateTable('comments')
    .set(emptiedComment(trx.clock.now()))
    .where('deletedAt', 'is', null)
    .where(
      'id',
      'in',
      trx.db.selectFrom('commentAuthors').select('commentId').where('memberId', '=', memberId),
    )
    .returning('id')
    .execute()
  await eraseComments(
    trx,
    comments.map(({ id }) => id),
  )
}
