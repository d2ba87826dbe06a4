import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { missing, type Result, refuse } from '../result.ts'
import type { Flaggable } from './things.ts'

/** What became of something that no longer waits; `gone` when its author took it away first. */
export type Outcome = 'kept' | 'removed' | 'released' | 'gone'

type Reader = Pick<MemberCtx, 'db' | 'actor'>

/** What to tell the second of two moderators: what the first decided. Missing for what never waited. */
export async function decidedAlready(ctx: Reader, thing: Flaggable): Promise<Result<never>> {
  const outcome = await readOutcome(ctx, thing)
  return outcome === undefined ? missing() : refuse({ kind: 'conflict', message: `queue.errors.${outcome}` })
}

/**
 * What was decided on something that moderators reviewed, without any of its words; undefined for what never waited
 * and for everybody but moderators. One statement.
 */
export async function readOutcome(ctx: Reader, { what, id }: Flaggable): Promise<Outcome | undefined> {
  if (!can(ctx.actor, 'flag.decide') || !couldBeId(id)) return undefined
  const flag = sql`flags.${sql.ref(what === 'allied-post' ? 'allied_post_id' : `${what}_id`)} = ${id}`
  const heldTable = what === 'allied-post' ? undefined : sql.table(`${what}s`)
  const { rows } = await sql<{ outcome: Outcome | null }>`select coalesce(
    (select case act->>'act' when 'allied-removed' then 'removed' else act->>'act' end from undos
      where act->'thing'->>'id' = ${id} or act->>'alliedPostId' = ${id} order by created_at desc limit 1),
    (select 'removed' from removals where removals.post_id = ${id} or removals.comment_id = ${id}),
    (select decision from flags where ${flag} and decided_at is not null order by decided_at desc limit 1),
    (select 'gone' from flags where ${flag} limit 1)
    ${heldTable ? sql`, (select 'gone' from ${heldTable} kept_back where id = ${id} and held_at is not null)` : sql``}
  ) as outcome`.execute(ctx.db)
  return rows[0]?.outcome ?? undefined
}
