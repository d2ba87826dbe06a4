import { sql } from 'kysely'
import type { Ctx } from '../context.ts'

/**
 * Deletes messages that are older than the community keeps them, conversations of which nothing is left, and notices
 * to authors of anonymous posts once the link to them is erased (P8). Gives the messages deleted.
 */
export async function purgeMessages(ctx: Pick<Ctx, 'db' | 'clock'>): Promise<number> {
  const now = ctx.clock.now()
  const { numAffectedRows } = await sql`delete from messages using community
    where messages.created_at <= ${now}::timestamptz - make_interval(days => community.message_days)`.execute(
    ctx.db,
  )
  // One that was begun this very moment has no message yet.
  await sql`delete from conversations
    where last_message_at <= ${now}::timestamptz - interval '1 day'
      and not exists (select 1 from messages where messages.conversation_id = conversations.id)`.execute(
    ctx.db,
  )
  await sql`delete from notifications
    where kind = 'message' and conversation_id is null
      and not exists (select 1 from anonymous_authors unsigned
        join conversations about on about.post_id = unsigned.post_id
        where unsigned.member_id = notifications.member_id)`.execute(ctx.db)
  return Number(numAffectedRows ?? 0n)
}
