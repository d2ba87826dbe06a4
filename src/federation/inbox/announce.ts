import { receiveEdition } from '../../allies/receive-edition.ts'
import { receiveEditionUpdate } from '../../allies/receive-edition-update.ts'
import { receiveEditionWithdrawal } from '../../allies/receive-edition-withdrawal.ts'
import { type Followed, findFollowed, isAccount, isOwnOf, isSaidToFollowers } from '../following/followed.ts'
import { outbound } from '../gateway.ts'
import { acknowledgeDelete } from '../outbox/acknowledgement.ts'
import { idOf, type JsonObject, objectOf, typesOf } from '../read-json.ts'
import { hostOf, onSameHost } from '../uris.ts'
import { pinAnnounced } from './add.ts'
import { isReaction, reactToAllied, undoAlliedReaction } from './allied-reaction.ts'
import { authenticObject } from './authentic-object.ts'
import { completeObject } from './complete-object.ts'
import { boost } from './edition-reaction.ts'
import { type InboxHandler, type InboxOutcome, identityOf, outcomeOf, type Received } from './received.ts'

/**
 * A channel that we follow brings something: an activity of an author around an object, an object, or the id of one
 * (FEP-1b12). Of what others announce, our own editions are counted.
 */
export const announce: InboxHandler = async (received) => {
  const { ctx, activity } = received
  const channel = await findFollowed(ctx, activity.actorUri)
  if (!channel) return boost(received)
  const inner = objectOf(activity.object)
  const [type] = inner ? typesOf(inner) : []
  switch (inner && type) {
    case 'Create':
      return bring(received, channel, inner?.['object'])
    case 'Update':
      return inner ? change(received, channel, inner) : 'done'
    case 'Delete':
      return inner ? takeBack(received, inner) : 'done'
    case 'Like':
    case 'Dislike':
    case 'EmojiReact':
      return inner ? reactToAllied(received, inner) : 'done'
    case 'Undo':
      return inner ? undo(received, inner) : 'done'
    case 'Add':
    case 'Remove':
      return inner ? pinAnnounced(received, channel, inner, type === 'Add') : 'done'
    case undefined:
    case 'Note':
    case 'Page':
    case 'Article':
    case 'Question':
    case 'Event':
      return bring(received, channel, activity.object)
    default:
      return 'done'
  }
}

/** Of what others take back, a channel tells on reactions. */
async function undo(received: Received, inner: JsonObject): Promise<InboxOutcome> {
  const undone = objectOf(inner['object'])
  return undone && isReaction(undone) ? undoAlliedReaction(received, undone) : 'done'
}

async function bring(received: Received, channel: Followed, announced: unknown): Promise<InboxOutcome> {
  const { ctx, deps, activity } = received
  const json = await authenticObject(ctx, deps, channel, announced)
  if (json === 'later') return 'later'
  if (json && isAccount(channel) && !(isOwnOf(channel, json) && isSaidToFollowers(channel, json)))
    return 'done'
  const object = json && (await completeObject(ctx, deps, json))
  if (!object) return 'done'
  return outcomeOf(
    await receiveEdition(ctx, { activity: identityOf(activity), channelUri: channel.uri, object }),
  )
}

/** The changed object runs as a change by its own server, which vouched for it or was asked. */
async function change(received: Received, channel: Followed, inner: JsonObject): Promise<InboxOutcome> {
  const { ctx, deps, activity } = received
  const json = await authenticObject(ctx, deps, channel, inner['object'])
  if (json === 'later') return 'later'
  const object = json && (await completeObject(ctx, deps, json))
  const host = object && hostOf(object.uri)
  if (!object || host === undefined) return 'done'
  const isOwn = host === activity.host
  // For another server's object the channel only gave a hint: no activity id of that server is used up by it.
  const identity = isOwn ? identityOf(activity) : { uri: `${object.uri}#announced-by=${activity.uri}`, host }
  const actor = { kind: 'remote', uri: isOwn ? activity.actorUri : object.authorUri, host } as const
  return outcomeOf(await receiveEditionUpdate({ ...ctx, actor }, { activity: identity, object }))
}

/** A channel may take out what it brought, and its server may delete what is its own. */
async function takeBack({ ctx, activity, sender }: Received, inner: JsonObject): Promise<InboxOutcome> {
  const objectUri = idOf(inner['object'])
  if (objectUri === undefined) return 'done'
  const result = await receiveEditionWithdrawal(ctx, { activity: identityOf(activity), objectUri })
  const uri = idOf(inner)
  const actorUri = idOf(inner['actor'])
  const isTheirs = [uri, actorUri, objectUri].every((id) => id !== undefined && onSameHost(id, activity.uri))
  if (result.ok && isTheirs && uri !== undefined && actorUri !== undefined) {
    await acknowledgeDelete(outbound(ctx), {
      uri,
      actorUri,
      objectUri,
      inbox: sender.sharedInbox ?? sender.inbox,
    })
  }
  return outcomeOf(result)
}
