import { insertVersion } from '../channels/insert-edition.ts'
import { readSettings } from '../community/settings.ts'
import { emit } from '../events/outbox.ts'
import { forbidden, ok, type Result } from '../result.ts'
import { type RemoteTransaction, receiveActivity } from './receive-activity.ts'
import { changePost } from './receive-edition-update.ts'
import type { RemoteActivity, RemoteCtx, RemoteObject } from './remote.ts'
import { type CleanObject, cleanObject, commentHtml, hostOf, isConsistent } from './rules.ts'

export interface ReceiveCommentUpdate {
  readonly activity: RemoteActivity
  readonly object: RemoteObject
}

/**
 * A comment from elsewhere changes, also where a channel that we follow brought it. One that waits is read by the moderators as it is now; one that was passed on gets
 * a new version of its edition. What was refused or taken back stays so; unknown ones are dropped. Refuses: forbidden
 * (from another host).
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
      .select(['id', 'passedOnEditionId'])
      .where('objectUri', '=', object.uri)
      .where('state', 'in', ['waiting', 'accepted'])
      .forUpdate()
      .executeTakeFirst()
    if (!comment) return ok()
    const { defaultLocale } = await readSettings(trx)
    const content = cleanObject(object, defaultLocale)
    await trx.db
      .updateTable('remoteComments')
      .set({ actorName: content.authorName, html: commentHtml(content), language: content.language })
      .where('id', '=', comment.id)
      .execute()
    if (comment.passedOnEditionId !== null) await passOn(trx, comment.passedOnEditionId, content)
    return ok()
  })
}

async function passOn(ctx: RemoteTransaction, editionId: string, content: CleanObject): Promise<void> {
  const edition = await ctx.db
    .selectFrom('editions')
    .select('id')
    .where('id', '=', editionId)
    .where('withdrawnOn', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!edition) return
  const version = await insertVersion(ctx, editionId, {
    language: content.language,
    title: '',
    html: commentHtml(content),
  })
  await emit(ctx, { type: 'edition-updated', editionId, version })
}
