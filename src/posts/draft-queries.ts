import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { visibleAlliedThread, visibleComment, visibleGroup, visiblePost } from '../policy/visibility.ts'
import type { DraftFields } from './save-draft.ts'
import { readWritingPlace } from './writing-places.ts'

export interface Draft {
  readonly fields: DraftFields
  readonly updatedAt: Date
}

export interface DraftInList extends Draft {
  readonly place: string
  /** The group it is for; null when that, or the post it answers, is no longer there for her. */
  readonly groupName: string | null
  readonly groupId: string | null
  /** The post that it is about or stands below. */
  readonly postId: string | null
  /** The same, where an ally published it. */
  readonly alliedPostId: string | null
  /** The comment that it answers or changes. */
  readonly commentId: string | null
}

/** Her draft for a place; undefined when there is none. Nobody else's is ever read. */
export async function readDraft(
  ctx: Pick<MemberCtx, 'db' | 'actor'>,
  place: string,
): Promise<Draft | undefined> {
  if (!readWritingPlace(place)) return undefined
  const row = await ctx.db
    .selectFrom('drafts')
    .select(['fields', 'updatedAt'])
    .where('memberId', '=', ctx.actor.memberId)
    .where('place', '=', place)
    .executeTakeFirst()
  return row ? { ...row, fields: fieldsOf(row.fields) } : undefined
}

/** More places than anybody writes in at once. */
const mostDrafts = 100

const kind = sql<string>`split_part(drafts.place, ':', 1)`
const id = sql<string>`split_part(drafts.place, ':', 2)`

/** All her drafts, the newest first, in one statement. */
export async function listDrafts(ctx: MemberCtx): Promise<DraftInList[]> {
  const rows = await ctx.db
    .selectFrom('drafts')
    .leftJoin('comments as comment', (join) =>
      join.on(sql<boolean>`comment.id = case when ${kind} in ('reply', 'edit-comment') then ${id} end
        and ${visibleComment(ctx, 'comment')}`),
    )
    .leftJoin('posts as p', (join) =>
      join.on(sql<boolean>`p.id = case when ${kind} in ('comment', 'edit-post') then ${id}
        else comment.post_id end and ${visiblePost(ctx, 'p')}`),
    )
    .leftJoin('groups', (join) =>
      join.on(sql<boolean>`groups.id = case when ${kind} = 'group' then ${id}
        else p.group_id end and ${visibleGroup(ctx, sql.ref('groups.id'))}`),
    )
    .leftJoin('alliedPosts as ally', (join) =>
      join.on(sql<boolean>`ally.id = case when ${kind} = 'allied' then ${id} else comment.allied_post_id end
        and ${visibleAlliedThread(ctx, 'ally')}`),
    )
    .select(['drafts.place', 'drafts.fields', 'drafts.updatedAt'])
    .select([
      'groups.id as groupId',
      'groups.name as groupName',
      'p.id as postId',
      'comment.id as commentId',
      'ally.id as alliedPostId',
    ])
    .where('drafts.memberId', '=', ctx.actor.memberId)
    .orderBy('drafts.updatedAt', 'desc')
    .orderBy('drafts.place')
    .limit(mostDrafts)
    .execute()
  return rows.map((row) => ({ ...row, fields: fieldsOf(row.fields) }))
}

/** As the form gave them; whatever else may stand in the column is left out. */
function fieldsOf(stored: unknown): DraftFields {
  if (typeof stored !== 'object' || stored === null) return {}
  return Object.fromEntries(
    Object.entries(stored).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
