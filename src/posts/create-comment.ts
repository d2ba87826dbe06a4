import { sql } from 'kysely'
import { readSettings } from '../community/settings.ts'
import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { visibleAlliedPost, visiblePost } from '../policy/visibility.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import type { CommentTarget } from './comment-queries.ts'
import { judgeComment, judgeLanguage } from './rules.ts'

export interface CreateComment {
  readonly target: CommentTarget
  /** The comment it answers, below the same target; absent for an answer to the post itself. */
  readonly parentId?: string | undefined
  /** Becomes the comment's id: `Random.id()`, made with the form, so that a form sent twice comments once. */
  readonly submission: string
  /** Markdown. */
  readonly text: string
  readonly language: string
}

/**
 * Comments on a post of a group or of an ally; it stays in the community either way. An answer to a comment that was
 * deleted meanwhile is kept, below its empty place. Refuses: missing for what she cannot see and for a parent that
 * stands elsewhere, invalid beside `text` or `language`, conflict when the form was sent before with other words.
 */
export async function createComment(
  ctx: MemberCtx,
  input: CreateComment,
): Promise<Result<{ commentId: string }>> {
  const ids = [input.target.postId ?? input.target.alliedPostId, input.parentId ?? []].flat()
  if (!ids.every(couldBeId)) return missing()
  const community = await readSettings(ctx)
  return inTransaction(ctx, async (trx) => {
    if (!(await holdTarget(trx, input.target))) return missing()
    if (!can(trx.actor, 'comment.create', 'reader')) return forbidden()
    if (input.parentId !== undefined && !(await isBelow(trx, input.parentId, input.target))) return missing()
    const [first, ...more] = [...judgeComment(input.text), ...judgeLanguage(input.language, community)]
    if (first) return refuse(first, ...more)
    if (!couldBeId(input.submission)) return refuse({ kind: 'invalid', message: 'post.errors.sendAgain' })

    const { submission: commentId, text: body, language } = input
    const inserted = await trx.db
      .insertInto('comments')
      .values({
        id: commentId,
        postId: input.target.postId ?? null,
        alliedPostId: input.target.alliedPostId ?? null,
        parentId: input.parentId ?? null,
        body,
        language,
        createdAt: trx.clock.now(),
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!inserted) return sentBefore(trx, input)
    await trx.db.insertInto('commentAuthors').values({ commentId, memberId: trx.actor.memberId }).execute()
    return ok({ commentId })
  })
}

/** Finds the target and holds it, so that it cannot be deleted while a comment is put below it. */
async function holdTarget(ctx: MemberTransactionCtx, target: CommentTarget): Promise<boolean> {
  const row =
    target.postId === undefined
      ? await ctx.db
          .selectFrom('alliedPosts as p')
          .select('p.id')
          .where('p.id', '=', target.alliedPostId)
          .where(visibleAlliedPost(ctx, 'p'))
          .forShare('p')
          .executeTakeFirst()
      : await ctx.db
          .selectFrom('posts as p')
          .select('p.id')
          .where('p.id', '=', target.postId)
          .where(visiblePost(ctx, 'p'))
          .forShare('p')
          .executeTakeFirst()
  return row !== undefined
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
): Promise<Result<{ commentId: string }>> {
  const earlier = await ctx.db
    .selectFrom('comments')
    .innerJoin('commentAuthors', 'commentAuthors.commentId', 'comments.id')
    .select('comments.body')
    .where('comments.id', '=', submission)
    .where('commentAuthors.memberId', '=', ctx.actor.memberId)
    .where(sql<boolean>`coalesce(post_id, allied_post_id) = ${target.postId ?? target.alliedPostId}`)
    .executeTakeFirst()
  return earlier?.body === text
    ? ok({ commentId: submission })
    : refuse({ kind: 'conflict', message: 'post.errors.sentBefore' })
}
