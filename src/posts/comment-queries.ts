import { type RawBuilder, sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { readersOf } from '../groups/queries.ts'
import { couldBeId } from '../ids.ts'
import { visibleAlliedThread, visiblePost } from '../policy/visibility.ts'
import { cutPage, decodeCursor } from '../paging.ts'

/** What is commented on: a post of a group here, or an ally's post. The comments stay here either way. */
export type CommentTarget =
  | { readonly postId: string; readonly alliedPostId?: never }
  | { readonly alliedPostId: string; readonly postId?: never }

export interface CommentView {
  readonly id: string
  readonly parentId: string | null
  /** Whom it answers; null for an answer to the post itself, and when nobody stands behind that comment any more. */
  readonly parentAuthor: string | null
  /** Null when deleted, and when the author is no longer here. */
  readonly author: string | null
  readonly isMine: boolean
  /** Markdown; empty when deleted. */
  readonly body: string
  readonly language: string
  readonly createdAt: Date
  readonly editedAt: Date | null
  readonly deletedAt: Date | null
}

export interface CommentPage {
  /** Oldest first. */
  readonly comments: readonly CommentView[]
  /** Where the comments before these end, for `before`; absent when these are all. */
  readonly older?: string
}

/** Where comments stand, for the pages that write them. */
export interface CommentPlace {
  readonly target: CommentTarget
  /** Null below an ally's post. */
  readonly groupName: string | null
  /** How many active members can read there. */
  readonly readers: number
}

export type CommentInPlace = CommentView & CommentPlace

export const commentPageSize = 200

const commentsOf = (ctx: MemberCtx) =>
  ctx.db
    .selectFrom('comments as comment')
    .leftJoin('commentAuthors as author', 'author.commentId', 'comment.id')
    .leftJoin('members as writer', 'writer.id', 'author.memberId')
    .leftJoin('commentAuthors as parentAuthor', 'parentAuthor.commentId', 'comment.parentId')
    .leftJoin('members as parentWriter', 'parentWriter.id', 'parentAuthor.memberId')
    .select(['comment.id', 'comment.parentId', 'comment.body', 'comment.language'])
    .select(['comment.createdAt', 'comment.editedAt', 'comment.deletedAt'])
    .select(['writer.displayName as author', 'parentWriter.displayName as parentAuthor'])
    .select(sql<boolean>`coalesce(author.member_id = ${ctx.actor.memberId}, false)`.as('isMine'))

/** True for comments below something the reader can see; for queries that call the table `comment`. */
export const visibleComment = (ctx: Pick<MemberCtx, 'actor' | 'clock'>): RawBuilder<boolean> =>
  sql<boolean>`(exists (select 1 from posts p where p.id = comment.post_id and ${visiblePost(ctx, 'p')})
    or exists (select 1 from allied_posts p
      where p.id = comment.allied_post_id and ${visibleAlliedThread(ctx, 'p')}))`

/**
 * The comments below a post that this member can see, in one statement: the newest 200, or those before a cursor of
 * the page after them. Deleted ones are among them, empty, for the answers that they carry.
 */
export async function readComments(
  ctx: MemberCtx,
  target: CommentTarget,
  { before }: { readonly before?: string | undefined } = {},
): Promise<CommentPage> {
  const targetId = target.postId ?? target.alliedPostId
  if (!couldBeId(targetId)) return { comments: [] }
  const cursor = decodeCursor(before)
  const rows = await commentsOf(ctx)
    .where(visibleTarget(ctx, target))
    .where(target.postId === undefined ? 'comment.alliedPostId' : 'comment.postId', '=', targetId)
    .$if(cursor !== undefined, (query) =>
      query.where(sql<boolean>`(comment.created_at, comment.id) < (${cursor?.at}, ${cursor?.id})`),
    )
    .orderBy('comment.createdAt', 'desc')
    .orderBy('comment.id', 'desc')
    .limit(commentPageSize + 1)
    .execute()
  const { rows: newestFirst, ...next } = cutPage(rows, commentPageSize)
  return { comments: newestFirst.toReversed(), ...next }
}

/** Asked of the target alone, so that the database judges it once and not for each comment. */
const visibleTarget = (ctx: MemberCtx, target: CommentTarget): RawBuilder<boolean> =>
  target.postId === undefined
    ? sql<boolean>`exists (select 1 from allied_posts p
        where p.id = ${target.alliedPostId} and ${visibleAlliedThread(ctx, 'p')})`
    : sql<boolean>`exists (select 1 from posts p where p.id = ${target.postId} and ${visiblePost(ctx, 'p')})`

/** A comment that is there and that this member can see, with its place. */
export async function readComment(ctx: MemberCtx, commentId: string): Promise<CommentInPlace | undefined> {
  if (!couldBeId(commentId)) return undefined
  const row = await commentsOf(ctx)
    .leftJoin('posts', 'posts.id', 'comment.postId')
    .leftJoin('groups', 'groups.id', 'posts.groupId')
    .select(['comment.postId', 'comment.alliedPostId', 'groups.name as groupName'])
    // What allies sent is read by all members, like a group that is open to all of them.
    .select(readersOf(sql.ref('groups.id'), sql<string>`coalesce(groups.access, 'members')`).as('readers'))
    .where('comment.id', '=', commentId)
    .where(visibleComment(ctx))
    .where('comment.deletedAt', 'is', null)
    .executeTakeFirst()
  if (!row) return undefined
  const { postId, alliedPostId, ...comment } = row
  if (postId !== null) return { ...comment, target: { postId } }
  if (alliedPostId !== null) return { ...comment, target: { alliedPostId } }
  return undefined
}

/** The place of comments on something this member can see; undefined when it is not there for her. */
export async function readTarget(ctx: MemberCtx, target: CommentTarget): Promise<CommentPlace | undefined> {
  if (!couldBeId(target.postId ?? target.alliedPostId)) return undefined
  const row = await ctx.db
    .selectFrom('community')
    .leftJoin('posts', (join) => join.on('posts.id', '=', target.postId ?? ''))
    .leftJoin('groups', 'groups.id', 'posts.groupId')
    .select('groups.name as groupName')
    .select(readersOf(sql.ref('groups.id'), sql<string>`coalesce(groups.access, 'members')`).as('readers'))
    .where(visibleTarget(ctx, target))
    .executeTakeFirst()
  return row && { ...row, target }
}
