import { sql } from 'kysely'
import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { visibleComment, visiblePost } from '../policy/visibility.ts'
import { forbidden, invalid, missing, ok, type Result, refuse } from '../result.ts'
import type { CommentTarget } from './comment-queries.ts'
import { isReactionKind, myReactionTo, type Reactions, reactionsOf } from './reactions.ts'

/** What is reacted to. */
export type ReactionTarget =
  | { readonly postId: string; readonly commentId?: never }
  | { readonly commentId: string; readonly postId?: never }

export interface Reacted extends Reactions {
  /** The thread in which it stands. */
  readonly thread: CommentTarget
}

/**
 * Reacts to a post or a comment, one reaction for each member: another one replaces it, the same again takes it away.
 * Nobody is told of it, and names are shown to nobody. Refuses: missing for what she cannot see, invalid for a kind
 * there is not.
 */
export async function react(
  ctx: MemberCtx,
  { target, kind }: { readonly target: ReactionTarget; readonly kind: string },
): Promise<Result<Reacted>> {
  if (!couldBeId(target.postId ?? target.commentId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const thread = await threadOf(trx, target)
    if (!thread) return missing()
    if (!can(trx.actor, 'reaction.give', 'reader')) return forbidden()
    if (!isReactionKind(kind)) return refuse(invalid('kind', 'reaction.errors.kind'))
    const what = target.postId === undefined ? 'comment' : 'post'
    const [table, column] = [sql.table(`${what}_reactions`), sql.ref(`${what}_id`)]
    const id = target.postId ?? target.commentId
    const taken = await sql`delete from ${table} where ${column} = ${id}
      and member_id = ${trx.actor.memberId} and kind = ${kind} returning kind`.execute(trx.db)
    if (taken.rows.length === 0) {
      await sql`insert into ${table} (${column}, member_id, kind) values (${id}, ${trx.actor.memberId}, ${kind})
        on conflict (${column}, member_id) do update set kind = excluded.kind`.execute(trx.db)
    }
    const { rows } = await sql<Reactions>`select ${reactionsOf(what, sql`${id}`)} as reactions,
      ${myReactionTo(trx, what, sql`${id}`)} as my_reaction`.execute(trx.db)
    return rows[0] ? ok({ thread, ...rows[0] }) : missing()
  })
}

/** Finds the thing and holds it, so that it cannot go while something is put beside it. */
async function threadOf(
  ctx: MemberTransactionCtx,
  target: ReactionTarget,
): Promise<CommentTarget | undefined> {
  if (target.postId !== undefined) {
    const post = await ctx.db
      .selectFrom('posts as p')
      .select('p.id')
      .where('p.id', '=', target.postId)
      .where(visiblePost(ctx, 'p'))
      .forKeyShare('p')
      .executeTakeFirst()
    return post && { postId: post.id }
  }
  const comment = await ctx.db
    .selectFrom('comments as comment')
    .select(['comment.postId', 'comment.alliedPostId'])
    .where('comment.id', '=', target.commentId)
    .where(visibleComment(ctx, 'comment'))
    .forKeyShare('comment')
    .executeTakeFirst()
  if (comment?.postId) return { postId: comment.postId }
  return comment?.alliedPostId ? { alliedPostId: comment.alliedPostId } : undefined
}
