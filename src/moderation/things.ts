import { sql } from 'kysely'
import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { looksAfter } from '../groups/group-moderator.ts'
import { couldBeId } from '../ids.ts'
import type { Relation } from '../policy/permissions.ts'
import { underReview } from '../policy/review.ts'
import { isAuthor, visibleComment, visiblePost } from '../policy/visibility.ts'

/** What members wrote here. */
export type Written = { readonly what: 'post' | 'comment'; readonly id: string }

/** What can be flagged: also what an ally published. */
export type Flaggable = Written | { readonly what: 'allied-post'; readonly id: string }

/** The column of `flags`, and of `removals`, that names a thing. */
export const columnOf = (what: Flaggable['what']) =>
  what === 'post' ? 'postId' : what === 'comment' ? 'commentId' : 'alliedPostId'

export interface LockedThing {
  /** The post itself, or the post that a comment stands below; null below an ally's. */
  readonly postId: string | null
  readonly groupId: string | null
  readonly editedAt: Date | null
  readonly heldAt: Date | null
  readonly isAlert: boolean
  /** Written by whoever decides, also anonymously. */
  readonly isMine: boolean
  /** How whoever decides stands to it. */
  readonly relation: Relation
}

/**
 * Locks a post or a comment that stands and that this member can see, or reviews for the community, until the
 * transaction ends: whoever decides at the same time waits, and then finds what was decided.
 */
export async function lockThing(
  ctx: MemberTransactionCtx,
  { what, id }: Written,
): Promise<LockedThing | undefined> {
  if (!couldBeId(id)) return undefined
  const row = what === 'post' ? await lockPost(ctx, id) : await lockComment(ctx, id)
  if (!row) return undefined
  const { hasOffice, ...thing } = row
  return { ...thing, relation: hasOffice ? 'group-moderator' : 'reader' }
}

const lockPost = (ctx: MemberTransactionCtx, postId: string) =>
  ctx.db
    .selectFrom('posts as p')
    .select(['p.id as postId', 'p.groupId', 'p.editedAt', 'p.heldAt'])
    .select([
      sql<boolean>`p.kind = 'alert'`.as('isAlert'),
      isAuthor(ctx, 'post', sql.ref('p.id')).as('isMine'),
      looksAfter(ctx, sql.ref('p.groupId')).as('hasOffice'),
    ])
    .where('p.id', '=', postId)
    .where(sql<boolean>`(${visiblePost(ctx, 'p')} or ${underReview(ctx, 'post', 'p')})`)
    // Somebody else may have removed it while this waited for the lock.
    .where('p.removedAt', 'is', null)
    .forUpdate('p')
    .executeTakeFirst()

const lockComment = (ctx: MemberTransactionCtx, commentId: string) =>
  ctx.db
    .selectFrom('comments as comment')
    .leftJoin('posts', 'posts.id', 'comment.postId')
    .select(['comment.postId', 'posts.groupId', 'comment.editedAt', 'comment.heldAt'])
    .select([
      sql<boolean>`false`.as('isAlert'),
      isAuthor(ctx, 'comment', sql.ref('comment.id')).as('isMine'),
      sql<boolean>`(posts.id is not null and ${looksAfter(ctx, sql.ref('posts.groupId'))})`.as('hasOffice'),
    ])
    .where('comment.id', '=', commentId)
    .where(sql<boolean>`(${visibleComment(ctx, 'comment')} or ${underReview(ctx, 'comment', 'comment')})`)
    .where('comment.removedAt', 'is', null)
    .forUpdate('comment')
    .executeTakeFirst()

/** Where something was written, for whoever has just decided on it; undefined once it is gone. */
export async function placeOf(
  ctx: Pick<MemberCtx, 'db'>,
  { what, id }: Written,
): Promise<
  { readonly postId: string | null; readonly groupId: string | null; readonly isHeld: boolean } | undefined
> {
  if (what === 'post') {
    return ctx.db
      .selectFrom('posts')
      .select(['id as postId', 'groupId', sql<boolean>`held_at is not null`.as('isHeld')])
      .where('id', '=', id)
      .executeTakeFirst()
  }
  return ctx.db
    .selectFrom('comments')
    .leftJoin('posts', 'posts.id', 'comments.postId')
    .select(['comments.postId', 'posts.groupId', sql<boolean>`comments.held_at is not null`.as('isHeld')])
    .where('comments.id', '=', id)
    .executeTakeFirst()
}
