import { sql } from 'kysely'
import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { daysFrom } from '../days.ts'
import { couldBeId } from '../ids.ts'
import { shownName } from '../members/shown-name.ts'
import { visibleGroup, withinNewcomerWindow } from '../policy/visibility.ts'
import { anonymousLinkDays } from '../standing/rules.ts'

/** Whom moderators write to: a member, or whoever wrote an anonymous post, of whom only the post is known (P8). */
export type Recipient =
  | {
      readonly kind: 'member'
      readonly id: string
      /** Null for an account that is hidden. */
      readonly name: string | null
      /** Whether she can read what is written to her now. */
      readonly isReachable: boolean
      readonly conversationId: string | null
      readonly needsAnswer: boolean
    }
  | {
      readonly kind: 'author'
      /** The post's. */
      readonly id: string
      readonly groupId: string
      /** Until when the server knows who wrote it. The same whether or not she is still here. */
      readonly until: Date
      readonly isReachable: boolean
      readonly conversationId: string | null
      readonly needsAnswer: boolean
    }

type ReadCtx = MemberCtx | MemberTransactionCtx

/** Somebody a moderator may write to, by a member's id or an anonymous post's; never herself. */
export const readRecipient = async (ctx: ReadCtx, id: string): Promise<Recipient | undefined> =>
  couldBeId(id) ? ((await readMember(ctx, id)) ?? (await readAuthor(ctx, id))) : undefined

async function readMember(ctx: ReadCtx, memberId: string): Promise<Recipient | undefined> {
  const row = await ctx.db
    .selectFrom('members as person')
    .leftJoin('conversations as held', (join) =>
      join.onRef('held.memberId', '=', 'person.id').on('held.kind', '=', 'moderators'),
    )
    .select(['person.id', 'person.status', 'held.id as conversationId', 'held.needsAnswer'])
    .select(shownName('person').as('name'))
    .where('person.id', '=', memberId)
    .where('person.id', '<>', ctx.actor.memberId)
    .executeTakeFirst()
  if (!row) return undefined
  const { status, needsAnswer, ...member } = row
  return { kind: 'member', ...member, isReachable: status === 'active', needsAnswer: needsAnswer ?? false }
}

async function readAuthor(ctx: ReadCtx, postId: string): Promise<Recipient | undefined> {
  const post = await postsToWriteAbout(ctx, postId)
    .leftJoin('conversations as held', 'held.postId', 'posts.id')
    .select(['held.id as conversationId', 'held.needsAnswer'])
    .where('posts.anonymous', '=', true)
    .executeTakeFirst()
  if (!post) return undefined
  const { id, groupId, createdAt, conversationId, needsAnswer } = post
  const until = daysFrom(createdAt, anonymousLinkDays)
  return {
    ...{ kind: 'author', id, groupId, until, conversationId },
    needsAnswer: needsAnswer ?? false,
    isReachable: until > ctx.clock.now(),
  }
}

export type AboutPost =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'member'; readonly memberId: string; readonly mayBeNamed: boolean }

/**
 * Who is to be written to about a post, also one that was held or removed. Undefined for a post in a group that the
 * moderator cannot see, and for her own. `mayBeNamed` is false for a post in a hidden group: other moderators read the
 * message too.
 */
export async function readAboutPost(ctx: MemberCtx, postId: string): Promise<AboutPost | undefined> {
  if (!couldBeId(postId)) return undefined
  const post = await postsToWriteAbout(ctx, postId)
    .innerJoin('groups', 'groups.id', 'posts.groupId')
    .leftJoin('postAuthors', 'postAuthors.postId', 'posts.id')
    .leftJoin('members as writer', (join) =>
      join.onRef('writer.id', '=', 'postAuthors.memberId').on('writer.status', '=', 'active'),
    )
    .select(['posts.anonymous', 'writer.id as memberId', 'groups.access'])
    .executeTakeFirst()
  if (!post || post.memberId === ctx.actor.memberId) return undefined
  if (post.anonymous) return { kind: 'anonymous' }
  const { memberId, access } = post
  return memberId === null ? { kind: 'gone' } : { kind: 'member', memberId, mayBeNamed: access !== 'hidden' }
}

/** What was held or removed is written about as well: visible in every way but that. */
const postsToWriteAbout = (ctx: ReadCtx, postId: string) =>
  ctx.db
    .selectFrom('posts')
    .select(['posts.id', 'posts.groupId', 'posts.createdAt'])
    .where('posts.id', '=', postId)
    .where('posts.deletedAt', 'is', null)
    .where((eb) => eb.or([eb('posts.expiresAt', 'is', null), eb('posts.expiresAt', '>', ctx.clock.now())]))
    .where(visibleGroup(ctx, sql.ref('posts.group_id')))
    .where(withinNewcomerWindow(ctx, sql.ref('posts.created_at')))
