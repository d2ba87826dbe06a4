import { type RawBuilder, sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { visibleGroup, visiblePost } from '../policy/visibility.ts'

/**
 * Remembers that this member looked at a group that she can see, up to its newest post. One statement, which writes
 * only when there is something new; to be called once the page's posts were read, for they say what was new to her.
 */
export async function visitGroup(ctx: MemberCtx, groupId: string): Promise<void> {
  if (couldBeId(groupId)) await markGroups(ctx, sql<boolean>`groups.id = ${groupId}`)
}

/** Marks those of some groups that she can see as read, up to their newest posts; `which` is about `groups`. */
export async function markGroups(
  ctx: Pick<MemberCtx, 'actor' | 'clock'> & { readonly db: Parameters<RawBuilder<unknown>['execute']>[0] },
  which: RawBuilder<boolean>,
): Promise<void> {
  await sql`
    insert into group_reads (member_id, group_id, last_post_id)
    select ${ctx.actor.memberId}, groups.id, (select p.id from posts p
      where p.group_id = groups.id and ${visiblePost(ctx, 'p')} order by p.created_at desc, p.id desc limit 1)
    from groups where ${which} and ${visibleGroup(ctx, sql.ref('groups.id'))}
    on conflict (member_id, group_id) do update set last_post_id = excluded.last_post_id
      where group_reads.last_post_id is distinct from excluded.last_post_id`.execute(ctx.db)
}
