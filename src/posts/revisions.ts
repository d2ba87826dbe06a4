import { sql } from 'kysely'
import type { MemberCtx, TransactionCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { visibleComment, visiblePost } from '../policy/visibility.ts'
import type { CommentTarget } from './comment-queries.ts'

export type RevisedText =
  | { readonly postId: string; readonly commentId?: never }
  | { readonly commentId: string; readonly postId?: never }

/** Keeps words that are replaced, in the transaction that replaces them: for a day, or for as long as a flag waits. */
export async function keepRevision(ctx: TransactionCtx, text: RevisedText, body: string): Promise<void> {
  await ctx.db
    .insertInto('textRevisions')
    .values({
      id: ctx.random.id(),
      postId: text.postId ?? null,
      commentId: text.commentId ?? null,
      body,
      replacedAt: ctx.clock.now(),
    })
    .execute()
}

export interface Revision {
  readonly id: string
  /** Markdown, as it stood until then. */
  readonly body: string
  readonly replacedAt: Date
}

export interface History {
  readonly thread: CommentTarget
  readonly body: string
  readonly language: string
  /** The newest first. */
  readonly revisions: readonly Revision[]
}

/** What a text said before, for moderators who can see it; undefined for everybody else. Says nothing of its author. */
export async function readHistory(ctx: MemberCtx, text: RevisedText): Promise<History | undefined> {
  if (!couldBeId(text.postId ?? text.commentId) || !can(ctx.actor, 'text.read-history', 'reader'))
    return undefined
  const row =
    text.postId === undefined ? await ofComment(ctx, text.commentId) : await ofPost(ctx, text.postId)
  if (!row) return undefined
  const { postId, alliedPostId, revisions, ...current } = row
  const dated = revisions.map(({ at, ...revision }) => ({ ...revision, replacedAt: new Date(at) }))
  if (postId !== null) return { ...current, thread: { postId }, revisions: dated }
  return alliedPostId === null ? undefined : { ...current, thread: { alliedPostId }, revisions: dated }
}

const ofPost = (ctx: MemberCtx, postId: string) =>
  ctx.db
    .selectFrom('posts as p')
    .select(['p.id as postId', 'p.body', 'p.language'])
    .select([sql<string | null>`null`.as('alliedPostId'), revisionsOf('post', 'p').as('revisions')])
    .where('p.id', '=', postId)
    .where(visiblePost(ctx, 'p'))
    .executeTakeFirst()

const ofComment = (ctx: MemberCtx, commentId: string) =>
  ctx.db
    .selectFrom('comments as comment')
    .select(['comment.postId', 'comment.alliedPostId', 'comment.body', 'comment.language'])
    .select(revisionsOf('comment', 'comment').as('revisions'))
    .where('comment.id', '=', commentId)
    .where(visibleComment(ctx, 'comment'))
    .executeTakeFirst()

const revisionsOf = (what: 'post' | 'comment', alias: string) =>
  sql<{ id: string; body: string; at: string }[]>`(
    select coalesce(json_agg(json_build_object('id', revision.id, 'body', revision.body,
      'at', revision.replaced_at) order by revision.replaced_at desc, revision.id), '[]')
    from text_revisions revision where revision.${sql.ref(`${what}_id`)} = ${sql.ref(`${alias}.id`)})`
