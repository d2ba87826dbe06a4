import { type RawBuilder, sql } from 'kysely'
import type { Actor, TransactionCtx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { mutedChannel, visibleAlliedPost, visiblePost } from '../policy/visibility.ts'
import { authorOf } from './author-of.ts'

/**
 * Leaves word of a comment, in the transaction that made it or that released it: to those it calls, to the author of
 * what it answers, and to the author of the post. Nobody is told twice or of herself, and nobody who cannot see
 * the thread, by the very predicate of its page (P7). Authors without a name are told like all others, and nothing
 * says who wrote (P8).
 */
export async function tellThread(ctx: TransactionCtx, commentId: string): Promise<void> {
  const comment = await readTold(ctx, commentId)
  if (!comment) return
  const told = new Set([comment.author])
  const firstTime = (memberIds: readonly (string | null)[]): string[] => {
    const fresh = memberIds.filter((id) => id !== null).filter((id) => !told.has(id))
    for (const id of fresh) told.add(id)
    return fresh
  }
  const notices = [
    { kind: 'mention', memberIds: firstTime(comment.mentioned) },
    { kind: 'reply', memberIds: firstTime([comment.parentAuthor]) },
    { kind: 'comment', memberIds: firstTime([comment.postAuthor]) },
  ] as const
  const mayKnow = await whoMayKnow(
    ctx,
    comment,
    notices.flatMap(({ memberIds }) => memberIds),
  )
  for (const { kind, memberIds } of notices) {
    await notify(ctx, {
      ...place(comment, commentId),
      kind,
      memberIds: memberIds.filter((id) => mayKnow.has(id)),
    })
  }
}

/** Leaves word with those whom a comment calls only since it was changed. */
export async function tellMentioned(
  ctx: TransactionCtx,
  commentId: string,
  memberIds: readonly string[],
): Promise<void> {
  const comment = await readTold(ctx, commentId)
  if (!comment) return
  const others = memberIds.filter((id) => id !== comment.author)
  const mayKnow = await whoMayKnow(ctx, comment, others)
  await notify(ctx, { ...place(comment, commentId), kind: 'mention', memberIds: [...mayKnow] })
}

interface Told {
  readonly postId: string | null
  readonly alliedPostId: string | null
  readonly author: string | null
  readonly parentAuthor: string | null
  readonly postAuthor: string | null
  readonly mentioned: readonly string[]
}

const readTold = (ctx: TransactionCtx, commentId: string): Promise<Told | undefined> =>
  ctx.db
    .selectFrom('comments')
    .select(['comments.postId', 'comments.alliedPostId'])
    .select([
      authorOf('comment', sql.ref('comments.id')).as('author'),
      authorOf('comment', sql.ref('comments.parent_id')).as('parentAuthor'),
      authorOf('post', sql.ref('comments.post_id')).as('postAuthor'),
      sql<string[]>`(select coalesce(json_agg(called.member_id), '[]') from comment_mentions called
        where called.comment_id = comments.id)`.as('mentioned'),
    ])
    .where('comments.id', '=', commentId)
    .executeTakeFirst()

const place = ({ postId }: Told, commentId: string) => ({
  commentId,
  ...(postId === null ? {} : { postId }),
})

/** Those among some members who see the thread, in one statement. */
async function whoMayKnow(
  ctx: TransactionCtx,
  { postId, alliedPostId }: Told,
  memberIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (memberIds.length === 0) return new Set()
  const sees = (memberId: string): RawBuilder<boolean> => {
    const actor: Actor = { kind: 'member', memberId, roles: [] }
    const reader = { actor, clock: ctx.clock }
    return postId === null
      ? sql<boolean>`exists (select 1 from allied_posts p
          where p.id = ${alliedPostId} and ${visibleAlliedPost(reader, 'p')}
            and not ${mutedChannel(reader, sql.ref('p.followed_channel_id'))})`
      : sql<boolean>`exists (select 1 from posts p where p.id = ${postId} and ${visiblePost(reader, 'p')})`
  }
  const rows = await ctx.db
    .selectFrom('members')
    .select('members.id')
    .where((eb) => eb.or(memberIds.map((id) => eb.and([eb('members.id', '=', id), sees(id)]))))
    .execute()
  return new Set(rows.map(({ id }) => id))
}
