import type { TransactionCtx } from '../context.ts'
import { sha256 } from '../hashing.ts'

/** What an answer from elsewhere says, and in whose name. */
export interface CommentWords {
  readonly actorName: string
  readonly html: string
  readonly language: string
}

/** What a moderator saw, in one value that goes along with her decision: it changes with every word. */
export const seenOf = ({ actorName, html, language }: CommentWords): Promise<string> =>
  sha256(JSON.stringify([actorName, language, html]))

export const isSameWords = (one: CommentWords, other: CommentWords): boolean =>
  one.html === other.html && one.language === other.language && one.actorName === other.actorName

/**
 * An answer with what waits for the moderators: its own words when it is new, else the newer ones of an accepted
 * answer. Its row is locked, and everything that writes a change holds that lock.
 */
export async function lockWaiting(ctx: TransactionCtx, remoteCommentId: string) {
  const comment = await ctx.db
    .selectFrom('remoteComments as r')
    .innerJoin('channels', 'channels.id', 'r.channelId')
    .select(['r.id', 'r.state', 'r.version', 'r.editionId', 'r.passedOnEditionId', 'r.channelId'])
    .select(['r.objectUri', 'r.inReplyTo', 'r.host', 'r.actorName', 'r.html', 'r.language', 'channels.kind'])
    .where('r.id', '=', remoteCommentId)
    .forUpdate('r')
    .executeTakeFirst()
  if (!comment) return undefined
  // Read after the lock was had: joined above it could be older than that.
  const change = await ctx.db
    .selectFrom('remoteCommentChanges')
    .select(['actorName', 'html', 'language'])
    .where('remoteCommentId', '=', remoteCommentId)
    .executeTakeFirst()
  const words: CommentWords | undefined = comment.state === 'waiting' ? comment : change
  return { comment, ...(words === undefined ? {} : { words, seen: await seenOf(words) }) }
}

export type LockedComment = NonNullable<Awaited<ReturnType<typeof lockWaiting>>>['comment']

/** Newer words that were decided on, or have no answer to stand for any more. */
export async function deleteChange(ctx: Pick<TransactionCtx, 'db'>, remoteCommentId: string): Promise<void> {
  await ctx.db.deleteFrom('remoteCommentChanges').where('remoteCommentId', '=', remoteCommentId).execute()
}
