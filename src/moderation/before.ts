import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import type { Flaggable } from './things.ts'

/** What moderators decided earlier, in numbers. */
export interface Before {
  /** How many said something about this very thing, after which it was kept. */
  readonly kept: number
  /** What else was removed of what she wrote under her own name. */
  readonly removed: number
  /** Decisions about her: warned, muted, suspended. */
  readonly sanctions: number
  /** Notes of moderators about her that have not run out. */
  readonly notes: number
}

/**
 * What was decided before about a thing that waits, and about whoever wrote it. Of what is anonymous only the thing
 * itself counts, and nothing that she wrote anonymously counts anywhere else (P8); accounts that are hidden have no
 * numbers (P12). Undefined where there is nothing, and for everybody but moderators. One statement.
 */
export async function readBefore(ctx: MemberCtx, { what, id }: Flaggable): Promise<Before | undefined> {
  if (!can(ctx.actor, 'flag.decide') || !couldBeId(id)) return undefined
  const flagged = sql.ref(what === 'allied-post' ? 'allied_post_id' : `${what}_id`)
  const { rows } = await sql<Before>`
    with writer as (${what === 'allied-post' ? nobody : writerOf(what, id)})
    select
      (select count(*)::int from flags where ${flagged} = ${id} and decision = 'kept') as kept,
      (select count(*)::int from removals removal where
        exists (select 1 from posts gone join post_authors wrote on wrote.post_id = gone.id
          join writer on writer.id = wrote.member_id
          where gone.id = removal.post_id and gone.removed_at is not null and not gone.anonymous)
        or exists (select 1 from comments gone join comment_authors wrote on wrote.comment_id = gone.id
          join writer on writer.id = wrote.member_id
          where gone.id = removal.comment_id and gone.removed_at is not null and not gone.anonymous)) as removed,
      (select count(*)::int from sanctions decided join writer on writer.id = decided.member_id) as sanctions,
      (select count(*)::int from member_notes noted join writer on writer.id = noted.member_id
        where noted.expires_at > ${ctx.clock.now()}) as notes`.execute(ctx.db)
  const [before] = rows
  return before && Object.values(before).some((count) => count > 0) ? before : undefined
}

const nobody = sql`select null::text as id where false`

const writerOf = (what: 'post' | 'comment', id: string) => sql`
  select member.id from ${sql.table(`${what}s`)} written
    join ${sql.table(`${what}_authors`)} wrote on wrote.${sql.ref(`${what}_id`)} = written.id
    join members member on member.id = wrote.member_id
    where written.id = ${id} and not written.anonymous and member.status not in ('frozen', 'erased')`
