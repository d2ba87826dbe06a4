import { sql } from 'kysely'
import type { Ctx, MemberCtx } from '../context.ts'
import { can } from '../policy/permissions.ts'

export interface QueueEntry {
  readonly kind: 'application' | 'share' | 'follower' | 'comment' | 'commentChange'
  readonly id: string
  /** A name or a title to tell it by; may be empty. */
  readonly title: string
  /** The channel of ours that it is about; empty for whoever wants to join, and for an answer to allies. */
  readonly channel: string
  readonly since: Date
}

const channelOf = (table: string) =>
  sql`coalesce((select actors.name from channels join actors on actors.id = channels.actor_id
    where channels.id = ${sql.ref(`${table}.channel_id`)}), '')`

/** What waits for a moderator, said once: what is counted is what is listed. */
const waiting = sql<QueueEntry>`
  select 'application' as kind, id, coalesce(display_name, '') as title, '' as channel, created_at as since
    from applications where state = 'waiting'
  union all
  select 'share', id, title, ${channelOf('shares')}, coalesce(proposed_at, created_at)
    from shares where state = 'proposed'
  union all
  select 'follower', id, name, ${channelOf('followers')}, requested_at from followers where state = 'pending'
  union all
  select 'comment', id, actor_name, ${channelOf('remote_comments')}, received_at
    from remote_comments where state = 'waiting'
  union all
  select 'commentChange', remote_comments.id, change.actor_name, ${channelOf('remote_comments')}, change.received_at
    from remote_comment_changes change join remote_comments on remote_comments.id = change.remote_comment_id`

/** More than a volunteer gets through in one sitting; the rest moves up as she decides. */
const mostEntries = 100

/** The longest waiting first, in one statement; nothing for everybody but moderators. */
export async function readQueue(ctx: MemberCtx): Promise<QueueEntry[]> {
  if (!can(ctx.actor, 'queue.read')) return []
  const { rows } = await sql<QueueEntry>`${waiting} order by since, id limit ${mostEntries}`.execute(ctx.db)
  return rows
}

/** How many things wait for a moderator, in one statement; 0 for everybody else. */
export async function countToDo(ctx: Pick<Ctx, 'db' | 'actor'>): Promise<number> {
  if (!can(ctx.actor, 'queue.read')) return 0
  const { rows } = await sql<{
    count: number
  }>`select count(*)::int as count from (${waiting}) entry`.execute(ctx.db)
  return rows[0]?.count ?? 0
}
