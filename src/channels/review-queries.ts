import { sql } from 'kysely'
import type { Ctx, MemberCtx } from '../context.ts'
import { isModerator } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { visiblePost } from '../policy/visibility.ts'
import { readPreview, type SharePreview } from './preview.ts'
import { countModerators } from './proposed-share.ts'
import { mayReview } from './rules.ts'

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

export interface PublishedShare {
  readonly shareId: string
  readonly editionId: string
}

/**
 * The edition behind a share's page: for its author, and for every moderator once it is out, because any of them
 * may take it back for her. Absent for everybody else.
 */
export async function readPublishedShare(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  shareId: string,
): Promise<(PublishedShare & { readonly isAuthor: boolean }) | undefined> {
  if (ctx.actor.kind !== 'member' || !couldBeId(shareId)) return undefined
  const row = await ctx.db
    .selectFrom('shares as share')
    .leftJoin('shareAuthors as author', 'author.shareId', 'share.id')
    .select(['share.id as shareId', 'share.editionId', 'author.memberId'])
    .where('share.id', '=', shareId)
    .where('share.editionId', 'is not', null)
    .executeTakeFirst()
  if (!row || row.editionId === null) return undefined
  const isAuthor = row.memberId === ctx.actor.memberId
  if (!isAuthor && !isModerator(ctx.actor)) return undefined
  return { shareId: row.shareId, editionId: row.editionId, isAuthor }
}
