import { sql } from 'kysely'
import type { TransactionCtx } from '../context.ts'
import { nameKey } from '../members/names.ts'
import { notify } from '../notifications/notify.ts'

/** Whoever has so many unanswered questions is not asked more: her name must not be a way to disturb her. */
const mostUnanswered = 10

/**
 * Asks, privately, the member whom an applicant names. There is a row whether or not anybody has that name, and
 * somebody is told either way; when she was not meant it is taken back at once, so that the work is the same (P14).
 */
export async function askVoucher(
  ctx: TransactionCtx,
  { applicationId, name }: { readonly applicationId: string; readonly name: string },
): Promise<void> {
  const found = await findNamed(ctx, name)
  const memberId = found?.isNamed ? found.id : null
  await ctx.db.insertInto('vouches').values({ applicationId, memberId, askedAt: ctx.clock.now() }).execute()
  await sql`savepoint asked`.execute(ctx.db)
  await notify(ctx, { kind: 'vouch-asked', memberIds: found ? [found.id] : [] })
  if (memberId === null) await sql`rollback to savepoint asked`.execute(ctx.db)
  else await sql`release savepoint asked`.execute(ctx.db)
}

/** The active member of that name, or else any other one. */
async function findNamed(
  ctx: TransactionCtx,
  name: string,
): Promise<{ id: string; isNamed: boolean } | undefined> {
  const { rows } = await sql<{ id: string; isNamed: boolean }>`select id, is_named from (
    (select named.id, true as is_named from members named
      where named.display_name_key = ${nameKey(name)} and named.display_name_settled and named.status = 'active'
        and (select count(*) from vouches asked
          where asked.member_id = named.id and asked.answer is null) < ${mostUnanswered})
    union all
    (select anybody.id, false from members anybody where anybody.status = 'active' limit 1)
  ) found order by is_named desc limit 1`.execute(ctx.db)
  return rows[0]
}
