import { receiveEditionWithdrawal } from '../../allies/receive-edition-withdrawal.ts'
import { receiveUnfollow } from '../../allies/receive-unfollow.ts'
import { receiveTranslationUndone } from '../../translations/settle-received.ts'
import { idOf, type JsonObject, objectOf, typesOf } from '../read-json.ts'
import { onSameHost } from '../uris.ts'
import { isReaction, undoAlliedReaction } from './allied-reaction.ts'
import { isAboutOurs, isCounted, undoReactionToEdition } from './edition-reaction.ts'
import { type InboxHandler, identityOf, outcomeOf, type Received } from './received.ts'
import { findFollowedChannel } from './relations.ts'

/** A Follow, an Announce or an Offer is taken back, by whoever made it and nobody else. */
export const undo: InboxHandler = async (received) => {
  const { activity } = received
  const undone = objectOf(activity.object)
  const actor = undone && idOf(undone['actor'])
  if (actor !== undefined && actor !== activity.actorUri) return 'done'
  const [type] = undone ? typesOf(undone) : []
  if (type === 'Offer') return undoOffer(received)
  if (undone && isAboutOurs(received, undone['object']) && type !== 'Follow')
    return undoReactionToEdition(received)
  if (undone && isReaction(undone)) return undoReaction(received, undone)
  // Of an id alone the type is not known: a Follow can be found by it, and a reaction.
  if (await isCounted(received, activity.object)) return undoReactionToEdition(received)
  return type === 'Announce'
    ? undoAnnounce(received)
    : type === 'Follow' || !undone
      ? undoFollow(received)
      : 'done'
}

async function undoOffer({ ctx, activity }: Received) {
  const offerUri = idOf(activity.object)
  if (offerUri === undefined) return 'done'
  return outcomeOf(await receiveTranslationUndone(ctx, { activity: identityOf(activity), offerUri }))
}

async function undoFollow({ ctx, activity }: Received) {
  const followUri = idOf(activity.object)
  const channelActorUri = idOf(objectOf(activity.object)?.['object'])
  return outcomeOf(
    await receiveUnfollow(ctx, {
      activity: identityOf(activity),
      ...(followUri === undefined ? {} : { followUri }),
      ...(channelActorUri === undefined ? {} : { channelActorUri }),
    }),
  )
}

/** A channel may take out again whatever it brought. */
async function undoAnnounce({ ctx, activity }: Received) {
  const objectUri = idOf(objectOf(activity.object)?.['object'])
  if (objectUri === undefined || !(await findFollowedChannel(ctx, activity.actorUri))) return 'done'
  return outcomeOf(await receiveEditionWithdrawal(ctx, { activity: identityOf(activity), objectUri }))
}

/** Whoever reacted has the id of the reaction on her own server. */
const undoReaction = (received: Received, undone: JsonObject) =>
  onSameHost(idOf(undone) ?? '', received.activity.actorUri) ? undoAlliedReaction(received, undone) : 'done'
