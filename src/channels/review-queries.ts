import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { isModerator } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { mayReview } from '../policy/review.ts'
import { visiblePost } from '../policy/visibility.ts'
import { countModerators } from '../standing/role-holders.ts'
import { readPreview, type SharePreview } from './preview.ts'

export interface Review {
  readonly preview: SharePreview
  /** True if what would go out is what the author consented to, and she has not taken it back. */
  readonly isConsented: boolean
  readonly mayDecide: boolean
  readonly authorName: string
  /** The group post it comes from, if the moderator may see it. */
  readonly postId?: string
  readonly proposedAt: Date
}

/** A proposed share as a moderator reviews it; absent for everybody else and once it is decided. */
export async function readReview(ctx: MemberCtx, shareId: string): Promise<Review | undefined> {
  if (!isModerator(ctx.actor) || !couldBeId(shareId)) return undefined
  const row = await ctx.db
    .selectFrom('shares as share')
    .leftJoin('shareAuthors as author', 'author.shareId', 'share.id')
    .leftJoin('members as member', 'member.id', 'author.memberId')
    .leftJoin('consents as consent', 'consent.shareId', 'share.id')
    .leftJoin('posts as post', (join) =>
      join.onRef('post.id', '=', 'share.postId').on(visiblePost(ctx, 'post')),
    )
    .select(['post.id as postId', 'author.memberId', 'member.displayName', 'share.proposedAt'])
    .select((eb) => [
      'consent.previewHash',
      eb('consent.revokedAt', 'is not', null).as('isRevoked'),
      sql<boolean>`consent.share_id is not null`.as('wasGiven'),
    ])
    .where('share.id', '=', shareId)
    .where('share.state', '=', 'proposed')
    .executeTakeFirst()
  const preview = row && (await readPreview(ctx, shareId))
  if (!row || !preview || row.proposedAt === null) return undefined
  return {
    preview,
    isConsented: row.wasGiven && !row.isRevoked && row.previewHash === preview.hash,
    mayDecide: mayReview({
      isOwn: row.memberId === ctx.actor.memberId,
      moderators: await countModerators(ctx),
    }),
    authorName: row.displayName ?? '',
    ...(row.postId === null ? {} : { postId: row.postId }),
    proposedAt: row.proposedAt,
  }
}

export interface WithdrawableEdition {
  readonly id: string
  readonly title: string
  readonly withdrawnOn?: string
  /** The author's own page of it, when she is the reader. */
  readonly ownShareId?: string
}

/**
 * An edition for those who may take it back and see its receipts: its author, and any moderator for her. Absent for
 * everybody else.
 */
export async function readWithdrawable(
  ctx: Pick<MemberCtx, 'db' | 'actor'>,
  editionId: string,
): Promise<WithdrawableEdition | undefined> {
  if (!couldBeId(editionId)) return undefined
  const row = await ctx.db
    .selectFrom('editions as edition')
    .leftJoin('editionTexts as text', (join) =>
      join
        .onRef('text.editionId', '=', 'edition.id')
        .onRef('text.version', '=', 'edition.version')
        .on('text.original', '=', true),
    )
    .leftJoin('editionAuthors as author', 'author.editionId', 'edition.id')
    .select(['edition.id', 'edition.withdrawnOn', 'text.title', 'author.memberId'])
    .select((eb) =>
      eb
        .selectFrom('shares')
        .select('shares.id')
        .whereRef('shares.editionId', '=', 'edition.id')
        .where('shares.state', '=', 'published')
        .orderBy('shares.decidedAt', 'desc')
        .limit(1)
        .as('shareId'),
    )
    .where('edition.id', '=', editionId)
    .executeTakeFirst()
  if (!row) return undefined
  const isAuthor = row.memberId === ctx.actor.memberId
  if (!can(ctx.actor, 'edition.read-receipts', isAuthor ? 'author' : 'any')) return undefined
  return {
    id: row.id,
    title: row.title ?? '',
    ...(row.withdrawnOn === null ? {} : { withdrawnOn: row.withdrawnOn }),
    ...(isAuthor && row.shareId !== null ? { ownShareId: row.shareId } : {}),
  }
}
