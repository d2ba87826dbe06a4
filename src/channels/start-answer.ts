import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { visibleAlliedPost } from '../policy/visibility.ts'
import { forbidden, missing, ok, type Result } from '../result.ts'
import { findDraft, insertDraft } from './start-share.ts'

/**
 * Begins an answer to a channel that the community follows: the same consent, preview and review as a share. Only to
 * posts that the member may see.
 */
export async function startAnswer(
  ctx: MemberCtx,
  { alliedPostId, language }: { readonly alliedPostId: string; readonly language: string },
): Promise<Result<{ shareId: string }>> {
  if (!couldBeId(alliedPostId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const post = await trx.db
      .selectFrom('alliedPosts as post')
      .select(['post.objectUri', 'post.followedChannelId'])
      .where('post.id', '=', alliedPostId)
      .where(visibleAlliedPost(trx, 'post'))
      .forNoKeyUpdate('post')
      .executeTakeFirst()
    if (!post) return missing()
    if (!can(trx.actor, 'share.answer', 'reader')) return forbidden()
    const draftId = await findDraft(trx, 'inReplyTo', post.objectUri)
    if (draftId !== undefined) return ok({ shareId: draftId })
    const shareId = await insertDraft(trx, {
      followedChannelId: post.followedChannelId,
      inReplyTo: post.objectUri,
      language,
      body: '',
    })
    return ok({ shareId })
  })
}
