import { receiveEditionWithdrawal } from '../../allies/receive-edition-withdrawal.ts'
import { receiveUnfollow } from '../../allies/receive-unfollow.ts'
import { idOf, objectOf, typesOf } from '../read-json.ts'
import { type InboxHandler, identityOf, outcomeOf, type Received } from './received.ts'
import { findFollowedChannel } from './relations.ts'

/** A Follow or an Announce is taken back, by whoever made it and nobody else. */
export const undo: InboxHandler = async (received) => {
  const { activity } = received
  const undone = objectOf(activity.object)
  const actor = undone && idOf(undone['actor'])
  if (actor !== undefined && actor !== activity.actorUri) return 'done'
  const [type] = undone ? typesOf(undone) : []
  // Of an id alone the type is not known: only a Follow can be found by it.
  return type === 'Announce'
    ? undoAnnounce(received)
    : type === 'Follow' || !undone
      ? undoFollow(received)
      : 'done'
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
