import { receiveComment } from '../../allies/receive-comment.ts'
import { publishedTables } from '../../channels/published.ts'
import { type Answered, findAnswered } from '../../channels/thread.ts'
import { commentWords } from '../comment-words.ts'
import { idOf, objectOf } from '../read-json.ts'
import { isPublic, mayCreate } from '../trust.ts'
import { completeObject } from './complete-object.ts'
import { createOfFollowed } from './create-followed.ts'
import { type InboxHandler, identityOf, outcomeOf, type Received } from './received.ts'
import { findComment } from './relations.ts'

/**
 * Somebody answers in a channel of ours: an edition, or what was answered to it. What whoever we follow says by herself is kept; everything
 * else that is created elsewhere is none of our business, and what was said to few is not shown in an open channel.
 */
export const create: InboxHandler = async (received) => {
  const { ctx, deps, activity, sender, batch } = received
  const json = objectOf(activity.object)
  if (!json || !mayCreate(activity, json)) return 'done'
  const inReplyTo = idOf(json['inReplyTo'])
  const channel = inReplyTo === undefined ? undefined : await findOnce(received, inReplyTo)
  if (!channel) return createOfFollowed(received)
  if (channel.kind === 'open' && !isPublic(json)) return 'done'
  const object = await completeObject(ctx, deps, json, sender)
  if (!object) return 'done'
  const result = await receiveComment(ctx, {
    activity: identityOf(activity),
    channelActorUri: channel.channelUri,
    object,
    answered: channel,
    answers: batch.server.answers,
  })
  if (!result.ok || channel.kind !== 'open') return outcomeOf(result)
  // It waits with these words, or they are being passed on already.
  if (result.value === 'written') return 'keep'
  const comment = await findComment(ctx, object.uri)
  // Only the words that are accepted may be passed on: the same object may come again with others.
  return comment?.state === 'waiting' && comment.html === commentWords(json) ? 'keep' : 'done'
}

/** An edition is answered by many of one server. */
async function findOnce({ ctx, batch }: Received, inReplyTo: string): Promise<Answered | undefined> {
  const found = batch.answered.get(inReplyTo) ?? (await findAnswered(publishedTables(ctx.db), inReplyTo))
  if (found) batch.answered.set(inReplyTo, found)
  return found
}
