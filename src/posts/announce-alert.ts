import { sql } from 'kysely'
import type { TransactionCtx } from '../context.ts'
import { notify } from '../notifications/notify.ts'

/** Each notice is a row of parameters, and a statement takes 65,535 of them. */
const batch = 1_000

/**
 * Tells everybody who reads the group of an alert about it, in the transaction that shows it: when it is posted, or
 * when a moderator releases one that was held. Whoever muted or left the group is left out. Of an anonymous alert its
 * author is told as well: a list that lacks one woman would point at her (P8).
 */
export async function announceAlert(ctx: TransactionCtx, postId: string): Promise<void> {
  const { rows } = await sql<{ id: string; groupId: string }>`
    select reader.id, place.id as group_id
    from posts alert join groups place on place.id = alert.group_id
      cross join members reader
    where alert.id = ${postId} and reader.status = 'active'
      and (place.access = 'members' or exists (select 1 from group_members belonging
        where belonging.group_id = place.id and belonging.member_id = reader.id))
      and not exists (select 1 from group_mutes muted
        where muted.group_id = place.id and muted.member_id = reader.id)
      and not exists (select 1 from group_departures departed
        where departed.group_id = place.id and departed.member_id = reader.id)
      and not exists (select 1 from post_authors author
        where author.post_id = alert.id and author.member_id = reader.id)
    order by reader.id`.execute(ctx.db)
  for (let start = 0; start < rows.length; start += batch) {
    const some = rows.slice(start, start + batch)
    const groupId = some[0]?.groupId
    if (groupId === undefined) return
    await notify(ctx, { kind: 'alert', memberIds: some.map(({ id }) => id), postId, groupId })
  }
}
