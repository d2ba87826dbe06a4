import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { daysFrom } from '../days.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { isAuthor, visibleGroup } from '../policy/visibility.ts'
import type { FlagCategory } from './categories.ts'
import type { Written } from './things.ts'
import { readUndoable, type Undoable, undoMilliseconds } from './undoable.ts'

export interface Removal {
  readonly category: FlagCategory
  /** In the moderators' words; may be empty. */
  readonly reason: string
  readonly removedAt: Date
  /** What she wrote, Markdown, for her to keep; empty once it is emptied. */
  readonly body: string
  readonly language: string
  readonly anonymous: boolean
}

/**
 * Why something of hers was removed: for whoever wrote it, and for whoever was told so once nobody knows any more who
 * that was. Undefined for everybody else.
 */
export async function readOwnRemoval(ctx: MemberCtx, { what, id }: Written): Promise<Removal | undefined> {
  if (!can(ctx.actor, 'removal.read', 'author') || !couldBeId(id)) return undefined
  const column = sql.ref(`${what}_id`)
  const { rows } = await sql<Removal>`
    select removal.category, removal.reason, removal.removed_at, w.body, w.language, w.anonymous
    from removals removal join ${sql.table(`${what}s`)} w on w.id = removal.${column}
    where removal.${column} = ${id} and w.removed_at is not null
      and (${isAuthor(ctx, what, sql<string>`w.id`)} or exists (select 1 from notifications told
        where told.${column} = w.id and told.kind = 'post-removed'
          and told.member_id = ${ctx.actor.memberId}
          ${what === 'post' ? sql`and told.comment_id is null` : sql``}))`.execute(ctx.db)
  return rows[0]
}

export interface LatelyRemoved {
  readonly what: 'post' | 'comment'
  readonly id: string
  readonly category: FlagCategory
  readonly reason: string
  readonly removedAt: Date
  readonly body: string
  readonly language: string
  readonly groupName: string | null
}

const mostLately = 100

/**
 * What was removed within a day and can still be brought back, the newest first and at most 100: of groups this
 * moderator belongs to, and below allies' posts. Not who wrote it: that is no part of why it was removed.
 */
export async function readLatelyRemoved(ctx: MemberCtx): Promise<LatelyRemoved[]> {
  if (!can(ctx.actor, 'flag.decide')) return []
  const { rows } = await sql<LatelyRemoved>`
    select case when p.id is null then 'comment' else 'post' end as what, coalesce(p.id, c.id) as id,
      removal.category, removal.reason, removal.removed_at, coalesce(p.body, c.body) as body,
      coalesce(p.language, c.language) as language, g.name as group_name
    from removals removal
    left join posts p on p.id = removal.post_id
    left join comments c on c.id = removal.comment_id
    left join posts above on above.id = c.post_id
    left join groups g on g.id = coalesce(p.group_id, above.group_id)
    where removal.removed_at > ${daysFrom(ctx.clock.now(), -1)}
      and coalesce(p.removed_at, c.removed_at) is not null and coalesce(p.deleted_at, c.deleted_at) is null
      and (g.id is null or ${visibleGroup(ctx, sql<string>`g.id`)})
    order by removal.removed_at desc, removal.id limit ${mostLately}`.execute(ctx.db)
  return rows
}

/** A decision of hers that she can still take back; undefined once it is too late. */
export async function readUndo(ctx: MemberCtx, undoId: string): Promise<Undoable | undefined> {
  if (!couldBeId(undoId)) return undefined
  const row = await ctx.db
    .selectFrom('undos')
    .select('act')
    .where('id', '=', undoId)
    .where('moderatorId', '=', ctx.actor.memberId)
    .where('createdAt', '>=', new Date(ctx.clock.now().getTime() - undoMilliseconds))
    .executeTakeFirst()
  return row && readUndoable(row.act)
}
