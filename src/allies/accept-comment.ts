import { insertEdition } from '../channels/insert-edition.ts'
import type { MemberCtx, TransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { emit } from '../events/outbox.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import { markSafe } from '../safe-html.ts'
import { creditOf } from './rules.ts'

/**
 * A moderator lets an answer from elsewhere into the channel. In an allied channel our voice passes it on as an edition
 * of its own, credited, because the other followers cannot ask the origin for it; in an open channel the origin's own
 * object is announced. Refuses: missing, forbidden, conflict (decided already, or one of both texts was taken back).
 */
export async function acceptComment(
  ctx: MemberCtx,
  { remoteCommentId }: { readonly remoteCommentId: string },
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'remote-comment.decide')) return forbidden()
  if (!couldBeId(remoteCommentId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const comment = await lockComment(trx, remoteCommentId)
    if (!comment) return missing()
    if (comment.state !== 'waiting') return refuse({ kind: 'conflict', message: 'allies.errors.decided' })
    const edition = await trx.db
      .selectFrom('editions')
      .select('uri')
      .where('id', '=', comment.editionId)
      .where('withdrawnOn', 'is', null)
      .forShare()
      .executeTakeFirst()
    if (!edition) return refuse({ kind: 'conflict', message: 'remoteComments.errors.takenBack' })

    const passedOn = comment.kind === 'allied' ? await passOn(trx, comment, edition.uri) : undefined
    await trx.db
      .updateTable('remoteComments')
      .set({ state: 'accepted', decidedAt: trx.clock.now(), passedOnEditionId: passedOn ?? null })
      .where('id', '=', remoteCommentId)
      .execute()
    await recordAct(trx, 'remote-comment-accepted', remoteCommentId)
    if (passedOn === undefined) await emit(trx, { type: 'remote-comment-accepted', remoteCommentId })
    else await emit(trx, { type: 'edition-published', editionId: passedOn, version: 1 })
    return ok()
  })
}

const lockComment = (ctx: TransactionCtx, remoteCommentId: string) =>
  ctx.db
    .selectFrom('remoteComments as r')
    .innerJoin('channels', 'channels.id', 'r.channelId')
    .select(['r.state', 'r.editionId', 'r.channelId', 'r.objectUri', 'r.actorName', 'r.host'])
    .select(['r.html', 'r.language', 'channels.kind'])
    .where('r.id', '=', remoteCommentId)
    .forUpdate('r')
    .executeTakeFirst()

type LockedComment = NonNullable<Awaited<ReturnType<typeof lockComment>>>

async function passOn(ctx: TransactionCtx, comment: LockedComment, inReplyTo: string): Promise<string> {
  const voice = await ctx.db
    .selectFrom('actors')
    .select('id')
    .where('kind', '=', 'voice')
    .executeTakeFirstOrThrow()
  // Whoever follows from there told us the community's name when she asked.
  const community = await ctx.db
    .selectFrom('followers')
    .select('name')
    .where('channelId', '=', comment.channelId)
    .where('host', '=', comment.host)
    .orderBy('requestedAt')
    .executeTakeFirst()
  const { editionId } = await insertEdition(
    ctx,
    {
      target: { channelId: comment.channelId },
      actorId: voice.id,
      inReplyTo,
      originUri: comment.objectUri,
      passedOnFrom: creditOf(comment.actorName, community?.name ?? comment.host),
    },
    { language: comment.language, title: '', html: markSafe(comment.html) },
  )
  return editionId
}
