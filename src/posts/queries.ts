import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { looksAfter } from '../groups/group-moderator.ts'
import { readersOf } from '../groups/queries.ts'
import { couldBeId } from '../ids.ts'
import { pictureJson, type StoredPicture } from '../media/queries.ts'
import { shownName } from '../members/shown-name.ts'
import { cutPage, olderThan } from '../paging.ts'
import { isAuthor, setAside, standing, visiblePost } from '../policy/visibility.ts'
import type { PostKind } from './kinds.ts'

export interface PostAttachment {
  readonly id: string
  readonly kind: 'document' | 'voice'
  readonly name: string
  readonly byteLength: number
  /** Of a spoken message. */
  readonly seconds: number | null
  readonly transcript: string
}

export interface PostView {
  readonly id: string
  readonly groupId: string
  readonly groupName: string
  readonly kind: PostKind
  /** Null when it was written without a name, and when the author is no longer here. */
  readonly author: string | null
  readonly isMine: boolean
  /** Written without a name: nobody is told by whom, moderators included (P8). */
  readonly anonymous: boolean
  /** Written for a woman without a phone. */
  readonly onBehalf: boolean
  /** Markdown as she typed it. */
  readonly body: string
  readonly language: string
  readonly createdAt: Date
  readonly editedAt: Date | null
  readonly expiresAt: Date | null
  /** Since when it waits for a moderator; only its author and moderators meet it then. */
  readonly heldAt: Date | null
  readonly pinnedAt: Date | null
  readonly pictures: readonly StoredPicture[]
  readonly attachments: readonly PostAttachment[]
  /** Comments that stand. */
  readonly comments: number
  /** Those among them that came since she last opened the thread; 0 when she never did. */
  readonly unread: number
  /** Written by somebody else since she last opened the group; false when she never did. */
  readonly isNew: boolean
}

export interface ThreadView extends PostView {
  /** How many active members can read the group. */
  readonly readers: number
  /** Whether the reader looks after the group, as every moderator does who can see it. */
  readonly looksAfter: boolean
}

export interface FeedPage {
  readonly posts: readonly PostView[]
  /** Where the next page begins, for `before`; absent on the last one. */
  readonly older?: string
}

export const feedPageSize = 20

/** The pictures of a post in their order, for queries that call it `p`. */
export const picturesOf = sql<
  StoredPicture[]
>`(select coalesce(json_agg(${pictureJson(sql`media.alt`)} order by post_images.position), '[]')
  from post_images join media on media.id = post_images.media_id where post_images.post_id = p.id)`

/** The documents and voice messages of a post in their order, for queries that call it `p`. */
export const attachmentsOf = sql<
  PostAttachment[]
>`(select coalesce(json_agg(json_build_object('id', attached.id,
    'kind', attached.kind, 'name', attached.name, 'byteLength', attached.byte_length,
    'seconds', attached.seconds, 'transcript', attached.transcript) order by attached.position), '[]')
  from attachments attached where attached.post_id = p.id)`

/** Posts that this reader may see, for queries that call them `p`; their groups are `groups`. */
export const postsOf = (ctx: MemberCtx) =>
  ctx.db
    .selectFrom('posts as p')
    .innerJoin('groups', 'groups.id', 'p.groupId')
    .leftJoin('postAuthors as author', 'author.postId', 'p.id')
    .leftJoin('members as writer', 'writer.id', 'author.memberId')
    .where(visiblePost(ctx, 'p'))
    .select(['p.id', 'p.groupId', 'p.kind', 'p.anonymous', 'p.onBehalf', 'p.body', 'p.language'])
    .select(['p.createdAt', 'p.editedAt', 'p.expiresAt', 'p.heldAt', 'p.pinnedAt'])
    .select(['groups.name as groupName', shownName('writer').as('author')])
    .select([
      isAuthor(ctx, 'post', sql.ref('p.id')).as('isMine'),
      picturesOf.as('pictures'),
      attachmentsOf.as('attachments'),
      sql<number>`(select count(*)::int from comments
        where comments.post_id = p.id and ${standing(ctx, 'comment', 'comments')})`.as('comments'),
      unread(ctx).as('unread'),
      isNew(ctx).as('isNew'),
    ])

const unread = ({ actor }: MemberCtx) =>
  sql<number>`(select count(*)::int from thread_reads reading
    left join comments mark on mark.id = reading.last_comment_id
    join comments fresh on fresh.post_id = reading.post_id
      and (fresh.created_at, fresh.id) > (coalesce(mark.created_at, '-infinity'), coalesce(mark.id, ''))
    where reading.member_id = ${actor.memberId} and reading.post_id = p.id
      and ${standing({ actor }, 'comment', 'fresh')}
      and not ${isAuthor({ actor }, 'comment', sql.ref('fresh.id'))})`

const isNew = ({ actor }: MemberCtx) =>
  sql<boolean>`(exists (select 1 from group_reads reading
      left join posts mark on mark.id = reading.last_post_id
      where reading.member_id = ${actor.memberId} and reading.group_id = p.group_id
        and (mark.id is null or (p.created_at, p.id) > (mark.created_at, mark.id)))
    and not ${isAuthor({ actor }, 'post', sql.ref('p.id'))})`

/** One page of a group, newest first, in one statement. A cursor that is none of ours means the first page. */
export async function readFeed(
  ctx: MemberCtx,
  groupId: string,
  { before }: { readonly before?: string | undefined } = {},
): Promise<FeedPage> {
  if (!couldBeId(groupId)) return { posts: [] }
  const rows = await postsOf(ctx)
    .where('p.groupId', '=', groupId)
    .where(olderThan(before, 'p.created_at', 'p.id'))
    .orderBy('p.createdAt', 'desc')
    .orderBy('p.id', 'desc')
    .limit(feedPageSize + 1)
    .execute()
  const { rows: posts, ...next } = cutPage(rows, feedPageSize)
  return { posts, ...next }
}

/** The newest posts of all groups this member can read, without those she set aside. */
export const latestPosts = (
  ctx: MemberCtx,
  { limit }: { readonly limit: number },
): Promise<readonly PostView[]> =>
  postsOf(ctx)
    .where(sql<boolean>`not ${setAside(ctx, sql.ref('p.group_id'))}`)
    .orderBy('p.createdAt', 'desc')
    .orderBy('p.id', 'desc')
    .limit(limit)
    .execute()

/** A post with what its own page says of its group, for queries that call it `p`. */
export const threadsOf = (ctx: MemberCtx) =>
  postsOf(ctx).select([
    readersOf(sql.ref('groups.id'), sql.ref('groups.access')).as('readers'),
    looksAfter(ctx, sql.ref('p.group_id')).as('looksAfter'),
  ])

/** A post with what its own page says of its group; undefined when there is none, or when it is not for her. */
export async function readPost(ctx: MemberCtx, postId: string): Promise<ThreadView | undefined> {
  if (!couldBeId(postId)) return undefined
  return threadsOf(ctx).where('p.id', '=', postId).executeTakeFirst()
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
