import { type RawBuilder, sql } from 'kysely'
import type { Ctx, MemberCtx } from '../context.ts'
import { shownName } from '../members/shown-name.ts'
import { cutPage, olderThan } from '../paging.ts'
import { isAuthor } from '../policy/visibility.ts'
import { visibleConversation } from './conversations.ts'

export interface MessageView {
  readonly id: string
  /** Who of the moderators wrote is told to moderators alone; null for everybody else, and for who is not to be named. */
  readonly author: string | null
  readonly isMine: boolean
  readonly fromModerators: boolean
  /** Markdown. */
  readonly body: string
  readonly createdAt: Date
}

export interface MessagePage {
  /** Oldest first. */
  readonly messages: readonly MessageView[]
  readonly older?: string
}

export const messagePageSize = 50

/** Whether members may write to each other, and how long messages stay. */
export const readMessageSettings = (
  ctx: Pick<Ctx, 'db'>,
): Promise<{ readonly memberMessages: boolean; readonly messageDays: number }> =>
  ctx.db.selectFrom('community').select(['memberMessages', 'messageDays']).executeTakeFirstOrThrow()

/** From which side a conversation is read: as herself, or as one of the moderators, who know each other's names. */
export type Side = 'self' | 'moderators'

/** One page of a conversation that she takes part in, the newest first page first, in one statement. */
export async function readMessages(
  ctx: MemberCtx,
  conversationId: string,
  side: Side,
  { before }: { readonly before?: string | undefined } = {},
): Promise<MessagePage> {
  const { memberId } = ctx.actor
  const rows = await ctx.db
    .selectFrom('messages as message')
    .innerJoin('conversations as held', 'held.id', 'message.conversationId')
    .leftJoin('members as writer', 'writer.id', 'message.authorId')
    .select(['message.id', 'message.fromModerators', 'message.body', 'message.createdAt'])
    .select([authorFor(side).as('author'), mineFor(memberId, side).as('isMine')])
    .where('message.conversationId', '=', conversationId)
    .where(visibleConversation(ctx, 'held'))
    .where(olderThan(before, 'message.created_at', 'message.id'))
    .orderBy('message.createdAt', 'desc')
    .orderBy('message.id', 'desc')
    .limit(messagePageSize + 1)
    .execute()
  const { rows: newestFirst, ...next } = cutPage(rows, messagePageSize)
  return { messages: newestFirst.toReversed(), ...next }
}

/** To a member the moderators are one voice; their names are not even read for her. */
const authorFor = (side: Side): RawBuilder<string | null> =>
  side === 'moderators'
    ? shownName('writer')
    : sql<string | null>`case when not message.from_moderators then ${shownName('writer')} end`

/** The author of an anonymous post stands in no message of hers: on her side, what is not the moderators' is hers. */
const mineFor = (memberId: string, side: Side): RawBuilder<boolean> =>
  side === 'moderators'
    ? sql<boolean>`(message.from_moderators and coalesce(message.author_id = ${memberId}, false))`
    : sql<boolean>`(not message.from_moderators
        and (held.kind = 'author' or coalesce(message.author_id = ${memberId}, false)))`

/** Her conversation with the moderators, if one of them has begun it. */
export const findContact = (ctx: MemberCtx): Promise<{ readonly id: string } | undefined> =>
  ctx.db
    .selectFrom('conversations')
    .select('id')
    .where('kind', '=', 'moderators')
    .where('memberId', '=', ctx.actor.memberId)
    .executeTakeFirst()

/** Her anonymous posts that the moderators wrote to her about, the latest first; nobody else is told (P8). */
export const listAboutPosts = (
  ctx: MemberCtx,
): Promise<{ readonly postId: string; readonly lastMessageAt: Date }[]> =>
  ctx.db
    .selectFrom('conversations as about')
    .innerJoin('posts', 'posts.id', 'about.postId')
    .select(['posts.id as postId', 'about.lastMessageAt'])
    .where('about.kind', '=', 'author')
    .where('posts.deletedAt', 'is', null)
    .where(isAuthor(ctx, 'post', sql.ref('about.post_id')))
    .orderBy('about.lastMessageAt', 'desc')
    .limit(messagePageSize)
    .execute()

/** What the moderators wrote to her about an anonymous post of hers; undefined for every other post. */
export const findAboutPost = (
  ctx: MemberCtx,
  postId: string,
): Promise<{ readonly id: string; readonly postedAt: Date } | undefined> =>
  ctx.db
    .selectFrom('conversations as about')
    .innerJoin('posts', 'posts.id', 'about.postId')
    .select(['about.id', 'posts.createdAt as postedAt'])
    .where('about.postId', '=', postId)
    .where('posts.deletedAt', 'is', null)
    .where(isAuthor(ctx, 'post', sql.ref('about.post_id')))
    .executeTakeFirst()
