import { sql } from 'kysely'
import { conversationPath } from '../contact/conversations.ts'
import type { Ctx, MemberCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { cutPage, olderThan } from '../paging.ts'
import { standing, visibleAlliedThread, visibleGroup, visiblePost } from '../policy/visibility.ts'
import type { NotificationKind } from './kinds.ts'

/** What a notice is about, as far as its reader may see it at this moment. */
export interface NoticeView {
  readonly id: string
  readonly kind: NotificationKind
  readonly createdAt: Date
  readonly seen: boolean
  /** A post and an ally's post that she may open; a comment that stands below one. */
  readonly postId: string | null
  readonly alliedPostId: string | null
  readonly commentId: string | null
  /** Where a conversation of hers is read. */
  readonly conversationPath: string | null
  /** A group that she may open. */
  readonly groupId: string | null
  /** Null for a group whose existence is denied to her. */
  readonly groupName: string | null
  /** Words of hers that moderators took away: she may read why, although nobody sees them. */
  readonly removed: { readonly what: 'post' | 'comment'; readonly id: string } | null
  /** The words that it is about are not there for her any more. */
  readonly isGone: boolean
}

export interface NoticePage {
  readonly notices: readonly NoticeView[]
  /** Where the next page begins, for `before`; absent on the last one. */
  readonly older?: string
}

const pageSize = 30

/** What this member was told, newest first, in one statement. A cursor that is none of ours means the first page. */
export async function listNotices(ctx: MemberCtx, before?: string): Promise<NoticePage> {
  const rows = await noticesOf(ctx)
    .where(olderThan(before, 'n.created_at', 'n.id'))
    .orderBy('n.createdAt', 'desc')
    .orderBy('n.id', 'desc')
    .limit(pageSize + 1)
    .execute()
  const { rows: kept, older } = cutPage(rows, pageSize)
  return { notices: kept.map(viewOf), ...(older === undefined ? {} : { older }) }
}

/** One notice of hers. */
export async function readNotice(ctx: MemberCtx, noticeId: string): Promise<NoticeView | undefined> {
  if (!couldBeId(noticeId)) return undefined
  const row = await noticesOf(ctx).where('n.id', '=', noticeId).executeTakeFirst()
  return row && viewOf(row)
}

/** How much she has not seen yet; more than nine is as much as ten, and costs no more to count. */
export async function countUnseen(ctx: Pick<Ctx, 'db' | 'actor'>): Promise<number> {
  if (ctx.actor.kind !== 'member') return 0
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from (
    select 1 from notifications where member_id = ${ctx.actor.memberId} and not seen limit 10) unseen`.execute(
    ctx.db,
  )
  return rows[0]?.count ?? 0
}

const noticesOf = (ctx: MemberCtx) =>
  ctx.db
    .selectFrom('notifications as n')
    .leftJoin('comments as comment', 'comment.id', 'n.commentId')
    .leftJoin('posts as p', 'p.id', 'n.postId')
    .leftJoin('conversations as talk', 'talk.id', 'n.conversationId')
    .leftJoin('groups as g', (join) => join.on(sql<boolean>`g.id = coalesce(p.group_id, n.group_id)`))
    .select(['n.id', 'n.kind', 'n.createdAt', 'n.seen', 'n.conversationId', 'n.commentId', 'n.postId'])
    .select([
      'comment.alliedPostId',
      conversationPath(ctx, 'talk').as('conversationPath'),
      'g.id as groupId',
      'g.name as groupName',
      sql<boolean>`coalesce(${visiblePost(ctx, 'p')}, false)`.as('seesPost'),
      sql<boolean>`exists (select 1 from allied_posts allied_thread
        where allied_thread.id = comment.allied_post_id and ${visibleAlliedThread(ctx, 'allied_thread')})`.as(
        'seesAllied',
      ),
      sql<boolean>`coalesce(${standing(ctx, 'comment', 'comment')}, false)`.as('seesComment'),
      sql<boolean>`${visibleGroup(ctx, sql.ref('g.id'))}`.as('seesGroup'),
      sql<boolean>`coalesce(g.access = 'hidden', false)`.as('isHiddenGroup'),
    ])
    .where('n.memberId', '=', ctx.actor.memberId)

type Row = Awaited<ReturnType<ReturnType<typeof noticesOf>['execute']>>[number]

function viewOf(row: Row): NoticeView {
  const { id, kind, createdAt, seen } = row
  const isAboutWords = row.postId !== null || row.commentId !== null
  const seesThread = row.seesPost || row.seesAllied
  const seesWords = seesThread && (row.commentId === null || row.seesComment)
  return {
    ...{ id, kind, createdAt, seen, conversationPath: row.conversationPath },
    postId: row.seesPost ? row.postId : null,
    alliedPostId: row.seesAllied ? row.alliedPostId : null,
    commentId: seesWords ? row.commentId : null,
    removed: kind === 'post-removed' ? removedOf(row) : null,
    groupId: row.seesGroup ? row.groupId : null,
    groupName: row.isHiddenGroup && !row.seesGroup ? null : row.groupName,
    isGone: (isAboutWords && !seesWords) || (row.conversationId !== null && row.conversationPath === null),
  }
}

function removedOf({ postId, commentId }: Pick<Row, 'postId' | 'commentId'>): NoticeView['removed'] {
  if (commentId !== null) return { what: 'comment', id: commentId }
  return postId === null ? null : { what: 'post', id: postId }
}
