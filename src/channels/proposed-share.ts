import type { MemberTransactionCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { mayReview, reviewedAsDelegate } from '../policy/review.ts'
import { missing, ok, type Result, refuse } from '../result.ts'
import { countModerators } from '../standing/role-holders.ts'

export interface ProposedShare {
  readonly id: string
  readonly editionId: string | null
  readonly channelId: string | null
  readonly followedChannelId: string | null
  readonly inReplyTo: string | null
  readonly withdrawalCodeHash: string | null
  readonly authorId: string | null
}

/**
 * Locks a share for a decision: of two who decide at once the second is told that it is decided. Refuses everybody but
 * moderators and the delegates who review it, and the author's own review wherever there is another moderator.
 */
export async function lockProposedShare(
  ctx: MemberTransactionCtx,
  shareId: string,
): Promise<Result<ProposedShare>> {
  const asModerator = can(ctx.actor, 'share.review')
  if (!(asModerator || can(ctx.actor, 'share.review', 'delegate')) || !couldBeId(shareId)) return missing()
  const share = await ctx.db
    .selectFrom('shares')
    .select(['id', 'state', 'editionId', 'channelId', 'followedChannelId', 'inReplyTo', 'withdrawalCodeHash'])
    .where('id', '=', shareId)
    .where('state', '!=', 'draft')
    .$if(!asModerator, (query) => query.where(reviewedAsDelegate(ctx, 'shares')))
    .forUpdate()
    .executeTakeFirst()
  if (!share) return missing()
  if (share.state !== 'proposed') return refuse({ kind: 'conflict', message: 'shares.errors.decided' })
  const author = await ctx.db
    .selectFrom('shareAuthors')
    .select('memberId')
    .where('shareId', '=', shareId)
    .executeTakeFirst()
  const isOwn = author?.memberId === ctx.actor.memberId
  if (!mayReview({ isOwn, moderators: await countModerators(ctx) })) {
    return refuse({ kind: 'forbidden', message: 'shares.errors.ownShare' })
  }
  return ok({ ...share, authorId: author?.memberId ?? null })
}
