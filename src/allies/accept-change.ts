import { insertVersion } from '../channels/insert-edition.ts'
import type { TransactionCtx } from '../context.ts'
import { emit } from '../events/outbox.ts'
import { ok, type Result, refuse } from '../result.ts'
import { markSafe } from '../safe-html.ts'
import { creditFor } from './credit.ts'
import { type CommentWords, deleteChange, type LockedComment } from './waiting-words.ts'

/**
 * Newer words take the place of those that were accepted: as a new version of the edition that passes them on, or in
 * an open channel through the origin's own Update. The comment's row is locked. Refuses: conflict (its edition was
 * taken back).
 */
export async function acceptChange(
  ctx: TransactionCtx,
  comment: LockedComment,
  words: CommentWords,
): Promise<Result<undefined>> {
  const version = comment.version + 1
  await ctx.db
    .updateTable('remoteComments')
    .set({ ...words, version, decidedAt: ctx.clock.now() })
    .where('id', '=', comment.id)
    .execute()
  await deleteChange(ctx, comment.id)
  if (comment.passedOnEditionId !== null) return passOn(ctx, comment, comment.passedOnEditionId, words)
  await emit(ctx, { type: 'remote-comment-changed', remoteCommentId: comment.id, version })
  return ok()
}

async function passOn(
  ctx: TransactionCtx,
  comment: LockedComment,
  editionId: string,
  { actorName, html, language }: CommentWords,
): Promise<Result<undefined>> {
  const edition = await ctx.db
    .updateTable('editions')
    .set({ passedOnFrom: await creditFor(ctx, comment, actorName) })
    .where('id', '=', editionId)
    .where('withdrawnOn', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!edition) return refuse({ kind: 'conflict', message: 'remoteComments.errors.changeTakenBack' })
  const version = await insertVersion(ctx, editionId, { language, title: '', html: markSafe(html) })
  await emit(ctx, { type: 'edition-updated', editionId, version })
  return ok()
}
