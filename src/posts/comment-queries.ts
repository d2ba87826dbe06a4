import { type RawBuilder, sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { looksAfter } from '../groups/group-moderator.ts'
import { readersOf } from '../groups/queries.ts'
import { couldBeId } from '../ids.ts'
import { shownName } from '../members/shown-name.ts'
import { cutPage, encodeCursor, olderThan } from '../paging.ts'
import { isAuthor, standing, visibleAlliedThread, visibleComment, visiblePost } from '../policy/visibility.ts'
import type { Mark } from '../reading/marks.ts'
import { namesIn } from './people.ts'
import { myReactionTo, type Reactions, reactionsOf } from './reactions.ts'

/** What is commented on: a post of a group here, or an ally's post. The comments stay here either way. */
export type CommentTarget =
  | { readonly postId: string; readonly alliedPostId?: never }
  | { readonly alliedPostId: string; readonly postId?: never }

export interface CommentView extends Reactions {
  readonly id: string
  readonly parentId: string | null
  /** Whom it answers; null for an answer to the post itself, and when nobody stands behind that comment any more. */
  readonly parentAuthor: string | null
  readonly parentAnonymous: boolean
  /** Null when it is gone, when it was written without a name, and when the author is no longer here. */
  readonly author: string | null
  readonly isMine: boolean
  /** Written without a name by the author of the anonymous post above (P8). */
  readonly anonymous: boolean
  /** Markdown; empty when gone. */
  readonly body: string
  readonly language: string
  readonly createdAt: Date
  readonly editedAt: Date | null
  /** Since when it waits for a moderator; only its author and moderators meet it then. */
  readonly heldAt: Date | null
  /** Deleted, removed, or held and not for this reader: nobody can tell which. Its place stays for the answers. */
  readonly isGone: boolean
  /** The names it calls that are shown. */
  readonly mentions: readonly string[]
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
  /** Whether the reader looks after the group. */
  readonly looksAfter: boolean
  /** Whether the post above was written without a name, and whether the reader is known to have written it. */
  readonly anonymity: Anonymity
  /** The names that can be mentioned there. */
  readonly names: readonly string[]
}

/** What a comment's form has to say about her name: nothing, that it shows, or that it is hers to leave out. */
export type Anonymity = 'none' | 'others' | 'hers'

export type CommentInPlace = CommentView & CommentPlace

export const commentPageSize = 200

const commentsOf = (ctx: MemberCtx) => {
  const stands = standing(ctx, 'comment', 'comment')
  return ctx.db
    .selectFrom('comments as comment')
    .leftJoin('commentAuthors as author', 'author.commentId', 'comment.id')
    .leftJoin('members as writer', 'writer.id', 'author.memberId')
    .leftJoin('comments as parent', (join) =>
      join.onRef('parent.id', '=', 'comment.parentId').on(standing(ctx, 'comment', 'parent')),
    )
    .leftJoin('commentAuthors as parentAuthor', 'parentAuthor.commentId', 'parent.id')
    .leftJoin('members as parentWriter', 'parentWriter.id', 'parentAuthor.memberId')
    .select(['comment.id', 'comment.parentId', 'comment.language', 'comment.createdAt', 'comment.anonymous'])
    .select([
      sql<string>`case when ${stands} then comment.body else '' end`.as('body'),
      sql<Date | null>`case when ${stands} then comment.edited_at end`.as('editedAt'),
      sql<Date | null>`case when ${stands} then comment.held_at end`.as('heldAt'),
      sql<boolean>`not ${stands}`.as('isGone'),
      sql<string | null>`case when ${stands} then ${shownName('writer')} end`.as('author'),
      shownName('parentWriter').as('parentAuthor'),
      sql<boolean>`coalesce(parent.anonymous, false)`.as('parentAnonymous'),
      isAuthor(ctx, 'comment', sql.ref('comment.id')).as('isMine'),
      reactionsOf('comment', sql.ref('comment.id')).as('reactions'),
      myReactionTo(ctx, 'comment', sql.ref('comment.id')).as('myReaction'),
      mentions.as('mentions'),
    ])
}

const mentions = sql<string[]>`(select coalesce(json_agg(${shownName('called')}), '[]') from comment_mentions
  join members called on called.id = comment_mentions.member_id and called.status not in ('frozen', 'erased')
  where comment_mentions.comment_id = comment.id)`

/**
 * The comments below a post that this member can see, in one statement: the newest 200, or those before a cursor of
 * the page after them. Those that are gone are among them, empty, for the answers that they carry.
 */
export async function readComments(
  ctx: MemberCtx,
  target: CommentTarget,
  { before }: { readonly before?: string | undefined } = {},
): Promise<CommentPage> {
  const targetId = target.postId ?? target.alliedPostId
  if (!couldBeId(targetId)) return { comments: [] }
  const rows = await commentsOf(ctx)
    .where(visibleTarget(ctx, target))
    .where(target.postId === undefined ? 'comment.alliedPostId' : 'comment.postId', '=', targetId)
    .where(olderThan(before, 'comment.created_at', 'comment.id'))
    .orderBy('comment.createdAt', 'desc')
    .orderBy('comment.id', 'desc')
    .limit(commentPageSize + 1)
    .execute()
  const { rows: newestFirst, ...next } = cutPage(rows, commentPageSize)
  return { comments: newestFirst.toReversed(), ...next }
}

/**
 * The page of a thread that holds a comment, for `before`: undefined for the newest page, and for a comment that stands
 * elsewhere. Whether she may see the thread is asked by whoever reads that page.
 */
export async function pageOfComment(
  ctx: Pick<MemberCtx, 'db'>,
  target: CommentTarget,
  commentId: string,
): Promise<string | undefined> {
  const targetId = target.postId ?? target.alliedPostId
  if (!couldBeId(targetId) || !couldBeId(commentId)) return undefined
  const column = sql.ref(target.postId === undefined ? 'allied_post_id' : 'post_id')
  const { rows } = await sql<{ id: string; createdAt: Date }>`
    with wanted as (select created_at, id from comments where id = ${commentId} and ${column} = ${targetId}),
      newer as (select comment.created_at, comment.id from comments comment, wanted
        where comment.${column} = ${targetId} and (comment.created_at, comment.id) > (wanted.created_at, wanted.id)),
      amount as (select count(*)::int / ${commentPageSize}::int * ${commentPageSize}::int as before from newer)
    select newer.id, newer.created_at from newer, amount where amount.before > 0
    order by newer.created_at desc, newer.id desc
    offset (select greatest(before - 1, 0) from amount) limit 1`.execute(ctx.db)
  const [last] = rows
  return last && encodeCursor({ at: last.createdAt, id: last.id })
}

/** The first comment by others since a mark, and how many there are, for her who did not read them. */
export async function readFirstSince(
  ctx: MemberCtx,
  postId: string,
  mark: Mark | null,
): Promise<{ readonly firstId: string; readonly count: number } | undefined> {
  const isSince = mark ? sql<boolean>`(comment.created_at, comment.id) > (${mark.at}, ${mark.id})` : sql`true`
  const { rows } = await sql<{ firstId: string; count: number }>`
    select comment.id as first_id, count(*) over ()::int as count from comments comment
    where comment.post_id = ${postId} and ${visibleTarget(ctx, { postId })} and ${isSince}
      and ${standing(ctx, 'comment', 'comment')} and not ${isAuthor(ctx, 'comment', sql.ref('comment.id'))}
    order by comment.created_at, comment.id limit 1`.execute(ctx.db)
  return rows[0]
}

/** The answer that a question's author accepted, wherever in the thread it stands; for whoever can see it. */
export async function readAcceptedAnswer(ctx: MemberCtx, postId: string): Promise<CommentView | undefined> {
  if (!couldBeId(postId)) return undefined
  return commentsOf(ctx)
    .where(visibleTarget(ctx, { postId }))
    .where('comment.id', '=', sql<string>`(select accepted_comment_id from posts where id = ${postId})`)
    .where(standing(ctx, 'comment', 'comment'))
    .executeTakeFirst()
}

/** Asked of the target alone, so that the database judges it once and not for each comment. */
const visibleTarget = (ctx: MemberCtx, target: CommentTarget): RawBuilder<boolean> =>
  target.postId === undefined
    ? sql<boolean>`exists (select 1 from allied_posts p
        where p.id = ${target.alliedPostId} and ${visibleAlliedThread(ctx, 'p')})`
    : sql<boolean>`exists (select 1 from posts p where p.id = ${target.postId} and ${visiblePost(ctx, 'p')})`

/** A comment that stands and that this member can see, with its place. */
export async function readComment(ctx: MemberCtx, commentId: string): Promise<CommentInPlace | undefined> {
  if (!couldBeId(commentId)) return undefined
  const row = await commentsOf(ctx)
    .leftJoin('posts', 'posts.id', 'comment.postId')
    .leftJoin('groups', 'groups.id', 'posts.groupId')
    .select(['comment.postId', 'comment.alliedPostId'])
    .select(placeColumns(ctx, sql.ref('comment.allied_post_id')))
    .where('comment.id', '=', commentId)
    .where(visibleComment(ctx, 'comment'))
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
    .select(placeColumns(ctx, sql`${target.alliedPostId ?? ''}`))
    .where(visibleTarget(ctx, target))
    .executeTakeFirst()
  return row && { ...row, target }
}

/** What allies sent is read by all members, like a group that is open to all of them. */
const placeColumns = (ctx: MemberCtx, alliedPostId: RawBuilder<string>) => [
  sql<string | null>`groups.name`.as('groupName'),
  readersOf(sql.ref('groups.id'), sql<string>`coalesce(groups.access, 'members')`).as('readers'),
  sql<boolean>`(posts.id is not null and ${looksAfter(ctx, sql.ref('posts.group_id'))})`.as('looksAfter'),
  sql<Anonymity>`case when not coalesce(posts.anonymous, false) then 'none'
    when ${isAuthor(ctx, 'post', sql.ref('posts.id'))} then 'hers' else 'others' end`.as('anonymity'),
  sql<string[]>`case when posts.id is null
    then ${namesIn(ctx, { column: 'allied_post_id', id: alliedPostId })}
    else ${namesIn(ctx, { column: 'post_id', id: sql.ref('posts.id') })} end`.as('names'),
]
