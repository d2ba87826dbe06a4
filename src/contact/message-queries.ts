import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { shownName } from '../members/shown-name.ts'
import { cutPage, olderThan } from '../paging.ts'
import { ownConversation, unreadFor } from './conversations.ts'
import { messagePageSize } from './queries.ts'

export interface ThreadEntry {
  readonly id: string
  /** Null for an account that is hidden. */
  readonly name: string | null
  readonly lastMessageAt: Date
  readonly isUnread: boolean
  /** She does not let the other write to her. */
  readonly isBlocked: boolean
}

/** Her threads with other members, the latest first; none while the community has no such messages. */
export async function listThreads(
  ctx: MemberCtx,
  { before }: { readonly before?: string | undefined } = {},
): Promise<{ readonly threads: readonly ThreadEntry[]; readonly older?: string }> {
  const rows = await threadsOf(ctx)
    .where(olderThan(before, 'held.last_message_at', 'held.id'))
    .orderBy('held.lastMessageAt', 'desc')
    .orderBy('held.id', 'desc')
    .limit(messagePageSize + 1)
    .execute()
  const { rows: threads, ...next } = cutPage(
    rows.map((row) => ({ ...row, createdAt: row.lastMessageAt })),
    messagePageSize,
  )
  return { threads, ...next }
}

/** One thread of hers with another member. */
export const readThread = async (ctx: MemberCtx, conversationId: string): Promise<ThreadEntry | undefined> =>
  couldBeId(conversationId)
    ? threadsOf(ctx).where('held.id', '=', conversationId).executeTakeFirst()
    : undefined

const threadsOf = (ctx: MemberCtx) =>
  ctx.db
    .selectFrom('conversations as held')
    .innerJoin('members as other', (join) =>
      join.on(
        sql<boolean>`other.id = case held.member_id when ${ctx.actor.memberId} then held.other_id else held.member_id end`,
      ),
    )
    .select(['held.id', 'held.lastMessageAt', shownName('other').as('name')])
    .select([
      unreadFor(ctx, 'held').as('isUnread'),
      sql<boolean>`exists (select 1 from conversation_blocks blocked
        where blocked.member_id = ${ctx.actor.memberId} and blocked.blocked_id = other.id)`.as('isBlocked'),
    ])
    .where('held.kind', '=', 'members')
    .where(ownConversation(ctx, 'held'))
