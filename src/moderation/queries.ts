import { sql } from 'kysely'
import type { Ctx } from '../context.ts'
import { isModerator } from '../context.ts'

/** How many things wait for a moderator, in one statement; 0 for everybody else. */
export async function countToDo(ctx: Pick<Ctx, 'db' | 'actor'>): Promise<number> {
  if (!isModerator(ctx.actor)) return 0
  const result = await sql<{ waiting: number }>`select (
    (select count(*) from applications where state = 'waiting')
    + (select count(*) from shares where state = 'proposed')
    + (select count(*) from followers where state = 'pending')
    + (select count(*) from remote_comments where state = 'waiting'))::int as waiting`.execute(ctx.db)
  return result.rows[0]?.waiting ?? 0
}
