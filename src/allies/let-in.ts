import { insertEdition } from '../channels/insert-edition.ts'
import type { TransactionCtx } from '../context.ts'
import { emit } from '../events/outbox.ts'
import { ok, type Refusal, type Result, refuse } from '../result.ts'
import { markSafe } from '../safe-html.ts'
import { creditFor } from './credit.ts'
import type { LockedComment } from './waiting-words.ts'

/**
 * What accepting does, whoever accepts: a moderator, or the standing of the server that it comes from. Callers
 * establish that they may, and hold the comment's row. Refuses before anything is written: conflict (what it answers
 * was taken back, or waits itself).
 */
export async function letIn(ctx: TransactionCtx, comment: LockedComment): Promise<Result<undefined>> {
  const root = await ctx.db
    .selectFrom('editions')
    .select('uri')
    .where('id', '=', comment.editionId)
    .where('withdrawnOn', 'is', null)
    .forShare()
    .executeTakeFirst()
  const answered = root && (await findParent(ctx, comment))
  if (!answered) return refuse(takenBack)
  if (answered === 'waiting') return refuse(conflict('remoteComments.errors.answeredWaits'))
  const passedOn = comment.kind === 'allied' ? await passOn(ctx, comment, answered.uri) : undefined
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

/** What it answers, by the address that our followers know it by; undefined when it does not stand. */
async function findParent(
  ctx: TransactionCtx,
  { inReplyTo }: LockedComment,
): Promise<{ readonly uri: string } | 'waiting' | undefined> {
  const other = await ctx.db
    .selectFrom('remoteComments')
    .leftJoin('editions as passedOn', 'passedOn.id', 'remoteComments.passedOnEditionId')
    .select(['remoteComments.state', 'remoteComments.objectUri', 'passedOn.uri', 'passedOn.withdrawnOn'])
    .where('remoteComments.objectUri', '=', inReplyTo)
    .forShare('remoteComments')
    .executeTakeFirst()
  if (other?.state === 'waiting') return 'waiting'
  if (other) {
    const stands = other.state === 'accepted' && other.withdrawnOn === null
    return stands ? { uri: other.uri ?? other.objectUri } : undefined
  }
  const own = await ctx.db
    .selectFrom('editions')
    .select('uri')
    .where('uri', '=', inReplyTo)
    .where('withdrawnOn', 'is', null)
    .forShare()
    .executeTakeFirst()
  return own ?? findNote(ctx, inReplyTo)
}

/** Answers to one language of an edition answer the edition. */
const findNote = (ctx: TransactionCtx, uri: string) =>
  ctx.db
    .selectFrom('editionNotes as note')
    .innerJoin('editions as edition', 'edition.id', 'note.editionId')
    .select('edition.uri')
    .where('note.uri', '=', uri)
    .where('edition.withdrawnOn', 'is', null)
    .forShare('edition')
    .executeTakeFirst()

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

const conflict = (message: Refusal['message']): Refusal => ({ kind: 'conflict', message })

const takenBack = conflict('remoteComments.errors.takenBack')
