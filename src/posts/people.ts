import { type RawBuilder, sql } from 'kysely'
import type { Ctx, TransactionCtx } from '../context.ts'
import { standing } from '../policy/visibility.ts'
import type { Person } from './mentions.ts'

/** More names than anybody looks through. */
const mostPeople = 50

/** A thread of a group or below an ally's post, by the column that names it. */
interface Thread {
  readonly column: 'post_id' | 'allied_post_id'
  readonly id: RawBuilder<string>
}

/**
 * Those who wrote in a thread under their names, what stands alone: only they can be mentioned there, and there is no
 * other list of members (P7). Whoever wrote without her name is not among them (P8).
 */
const peopleIn = (ctx: Pick<Ctx, 'actor'>, { column, id }: Thread): RawBuilder<Person> =>
  sql<Person>`select person.id, person.display_name as name from members person
    where person.status = 'active' and person.display_name_settled and person.id in (
      ${column === 'post_id' ? startedBy(id) : sql``}
      select wrote.member_id from comments said join comment_authors wrote on wrote.comment_id = said.id
      where said.${sql.ref(column)} = ${id} and ${standing(ctx, 'comment', 'said')})`

const startedBy = (postId: RawBuilder<string>): RawBuilder<unknown> =>
  sql`select started.member_id from post_authors started where started.post_id = ${postId} union`

/** Their names but the reader's own, for a column of the query around it. */
export function namesIn(ctx: Pick<Ctx, 'actor'>, thread: Thread): RawBuilder<string[]> {
  const readerId = ctx.actor.kind === 'member' ? ctx.actor.memberId : ''
  return sql<string[]>`(select coalesce(json_agg(known.name order by known.name), '[]') from (
    select people.name from (${peopleIn(ctx, thread)}) people
    where people.id <> ${readerId} order by people.name limit ${mostPeople}) known)`
}

/** Them, for finding out who is mentioned; of a post, or below an ally's. */
export async function readPeople(
  ctx: TransactionCtx,
  { postId, alliedPostId }: { readonly postId?: string; readonly alliedPostId?: string },
): Promise<Person[]> {
  const thread: Thread =
    postId === undefined
      ? { column: 'allied_post_id', id: sql`${alliedPostId ?? ''}` }
      : { column: 'post_id', id: sql`${postId}` }
  const { rows } = await peopleIn(ctx, thread).execute(ctx.db)
  return rows
}
