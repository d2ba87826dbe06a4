import { receiveFollow } from '../../allies/receive-follow.ts'
import { publishedTables } from '../../channels/published.ts'
import { readPublicActor } from '../documents/actor.ts'
import { outbound } from '../gateway.ts'
import { rejectFollow } from '../outbox/acknowledgement.ts'
import { idOf } from '../read-json.ts'
import { type InboxHandler, identityOf, outcomeOf } from './received.ts'

/** Somebody asks to follow one of our actors; only channels can be followed. */
export const follow: InboxHandler = async ({ ctx, activity, sender }) => {
  const uri = idOf(activity.object)
  const ours = uri === undefined ? undefined : await readPublicActor(publishedTables(ctx.db), { uri })
  if (!ours) return 'done'
  const { uri: actorUri, host, name, inbox, sharedInbox } = sender
  if (!ours.channel || ours.retired) {
    await rejectFollow(outbound(ctx), { uri: activity.uri, actorUri, inbox }, ours)
    return 'done'
  }
  const result = await receiveFollow(ctx, {
    activity: identityOf(activity),
    channelActorUri: ours.uri,
    follower: { uri: actorUri, host, name, inbox, ...(sharedInbox === null ? {} : { sharedInbox }) },
  })
  return outcomeOf(result)
}
