import { readSettings } from '../community/settings.ts'
import { dayOf } from '../days.ts'
import { forbidden, ok, type Result } from '../result.ts'
import { replaceExtras } from './allied-extras.ts'
import { replaceImages } from './allied-images.ts'
import { noteWelcome, replaceTexts } from './allied-texts.ts'
import { carryPost } from './carry-post.ts'
import { type RemoteTransaction, receiveActivity } from './receive-activity.ts'
import type { RemoteActivity, RemoteCtx, RemoteObject } from './remote.ts'
import { cleanObject, hostOf, isConsistent, letsPassOn } from './rules.ts'

export interface ReceiveEditionUpdate {
  /** The Update as its own author's host signed it, not an Announce around it. */
  readonly activity: RemoteActivity
  readonly object: RemoteObject
}

/**
 * A new version of what an ally published, in place of the old one, pictures and further languages included. What was taken back stays so,
 * and what is unknown here, or came through a channel that we left, is dropped. Refuses: forbidden (from another host).
 */
export async function receiveEditionUpdate(
  ctx: RemoteCtx,
  { activity, object }: ReceiveEditionUpdate,
): Promise<Result<undefined>> {
  return receiveActivity(ctx, activity, async (trx) => {
    if (hostOf(object.uri) !== trx.actor.host || !isConsistent(object)) return forbidden()
    await changePost(trx, object)
    return ok()
  })
}

/** The same for an object that is also a comment below an edition of ours. It must come from its own host. */
export async function changePost(trx: RemoteTransaction, object: RemoteObject): Promise<void> {
  const post = await trx.db
    .selectFrom('alliedPosts as p')
    .innerJoin('followedChannels as f', 'f.id', 'p.followedChannelId')
    .select(['p.id', 'p.title', 'p.html', 'p.mayBeCarried', 'f.actorUri', 'f.followersUri'])
    .where('p.objectUri', '=', object.uri)
    .where('p.withdrawnAt', 'is', null)
    .where('f.state', 'in', ['requested', 'following'])
    .forUpdate('p')
    .executeTakeFirst()
  if (!post) return
  const { defaultLocale } = await readSettings(trx)
  const content = cleanObject(object, defaultLocale)
  const { authorName, passedOnFrom, title, html, language } = content
  // The counts of a vote come as a change too; that nobody wrote anything new is not called edited.
  const isReworded = title !== post.title || html !== post.html || object.poll === undefined
  const mayBeCarried = letsPassOn(object, post)
  await trx.db
    .updateTable('alliedPosts')
    .set({
      ...{ authorName, passedOnFrom, title, html, language, mayBeCarried },
      ...(isReworded && { updatedOn: dayOf(trx.clock.now()), picturesDroppedOn: null }),
    })
    .where('id', '=', post.id)
    .execute()
  await replaceTexts(trx, post.id, content.translations)
  await noteWelcome(trx, post.id, object)
  if (isReworded) await replaceImages(trx, post.id, content.images)
  await replaceExtras(trx, post.id, object)
  if (isReworded || mayBeCarried !== post.mayBeCarried) await carryPost(trx, post.id, 'changed')
}
