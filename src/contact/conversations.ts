import { type RawBuilder, sql } from 'kysely'
import { type Ctx, isModerator } from '../context.ts'
import { isAuthor, visibleGroup } from '../policy/visibility.ts'

/**
 * Predicates and addresses of conversations, for queries of any slice; `alias` is a row of conversations. There are
 * three kinds: a member with the moderators, the author of an anonymous post with the moderators (only the post is
 * named, P8), and two members.
 */

/** True for conversations that the reader takes part in, as herself or as one of the moderators. */
export const visibleConversation = (ctx: Pick<Ctx, 'actor'>, alias: string): RawBuilder<boolean> =>
  sql<boolean>`(${ownConversation(ctx, alias)} or ${moderatorsConversation(ctx, alias)})`

/**
 * True for conversations that the reader holds as herself. With another member only while the community has such
 * messages switched on.
 */
export function ownConversation(ctx: Pick<Ctx, 'actor'>, alias: string): RawBuilder<boolean> {
  if (ctx.actor.kind !== 'member') return sql<boolean>`false`
  const { memberId } = ctx.actor
  const column = columnsOf(alias)
  return sql<boolean>`case ${column('kind')}
    when 'moderators' then ${column('member_id')} = ${memberId}
    when 'author' then ${isAuthor(ctx, 'post', column('post_id'))}
    else ${memberId} in (${column('member_id')}, ${column('other_id')})
      and exists (select 1 from community where community.member_messages) end`
}

/**
 * True for conversations that the reader holds as one of the moderators: never her own with the others, and about an
 * anonymous post only where she can see its group, so that a hidden group stays hidden.
 */
export function moderatorsConversation(ctx: Pick<Ctx, 'actor'>, alias: string): RawBuilder<boolean> {
  if (ctx.actor.kind !== 'member' || !isModerator(ctx.actor)) return sql<boolean>`false`
  const { memberId } = ctx.actor
  const column = columnsOf(alias)
  return sql<boolean>`case ${column('kind')}
    when 'moderators' then ${column('member_id')} <> ${memberId}
    when 'author' then exists (select 1 from posts spoken_of where spoken_of.id = ${column('post_id')}
      and spoken_of.deleted_at is null and ${visibleGroup(ctx, sql.ref('spoken_of.group_id'))})
    else false end`
}

/** The address of a conversation for this reader; null for one that she takes no part in. */
export function conversationPath(ctx: Pick<Ctx, 'actor'>, alias: string): RawBuilder<string | null> {
  const column = columnsOf(alias)
  return sql<string | null>`case
    when ${ownConversation(ctx, alias)} then case ${column('kind')}
      when 'moderators' then '/contact'
      when 'author' then '/contact/posts/' || ${column('post_id')}
      else '/messages/' || ${column('id')} end
    when ${moderatorsConversation(ctx, alias)}
      then '/queue/contact/' || coalesce(${column('member_id')}, ${column('post_id')}) end`
}

/**
 * What members wrote to the moderators and nobody has answered or put aside, for the moderators' queue: rows of `id`
 * (her id, or an anonymous post's), `title` (her name; empty for a frozen account and for the author of an anonymous
 * post) and `since`. Its page is /queue/contact/:id.
 */
export const unansweredContact = (
  ctx: Pick<Ctx, 'actor'>,
): RawBuilder<{ id: string; title: string; since: Date }> => sql`
  select coalesce(contact.member_id, contact.post_id) as id,
    coalesce(case when asking.status not in ('frozen', 'erased') then asking.display_name end, '') as title,
    contact.last_message_at as since
  from conversations contact left join members asking on asking.id = contact.member_id
  where contact.needs_answer and ${moderatorsConversation(ctx, 'contact')}`

const columnsOf = (alias: string) => (name: string) => sql<string>`${sql.ref(`${alias}.${name}`)}`

/**
 * True where somebody else wrote after what the reader saw last. Once the mark's message is purged, all that is left
 * is newer.
 */
export function unreadFor(ctx: Pick<Ctx, 'actor'>, alias: string): RawBuilder<boolean> {
  if (ctx.actor.kind !== 'member') return sql<boolean>`false`
  const { memberId } = ctx.actor
  return sql<boolean>`exists (select 1 from messages fresh
    left join conversation_reads reading on reading.conversation_id = fresh.conversation_id
      and reading.member_id = ${memberId}
    left join messages mark on mark.id = reading.last_message_id
    where fresh.conversation_id = ${sql.ref(`${alias}.id`)}
      and fresh.author_id is distinct from ${memberId}
      and (mark.id is null or (fresh.created_at, fresh.id) > (mark.created_at, mark.id)))`
}
