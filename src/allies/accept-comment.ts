import { insertEdition } from '../channels/insert-edition.ts'
import type { MemberCtx, TransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { emit } from '../events/outbox.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import { markSafe } from '../safe-html.ts'
import { acceptChange } from './accept-change.ts'
import { creditFor } from './credit.ts'
import { type LockedComment, lockWaiting } from './waiting-words.ts'

export interface DecideComment {
  readonly remoteCommentId: string
  /** What the moderator saw, as `readRemoteComment` gave it. */
  readonly seen: string
}

/**
 * A moderator lets an answer from elsewhere into the channel, or the newer words of one that is there. In an allied
 * channel our voice passes it on as an edition of its own, credited, because the other followers cannot ask the origin
 * for it; in an open channel the origin's own object is announced. Refuses: missing, forbidden, conflict (decided
 * already, with the field `seen` when its words are not those that she saw, or one of both texts was taken back).
 */
export async function acceptComment(
  ctx: MemberCtx,
  { remoteCommentId, seen }: DecideComment,
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'remote-comment.decide')) return forbidden()
  if (!couldBeId(remoteCommentId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const waiting = await lockWaiting(trx, remoteCommentId)
    if (!waiting) return missing()
    const { comment, words } = waiting
    if (!words) return refuse({ kind: 'conflict', message: 'allies.errors.decided' })
    if (waiting.seen !== seen) return changedMeanwhile()
    await recordAct(trx, 'remote-comment-accepted', remoteCommentId)
    return comment.state === 'waiting' ? acceptFirst(trx, comment) : acceptChange(trx, comment, words)
  })
}

/** The words are others than those that she decided on. */
export const changedMeanwhile = () =>
  refuse({ kind: 'conflict', message: 'remoteComments.errors.changed', field: 'seen' })

async function acceptFirst(ctx: TransactionCtx, comment: LockedComment): Promise<Result<undefined>> {
  const edition = await ctx.db
    .selectFrom('editions')
    .select('uri')
    .where('id', '=', comment.editionId)
    .where('withdrawnOn', 'is', null)
    .forShare()
    .executeTakeFirst()
  if (!edition) return refuse({ kind: 'conflict', message: 'remoteComments.errors.takenBack' })
  const passedOn = comment.kind === 'allied' ? await passOn(ctx, comment, edition.uri) : undefined
  await ctx.db
    .updateTable('remoteComments')
    .set({ state: 'accepted', decidedAt: ctx.clock.now(), passedOnEditionId: passedOn ?? null })
    .where('id', '=', comment.id)
    .execute()
  if (passedOn === undefined)
    await emit(ctx, { type: 'remote-comment-accepted', remoteCommentId: comment.id })
  else await emit(ctx, { type: 'edition-published', editionId: passedOn, version: 1 })
  return ok()
}

async function passOn(ctx: TransactionCtx, comment: LockedComment, inReplyTo: string): Promise<string> {
  const voice = await ctx.db
    .selectFrom('actors')
    .select('id')
    .where('kind', '=', 'voice')
    .executeTakeFirstOrThrow()
  const { editionId } = await insertEdition(
    ctx,
    {
      target: { channelId: comment.channelId },
      actorId: voice.id,
      inReplyTo,
      originUri: comment.objectUri,
      passedOnFrom: await creditFor(ctx, comment, comment.actorName),
    },
    { language: comment.language, title: '', html: markSafe(comment.html) },
  )
  return editionId
}
