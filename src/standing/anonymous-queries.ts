import { sql } from 'kysely'
import { isModerator, type MemberCtx } from '../context.ts'
import { daysFrom } from '../days.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { isAuthor } from '../policy/visibility.ts'
import { actedUpon, anonymousPost } from './anonymous-post.ts'
import { anotherAnswersLimit } from './another-answers.ts'
import { anonymousLinkDays } from './rules.ts'

export interface LimitView {
  readonly id: string
  readonly reason: string
  readonly createdAt: Date
  readonly endsAt: Date
  readonly appeal: string | null
  readonly appealAnswer: string | null
  readonly upheld: boolean | null
}

export interface PostSanctionView {
  /** Whether the reader wrote the post; otherwise she is a moderator. */
  readonly isMine: boolean
  /** The newest limit that came through the post. */
  readonly limit: LimitView | undefined
  /** When two moderators agreed to learn who wrote it. */
  readonly unmaskedAt: Date | null
  /** The author can appeal the limit: it runs, and she has not. */
  readonly mayAppeal: boolean
}

/**
 * What came of an anonymous post, to be said inside it, to whoever wrote it and to moderators who can act on it, in
 * one statement; undefined for everybody else, and when there is nothing to say (P8). Also for a post that moderators
 * removed: the author appeals there.
 */
export async function readPostSanction(
  ctx: MemberCtx,
  postId: string,
): Promise<PostSanctionView | undefined> {
  if (!couldBeId(postId)) return undefined
  const mine = isAuthor(ctx, 'post', sql<string>`p.id`)
  const row = await ctx.db
    .selectFrom('posts as p')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('postSanctions as one')
          .selectAll('one')
          .whereRef('one.postId', '=', 'p.id')
          .orderBy('one.createdAt', 'desc')
          .orderBy('one.id')
          .limit(1)
          .as('s'),
      (join) => join.onTrue(),
    )
    .leftJoin('unmaskings as u', (join) =>
      join.onRef('u.postId', '=', 'p.id').on('u.refused', '=', false).on('u.decidedAt', 'is not', null),
    )
    .select(['s.id', 's.reason', 's.createdAt', 's.endsAt', 's.appeal', 's.appealAnswer', 's.upheld'])
    .select(['u.decidedAt as unmaskedAt', mine.as('isMine')])
    .where('p.id', '=', postId)
    .where('p.anonymous', '=', true)
    .where('p.deletedAt', 'is', null)
    .where(sql<boolean>`(${mine} or ${actedUpon(ctx, 'p')})`)
    .limit(1)
    .executeTakeFirst()
  if (!row) return undefined
  const { isMine, unmaskedAt, ...rest } = row
  const limit = isLimit(rest) ? rest : undefined
  if (!limit && unmaskedAt === null) return undefined
  const mayAppeal = isMine && limit !== undefined && limit.appeal === null && limit.endsAt > ctx.clock.now()
  return { isMine, limit, unmaskedAt, mayAppeal }
}

const isLimit = (row: { readonly [Key in keyof LimitView]: LimitView[Key] | null }): row is LimitView =>
  row.id !== null

export interface AnonymousPostView {
  readonly id: string
  readonly body: string
  readonly language: string
  readonly createdAt: Date
  readonly isRemoved: boolean
  readonly limits: readonly LimitView[]
}

const mostLimits = 20

/** An anonymous post with what came of it, for a moderator, in two statements. Nothing of who wrote it (P8). */
export async function readAnonymousPost(
  ctx: MemberCtx,
  postId: string,
): Promise<AnonymousPostView | undefined> {
  if (!can(ctx.actor, 'anonymous-post.limit', 'reader') || !couldBeId(postId)) return undefined
  const post = await anonymousPost(ctx, postId)
    .select(['p.id', 'p.body', 'p.language', 'p.createdAt'])
    .select(sql<boolean>`p.removed_at is not null`.as('isRemoved'))
    .executeTakeFirst()
  if (!post) return undefined
  const limits = await ctx.db
    .selectFrom('postSanctions')
    .select(['id', 'reason', 'createdAt', 'endsAt', 'appeal', 'appealAnswer', 'upheld'])
    .where('postId', '=', postId)
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .limit(mostLimits)
    .execute()
  return { ...post, limits }
}

export interface LimitAppealView extends LimitView {
  readonly postId: string
  readonly body: string
  readonly language: string
  readonly postedAt: Date
  readonly appealedAt: Date
  /** Why the reader cannot answer it; null when she can. */
  readonly closed: 'decided' | 'anotherDecides' | null
}

/** An appeal that came from inside an anonymous post, for a moderator. */
export async function readLimitAppeal(
  ctx: MemberCtx,
  sanctionId: string,
): Promise<LimitAppealView | undefined> {
  if (!can(ctx.actor, 'anonymous-appeal.decide') || !couldBeId(sanctionId)) return undefined
  const row = await ctx.db
    .selectFrom('postSanctions as s')
    .innerJoin('posts as p', 'p.id', 's.postId')
    .select(['s.id', 's.reason', 's.createdAt', 's.endsAt', 's.appeal', 's.appealAnswer', 's.upheld'])
    .select([
      's.appealedAt',
      's.appealDecidedAt',
      'p.id as postId',
      'p.body',
      'p.language',
      'p.createdAt as postedAt',
    ])
    .select(anotherAnswersLimit(ctx, 's').as('isForAnother'))
    .where('s.id', '=', sanctionId)
    .where(actedUpon(ctx, 'p'))
    .executeTakeFirst()
  if (!row || row.appealedAt === null) return undefined
  const { appealDecidedAt, appealedAt, isForAnother, ...view } = row
  const refused = isForAnother ? 'anotherDecides' : null
  return { ...view, appealedAt, closed: appealDecidedAt === null ? refused : 'decided' }
}

export interface UnmaskingView {
  readonly id: string
  readonly reason: string
  readonly askedAt: Date
  readonly state: 'waiting' | 'agreed' | 'refused'
  readonly isAsker: boolean
}

export interface UnmaskPageView {
  readonly post: Pick<AnonymousPostView, 'id' | 'body' | 'language' | 'createdAt'>
  /** After this many days the link is erased: asking is too late. */
  readonly isTooLate: boolean
  /** The newest request. */
  readonly unmasking: UnmaskingView | undefined
  /** Only once two have agreed, and only while the link lasts; null when nobody knows any more. */
  readonly author: string | null
}

/** Asking who wrote a post, and what two moderators then read, in two statements. */
export async function readUnmasking(
  ctx: MemberCtx,
  asked: { readonly postId: string } | { readonly unmaskingId: string },
): Promise<UnmaskPageView | undefined> {
  if (!can(ctx.actor, 'anonymous-post.unmask', 'reader')) return undefined
  const askedId = 'postId' in asked ? asked.postId : asked.unmaskingId
  if (!couldBeId(askedId)) return undefined
  const row = await ctx.db
    .selectFrom('posts as p')
    .leftJoin('unmaskings as u', 'u.postId', 'p.id')
    .select(['p.id as postId', 'p.body', 'p.language', 'p.createdAt'])
    .select(['u.id', 'u.reason', 'u.askedAt', 'u.askedBy', 'u.decidedAt', 'u.refused'])
    .where('postId' in asked ? 'p.id' : 'u.id', '=', askedId)
    .where(actedUpon(ctx, 'p'))
    .orderBy('u.askedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return undefined
  const { postId: id, body, language, createdAt } = row
  const isTooLate = createdAt <= daysFrom(ctx.clock.now(), -anonymousLinkDays)
  const unmasking = unmaskingOf(ctx, row)
  const author = unmasking?.state === 'agreed' ? await readUnmaskedAuthor(ctx, id) : null
  return { post: { id, body, language, createdAt }, isTooLate, unmasking, author }
}

function unmaskingOf(
  ctx: MemberCtx,
  row: {
    readonly id: string | null
    readonly reason: string | null
    readonly askedAt: Date | null
    readonly askedBy: string | null
    readonly decidedAt: Date | null
    readonly refused: boolean | null
  },
): UnmaskingView | undefined {
  const { id, reason, askedAt } = row
  if (id === null || reason === null || askedAt === null) return undefined
  const state = row.decidedAt === null ? 'waiting' : row.refused ? 'refused' : 'agreed'
  return { id, reason, askedAt, state, isAsker: row.askedBy === ctx.actor.memberId }
}

/** The one read in the product that goes from an anonymous post to a name; asks itself whether two have agreed. */
async function readUnmaskedAuthor(ctx: MemberCtx, postId: string): Promise<string | null> {
  if (!isModerator(ctx.actor)) return null
  const row = await ctx.db
    .selectFrom('anonymousAuthors as a')
    .innerJoin('members as m', 'm.id', 'a.memberId')
    .innerJoin('unmaskings as u', 'u.postId', 'a.postId')
    .select('m.displayName')
    .where('a.postId', '=', postId)
    .where('u.agreedBy', 'is not', null)
    .where('u.refused', '=', false)
    .where('m.status', 'not in', ['frozen', 'erased'])
    .limit(1)
    .executeTakeFirst()
  return row?.displayName ?? null
}
