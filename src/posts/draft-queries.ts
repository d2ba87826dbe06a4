import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { visibleGroup, visiblePost } from '../policy/visibility.ts'
import type { DraftFields } from './save-draft.ts'

export interface Draft {
  readonly fields: DraftFields
  readonly updatedAt: Date
}

export interface DraftInList extends Draft {
  readonly place: string
  /** The group it is for; null when that, or the post it answers, is no longer there for her. */
  readonly groupName: string | null
  readonly groupId: string | null
  /** The post that it answers, for a comment. */
  readonly postId: string | null
}

/** Her draft for a place; undefined when there is none. Nobody else's is ever read. */
export async function readDraft(
  ctx: Pick<MemberCtx, 'db' | 'actor'>,
  place: string,
): Promise<Draft | undefined> {
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

/** All her drafts, the newest first, in one statement. */
export async function listDrafts(ctx: MemberCtx): Promise<DraftInList[]> {
  const rows = await ctx.db
    .selectFrom('drafts')
    .leftJoin('posts as p', (join) =>
      join.on(sql<boolean>`p.id = case when drafts.place like 'comment:%' then substr(drafts.place, 9) end
        and ${visiblePost(ctx, 'p')}`),
    )
    .leftJoin('groups', (join) =>
      join.on(sql<boolean>`groups.id = case when drafts.place like 'group:%' then substr(drafts.place, 7)
        else p.group_id end and ${visibleGroup(ctx, sql.ref('groups.id'))}`),
    )
    .select(['drafts.place', 'drafts.fields', 'drafts.updatedAt'])
    .select(['groups.id as groupId', 'groups.name as groupName', 'p.id as postId'])
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
