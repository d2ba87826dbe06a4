import { sql } from 'kysely'
import { readSettings } from '../community/settings.ts'
import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { isWatched } from '../moderation/watch-list.ts'
import { can } from '../policy/permissions.ts'
import { isAuthor, visibleAlliedPost, visiblePost } from '../policy/visibility.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import { judgeStanding } from '../standing/judge-standing.ts'
import type { CommentTarget } from './comment-queries.ts'
import { dropDraft } from './drop-draft.ts'
import { keepMentions } from './mention-people.ts'
import { judgeComment, judgeLanguage } from './rules.ts'
import { tellThread } from './tell-thread.ts'
import { alliedPlaceOf, commentPlaceOf, replyPlaceOf } from './writing-places.ts'

export interface CreateComment {
  readonly target: CommentTarget
  /** The comment it answers, below the same target; absent for an answer to the post itself. */
  readonly parentId?: string | undefined
  /** Becomes the comment's id: `Random.id()`, made with the form, so that a form sent twice comments once. */
  readonly submission: string
  /** Markdown. */
  readonly text: string
  readonly language: string
  /**
   * Only below an anonymous post of her own, where she writes without her name unless she says otherwise: she must
   * not unmask herself by a default (P8).
   */
  readonly withName?: boolean
}

/**
 * Comments on a post of a group or of an ally; it stays in the community either way. An answer to a comment that was
 * deleted meanwhile is kept, below its empty place. A text with a watched word waits for a moderator, and nobody is
 * told of it until then. Refuses: missing for what she cannot see and for a parent that stands elsewhere, forbidden
 * while she is muted, invalid beside `text` or `language`, conflict when the form was sent before with other words.
 */
export async function createComment(
  ctx: MemberCtx,
  input: CreateComment,
): Promise<Result<{ commentId: string; isHeld: boolean }>> {
  const ids = [input.target.postId ?? input.target.alliedPostId, input.parentId ?? []].flat()
  if (!ids.every(couldBeId)) return missing()
  const community = await readSettings(ctx)
  return inTransaction(ctx, async (trx) => {
    const target = await holdTarget(trx, input.target)
    if (!target) return missing()
    if (!can(trx.actor, 'comment.create', 'reader')) return forbidden()
    if (input.parentId !== undefined && !(await isBelow(trx, input.parentId, input.target))) return missing()
    const anonymous = target.isHersUnnamed && input.withName !== true
    const [first, ...more] = [
      ...(await judgeStanding(trx, { isAnonymous: anonymous })),
      ...judgeComment(input.text),
      ...judgeLanguage(input.language, community),
    ]
    if (first) return refuse(first, ...more)
    if (!couldBeId(input.submission)) return refuse({ kind: 'invalid', message: 'post.errors.sendAgain' })

    await dropDraft(trx, placeOf(input))
    const { submission: commentId, text, language } = input
    const createdAt = trx.clock.now()
    const isHeld = await isWatched(trx, text)
    const inserted = await trx.db
      .insertInto('comments')
      .values({
        id: commentId,
        postId: input.target.postId ?? null,
        alliedPostId: input.target.alliedPostId ?? null,
        parentId: input.parentId ?? null,
        body: text,
        language,
        createdAt,
        anonymous,
        heldAt: isHeld ? createdAt : null,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!inserted) return sentBefore(trx, input, anonymous)
    const { memberId } = trx.actor
    await (anonymous
      ? trx.db.insertInto('anonymousCommentAuthors').values({ commentId, memberId, createdAt }).execute()
      : trx.db.insertInto('commentAuthors').values({ commentId, memberId }).execute())
    await keepMentions(trx, { commentId, target: input.target, text })
    if (!isHeld) await tellThread(trx, commentId)
    return ok({ commentId, isHeld })
  })
}

/** Finds the target and holds it, so that it cannot be deleted while a comment is put below it. */
async function holdTarget(
  ctx: MemberTransactionCtx,
  target: CommentTarget,
): Promise<{ readonly isHersUnnamed: boolean } | undefined> {
  if (target.postId === undefined) {
    const allied = await ctx.db
      .selectFrom('alliedPosts as p')
      .select('p.id')
      .where('p.id', '=', target.alliedPostId)
      .where(visibleAlliedPost(ctx, 'p'))
      .forShare('p')
      .executeTakeFirst()
    return allied && { isHersUnnamed: false }
  }
  return ctx.db
    .selectFrom('posts as p')
    .select(sql<boolean>`(p.anonymous and ${isAuthor(ctx, 'post', sql.ref('p.id'))})`.as('isHersUnnamed'))
    .where('p.id', '=', target.postId)
    .where(visiblePost(ctx, 'p'))
    .forShare('p')
    .executeTakeFirst()
}

function placeOf({ target, parentId }: CreateComment): string {
  if (parentId !== undefined) return replyPlaceOf(parentId)
  return target.postId === undefined ? alliedPlaceOf(target.alliedPostId) : commentPlaceOf(target.postId)
}

async function isBelow(ctx: MemberTransactionCtx, parentId: string, target: CommentTarget): Promise<boolean> {
  const parent = await ctx.db
    .selectFrom('comments')
    .select('id')
    .where('id', '=', parentId)
    .where(target.postId === undefined ? 'alliedPostId' : 'postId', '=', target.postId ?? target.alliedPostId)
    .executeTakeFirst()
  return parent !== undefined
}

async function sentBefore(
  ctx: MemberTransactionCtx,
  { submission, target, text }: CreateComment,
  anonymous: boolean,
): Promise<Result<{ commentId: string; isHeld: boolean }>> {
  const earlier = await ctx.db
    .selectFrom('comments')
    .select(['comments.body', 'comments.heldAt', 'comments.anonymous'])
    .where('comments.id', '=', submission)
    .where(isAuthor(ctx, 'comment', sql.ref('comments.id')))
    .where(sql<boolean>`coalesce(post_id, allied_post_id) = ${target.postId ?? target.alliedPostId}`)
    .executeTakeFirst()
  // A form that was sent with her name is never taken for one without it (P8).
  return earlier?.body === text && earlier.anonymous === anonymous
    ? ok({ commentId: submission, isHeld: earlier.heldAt !== null })
    : refuse({ kind: 'conflict', message: 'post.errors.sentBefore' })
}
