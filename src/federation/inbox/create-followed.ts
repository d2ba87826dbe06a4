import { receiveEdition } from '../../allies/receive-edition.ts'
import { findFollowed, isAccount, isSaidToFollowers } from '../following/followed.ts'
import { idOf, objectOf } from '../read-json.ts'
import { hostOf } from '../uris.ts'
import { completeObject } from './complete-object.ts'
import { type InboxHandler, identityOf, outcomeOf } from './received.ts'
import { isAlliedPost } from './relations.ts'

/**
 * Somebody whom we follow says something herself, without a channel around it. The caller checked that it is hers.
 * Her answers to others are left out: without what they answer nobody could read them, and nobody here follows that.
 */
export const createOfFollowed: InboxHandler = async ({ ctx, deps, activity, sender }) => {
  const channel = await findFollowed(ctx, activity.actorUri)
  const json = objectOf(activity.object)
  if (!channel || !json || !isSaidToFollowers(channel, json)) return 'done'
  const answered = idOf(json['inReplyTo'])
  const isAnswer = json['inReplyTo'] !== undefined && json['inReplyTo'] !== null
  const isInThread =
    answered !== undefined && (hostOf(answered) === hostOf(ctx.origin) || (await isAlliedPost(ctx, answered)))
  if (isAccount(channel) && isAnswer && !isInThread) return 'done'
  const object = await completeObject(ctx, deps, json, sender)
  if (!object) return 'done'
  return outcomeOf(
    await receiveEdition(ctx, { activity: identityOf(activity), channelUri: channel.uri, object }),
  )
}
