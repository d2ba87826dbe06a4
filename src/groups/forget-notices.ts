import { type RawBuilder, sql } from 'kysely'
import type { TransactionCtx } from '../context.ts'

/**
 * Takes away the notices that speak of a group to those who may not know of it any more: one person who left it, or
 * everybody outside it. Not even their number is to tell that there is a group.
 */
export async function forgetNotices(
  ctx: Pick<TransactionCtx, 'db'>,
  groupId: string,
  memberId?: string,
): Promise<void> {
  const whose: RawBuilder<boolean> =
    memberId === undefined
      ? sql<boolean>`not exists (select 1 from group_members belonging
          where belonging.group_id = ${groupId} and belonging.member_id = notifications.member_id)`
      : sql<boolean>`notifications.member_id = ${memberId}`
  await sql`delete from notifications where ${whose} and (group_id = ${groupId}
    or post_id in (select id from posts where group_id = ${groupId})
    or comment_id in (select comments.id from comments join posts on posts.id = comments.post_id
      where posts.group_id = ${groupId}))`.execute(ctx.db)
}
