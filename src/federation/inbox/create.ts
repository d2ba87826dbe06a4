import { receiveComment } from '../../allies/receive-comment.ts'
import { publishedTables } from '../../channels/published.ts'
import { commentWords } from '../comment-words.ts'
import { idOf, objectOf } from '../read-json.ts'
import { isPublic, mayCreate } from '../trust.ts'
import { completeObject } from './complete-object.ts'
import { type InboxHandler, identityOf, outcomeOf, type Received } from './received.ts'
import { findComment } from './relations.ts'

/**
 * Somebody answers an edition in a channel of ours. Everything else that is created elsewhere is none of our
 * business, and what was said to few is not shown in an open channel.
 */
export const create: InboxHandler = async ({ ctx, deps, activity }) => {
  const json = objectOf(activity.object)
  if (!json || !mayCreate(activity, json)) return 'done'
  const channel = await findAnsweredChannel(ctx, idOf(json['inReplyTo']))
  if (!channel || (channel.kind === 'open' && !isPublic(json))) return 'done'
  const object = await completeObject(ctx, deps, json)
  if (!object) return 'done'
  const result = await receiveComment(ctx, {
    activity: identityOf(activity),
    channelActorUri: channel.uri,
    object,
  })
  if (!result.ok || channel.kind !== 'open') return outcomeOf(result)
  const comment = await findComment(ctx, object.uri)
  // Only the words that moderators read may be passed on: the same object may come again with others.
  const isAsRead = comment?.html === commentWords(json)
  return comment?.state === 'waiting' && isAsRead ? 'keep' : 'done'
}

async function findAnsweredChannel(ctx: Received['ctx'], editionUri: string | undefined) {
  if (editionUri === undefined) return undefined
  return publishedTables(ctx.db)
    .selectFrom('editions as edition')
    .innerJoin('channels as channel', 'channel.id', 'edition.channelId')
    .innerJoin('actors as actor', 'actor.id', 'channel.actorId')
    .select(['actor.uri', 'channel.kind'])
    .where('edition.uri', '=', editionUri)
    .executeTakeFirst()
}
