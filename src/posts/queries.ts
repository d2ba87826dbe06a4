import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { readersOf } from '../groups/queries.ts'
import { couldBeId } from '../ids.ts'
import { visiblePost } from '../policy/visibility.ts'
import { cutPage, decodeCursor } from '../paging.ts'

export interface PostPicture {
  readonly id: string
  readonly width: number
  readonly height: number
  readonly alt: string
}

export interface PostView {
  readonly id: string
  readonly groupId: string
  readonly groupName: string
  /** Null when the author is no longer here. */
  readonly author: string | null
  readonly isMine: boolean
  /** Markdown as she typed it. */
  readonly body: string
  readonly language: string
  readonly createdAt: Date
  readonly editedAt: Date | null
  readonly pictures: readonly PostPicture[]
  /** Comments that were not deleted. */
  readonly comments: number
}

export interface ThreadView extends PostView {
  /** How many active members can read the group. */
  readonly readers: number
}

export interface FeedPage {
  readonly posts: readonly PostView[]
  /** Where the next page begins, for `before`; absent on the last one. */
  readonly older?: string
}

export const feedPageSize = 20

const postsOf = (ctx: MemberCtx) =>
  ctx.db
    .selectFrom('posts as p')
    .innerJoin('groups', 'groups.id', 'p.groupId')
    .leftJoin('postAuthors as author', 'author.postId', 'p.id')
    .leftJoin('members as writer', 'writer.id', 'author.memberId')
    .where(visiblePost(ctx, 'p'))
    .select(['p.id', 'p.groupId', 'p.body', 'p.language', 'p.createdAt', 'p.editedAt'])
    .select(['groups.name as groupName', 'writer.displayName as author'])
    .select([
      sql<boolean>`coalesce(author.member_id = ${ctx.actor.memberId}, false)`.as('isMine'),
      sql<PostPicture[]>`(select coalesce(json_agg(json_build_object('id', media.id, 'width', media.width,
          'height', media.height, 'alt', media.alt) order by post_images.position), '[]')
        from post_images join media on media.id = post_images.media_id where post_images.post_id = p.id)`.as(
        'pictures',
      ),
      sql<number>`(select count(*)::int from comments
        where comments.post_id = p.id and comments.deleted_at is null)`.as('comments'),
    ])

/** One page of a group, newest first, in one statement. A cursor that is none of ours means the first page. */
export async function readFeed(
  ctx: MemberCtx,
  groupId: string,
  { before }: { readonly before?: string | undefined } = {},
): Promise<FeedPage> {
  if (!couldBeId(groupId)) return { posts: [] }
  const cursor = decodeCursor(before)
  const rows = await postsOf(ctx)
    .where('p.groupId', '=', groupId)
    .$if(cursor !== undefined, (query) =>
      query.where(sql<boolean>`(p.created_at, p.id) < (${cursor?.at}, ${cursor?.id})`),
    )
    .orderBy('p.createdAt', 'desc')
    .orderBy('p.id', 'desc')
    .limit(feedPageSize + 1)
    .execute()
  const { rows: posts, ...next } = cutPage(rows, feedPageSize)
  return { posts, ...next }
}

/** The newest posts of all groups this member can read. */
export const latestPosts = (
  ctx: MemberCtx,
  { limit }: { readonly limit: number },
): Promise<readonly PostView[]> =>
  postsOf(ctx).orderBy('p.createdAt', 'desc').orderBy('p.id', 'desc').limit(limit).execute()

/** A post with what its own page says of its group; undefined when there is none, or when it is not for her. */
export async function readPost(ctx: MemberCtx, postId: string): Promise<ThreadView | undefined> {
  if (!couldBeId(postId)) return undefined
  return postsOf(ctx)
    .select(readersOf(sql.ref('groups.id'), sql.ref('groups.access')).as('readers'))
    .where('p.id', '=', postId)
    .executeTakeFirst()
}

/**
 * What this member shares from a post of hers: whether something is outside still, and whether something is on its way
 * there, which ends with the post.
 */
export async function readSharing(
  ctx: MemberCtx,
  postId: string,
): Promise<{ readonly isOut: boolean; readonly isPending: boolean }> {
  const shares = await ctx.db
    .selectFrom('shares')
    .innerJoin('shareAuthors', 'shareAuthors.shareId', 'shares.id')
    .leftJoin('editions', 'editions.id', 'shares.editionId')
    .select((eb) => [
      eb.and([eb('editions.id', 'is not', null), eb('editions.withdrawnOn', 'is', null)]).as('isOut'),
      eb('shares.state', 'in', ['draft', 'proposed', 'returned']).as('isPending'),
    ])
    .where('shares.postId', '=', postId)
    .where('shareAuthors.memberId', '=', ctx.actor.memberId)
    .execute()
  return {
    isOut: shares.some(({ isOut }) => isOut),
    isPending: shares.some(({ isPending }) => isPending),
  }
}
