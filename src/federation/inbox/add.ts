import { receiveEdition } from '../../allies/receive-edition.ts'
import { receiveEditionWithdrawal } from '../../allies/receive-edition-withdrawal.ts'
import { receivePin } from '../../allies/receive-pin.ts'
import { bring } from '../following/bring.ts'
import { type Followed, findFollowed, isAccount } from '../following/followed.ts'
import { idOf, type JsonObject, objectOf, typesOf } from '../read-json.ts'
import { onSameHost } from '../uris.ts'
import { authenticObject } from './authentic-object.ts'
import { completeObject } from './complete-object.ts'
import { type InboxHandler, type InboxOutcome, identityOf, outcomeOf, type Received } from './received.ts'

/** What is added, and where to. */
interface Added {
  readonly object: unknown
  readonly target?: unknown
}

/**
 * What we follow puts something into a collection of its own: on top of its posts, or on its wall (FEP-400e), which
 * is how groups of Smithereen bring what their members write.
 */
export const add: InboxHandler = async (received) => {
  const channel = await findFollowed(received.ctx, received.activity.actorUri)
  return channel ? addTo(received, channel, received.activity) : 'done'
}

/** It takes something out again. */
export const remove: InboxHandler = async (received) => {
  const channel = await findFollowed(received.ctx, received.activity.actorUri)
  return channel ? removeFrom(received, channel, received.activity) : 'done'
}

/** The same inside an Announce, as Lemmy sends it: only what stands on top changes so. */
export async function pinAnnounced(
  received: Received,
  channel: Followed,
  inner: JsonObject,
  pinned: boolean,
) {
  const target = idOf(inner['target'])
  const isFeatured = target !== undefined && target === channel.featuredUri
  return isFeatured ? pin(received, channel, { object: inner['object'], target, pinned }) : 'done'
}

async function addTo(
  received: Received,
  channel: Followed,
  { object, target }: Added,
): Promise<InboxOutcome> {
  const targetUri = idOf(target)
  if (targetUri === undefined || !onSameHost(targetUri, channel.uri)) return 'done'
  if (targetUri === channel.featuredUri)
    return pin(received, channel, { object, target: targetUri, pinned: true })
  // Accounts say what they say with a Create.
  if (isAccount(channel)) return 'done'
  const { ctx, deps, activity } = received
  // Hubzilla adds the whole Create to a conversation (FEP-171b).
  const whole = objectOf(object)
  const added = whole && typesOf(whole).includes('Create') ? whole['object'] : object
  const json = await authenticObject(ctx, deps, channel, added)
  if (json === 'later') return 'later'
  const complete = json && (await completeObject(ctx, deps, json))
  if (!complete) return 'done'
  return outcomeOf(
    await receiveEdition(ctx, {
      activity: identityOf(activity),
      channelUri: channel.uri,
      object: complete,
    }),
  )
}

async function removeFrom(
  received: Received,
  channel: Followed,
  { object, target }: Added,
): Promise<InboxOutcome> {
  const targetUri = idOf(target)
  const objectUri = idOf(object)
  if (targetUri === undefined || objectUri === undefined || !onSameHost(targetUri, channel.uri)) return 'done'
  if (targetUri === channel.featuredUri)
    return pin(received, channel, { object, target: targetUri, pinned: false })
  if (isAccount(channel)) return 'done'
  const { ctx, activity } = received
  return outcomeOf(await receiveEditionWithdrawal(ctx, { activity: identityOf(activity), objectUri }))
}

/** What stands on top is brought first when it is not here yet. */
async function pin(
  { ctx, deps, activity }: Received,
  channel: Followed,
  { object, target, pinned }: { readonly object: unknown; readonly target: string; readonly pinned: boolean },
): Promise<InboxOutcome> {
  const objectUri = idOf(object)
  if (objectUri === undefined) return 'done'
  if (pinned && (await bring(ctx, deps, channel, object, { isPinned: true })).is === 'later') return 'later'
  return outcomeOf(
    await receivePin(ctx, { activity: identityOf(activity), featuredUri: target, objectUri, pinned }),
  )
}
