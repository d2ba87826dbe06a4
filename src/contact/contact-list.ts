import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { shownName } from '../members/shown-name.ts'
import { cutPage, olderThan } from '../paging.ts'
import { can } from '../policy/permissions.ts'
import { moderatorsConversation, unreadFor } from './conversations.ts'
import { messagePageSize } from './queries.ts'

export interface ContactEntry {
  /** A member's id, or an anonymous post's. */
  readonly recipientId: string
  readonly kind: 'moderators' | 'author' | 'members'
  /** Null for a hidden account, and for the author of an anonymous post. */
  readonly name: string | null
  readonly lastMessageAt: Date
  readonly needsAnswer: boolean
}

export interface ContactList {
  /** What she has not read, the latest first; on every page. */
  readonly unread: readonly ContactEntry[]
  readonly read: readonly ContactEntry[]
  readonly older?: string
}

/** All conversations with the moderators, in two statements; nothing for everybody but moderators. */
export async function listContacts(
  ctx: MemberCtx,
  { before }: { readonly before?: string | undefined } = {},
): Promise<ContactList> {
  if (!can(ctx.actor, 'contact.answer')) return { unread: [], read: [] }
  const unread = await contacts(ctx).where(unreadFor(ctx, 'contact')).limit(messagePageSize).execute()
  const rows = await contacts(ctx)
    .where(sql<boolean>`not ${unreadFor(ctx, 'contact')}`)
    .where(olderThan(before, 'contact.last_message_at', 'contact.id'))
    .limit(messagePageSize + 1)
    .execute()
  const { rows: read, ...next } = cutPage(
    rows.map((row) => ({ ...row, createdAt: row.lastMessageAt })),
    messagePageSize,
  )
  return { unread, read, ...next }
}

const contacts = (ctx: MemberCtx) =>
  ctx.db
    .selectFrom('conversations as contact')
    .leftJoin('members as person', 'person.id', 'contact.memberId')
    .select(['contact.id', 'contact.kind', 'contact.lastMessageAt', 'contact.needsAnswer'])
    .select([
      sql<string>`coalesce(contact.member_id, contact.post_id)`.as('recipientId'),
      shownName('person').as('name'),
    ])
    .where(moderatorsConversation(ctx, 'contact'))
    .orderBy('contact.lastMessageAt', 'desc')
    .orderBy('contact.id', 'desc')
