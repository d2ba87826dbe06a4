import { readSettings } from '../community/settings.ts'
import { forbidden, ok, type Result } from '../result.ts'
import { acceptChange } from './accept-change.ts'
import { type RemoteTransaction, receiveActivity } from './receive-activity.ts'
import { changePost } from './receive-edition-update.ts'
import type { RemoteActivity, RemoteCtx, RemoteObject } from './remote.ts'
import { cleanObject, commentHtml, hostOf, isConsistent } from './rules.ts'
import { standAtOnce } from './trusted-answers.ts'
import { type CommentWords, deleteChange, isSameWords, lockWaiting } from './waiting-words.ts'

export interface ReceiveCommentUpdate {
  readonly activity: RemoteActivity
  readonly object: RemoteObject
}

/**
 * A comment from elsewhere changes, also where a channel that we follow brought it. One that waits is read by the
 * moderators as it is now. Of one that was accepted the newer words wait for them too, unless they trust its server:
 * nobody else speaks through our channel, let alone in our voice, with words that nobody read. What was refused or taken back stays so; unknown ones
 * are dropped. Refuses: forbidden (from another host).
 */
export async function receiveCommentUpdate(
  ctx: RemoteCtx,
  { activity, object }: ReceiveCommentUpdate,
): Promise<Result<undefined>> {
  return receiveActivity(ctx, activity, async (trx) => {
    if (hostOf(object.uri) !== trx.actor.host || !isConsistent(object)) return forbidden()
    await changePost(trx, object)
    const comment = await trx.db
      .selectFrom('remoteComments')
      .select(['id', 'state', 'passedOnEditionId', 'actorName', 'html', 'language'])
      .where('objectUri', '=', object.uri)
      .where('state', 'in', ['waiting', 'accepted'])
      .forUpdate()
      .executeTakeFirst()
    if (!comment) return ok()
    const { defaultLocale } = await readSettings(trx)
    const content = cleanObject(object, defaultLocale)
    const { authorName: actorName, language } = content
    const words = { actorName, language, html: commentHtml(content) }
    if (comment.state === 'waiting') {
      await trx.db.updateTable('remoteComments').set(words).where('id', '=', comment.id).execute()
    } else if (isSameWords(comment, words)) await deleteChange(trx, comment.id)
    else if (await isStanding(trx, comment.passedOnEditionId)) {
      if (await standAtOnce(trx, words)) return takeOver(trx, comment.id, words)
      await keepChange(trx, comment.id, words)
    }
    return ok()
  })
}

/** Newer words of a server that is trusted take the place of the older ones, and of any that wait. */
async function takeOver(ctx: RemoteTransaction, id: string, words: CommentWords): Promise<Result<undefined>> {
  const waiting = await lockWaiting(ctx, id)
  return waiting ? acceptChange(ctx, waiting.comment, words) : ok()
}

/** An answer that moderators took back as an edition has nothing left to change. */
async function isStanding(ctx: RemoteTransaction, passedOnEditionId: string | null): Promise<boolean> {
  if (passedOnEditionId === null) return true
  const edition = await ctx.db
    .selectFrom('editions')
    .select('id')
    .where('id', '=', passedOnEditionId)
    .where('withdrawnOn', 'is', null)
    .executeTakeFirst()
  return edition !== undefined
}

/** Only the newest words wait; since when something waits does not change by that. */
async function keepChange(
  ctx: RemoteTransaction,
  remoteCommentId: string,
  words: CommentWords,
): Promise<void> {
  await ctx.db
    .insertInto('remoteCommentChanges')
    .values({ remoteCommentId, ...words, receivedAt: ctx.clock.now() })
    .onConflict((conflict) => conflict.column('remoteCommentId').doUpdateSet(words))
    .execute()
}
