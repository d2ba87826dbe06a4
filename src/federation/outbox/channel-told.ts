import { type Addressing, activity, type Fragment } from '../builder.ts'
import { followerInboxes, type OutboundCtx, type OwnGroup, publishedOf, readGroup } from '../gateway.ts'
import { activityUri, publicAddress, stableId } from '../uris.ts'
import { editionWithdrawn } from './edition-withdrawn.ts'
import { send } from './outgoing.ts'

interface ChannelEvent {
  readonly channelId: string
}

/** Tells followers what a channel says of itself now: its name, its words, its addresses. A closed one says nothing. */
export async function channelChanged(
  ctx: OutboundCtx,
  { channelId, changeId }: ChannelEvent & { readonly changeId: string },
): Promise<void> {
  const group = await readGroup(publishedOf(ctx), channelId, ctx.origin)
  if (!group || group.isClosed) return
  await sendDocument(ctx, group, changeId)
}

/**
 * Tells followers that a channel has moved: first its document, which names its new self, then the Move, which carries
 * nothing that is published (FEDERATION-NOTES decision 10).
 */
export async function channelMoved(ctx: OutboundCtx, { channelId }: ChannelEvent): Promise<void> {
  const group = await readGroup(publishedOf(ctx), channelId, ctx.origin)
  const movedTo = group?.movedTo ?? null
  if (!group || group.isClosed || movedTo === null) return
  await sendDocument(ctx, group, movedTo)
  const id = await stableId('move', group.uri, movedTo)
  const body = activity({
    id: activityUri(ctx.origin, id),
    type: 'Move',
    actor: group.uri,
    object: group.uri,
    addressing: groupAddressing(group),
    target: movedTo,
  })
  await toFollowers(ctx, group, { id, type: 'Move', body })
}

/**
 * Tells followers that a channel is gone, after everything that was taken back with it: each withdrawal is written
 * first, whether or not its own event was worked off, so that its Delete stands before this one at every inbox.
 */
export async function channelClosed(ctx: OutboundCtx, { channelId }: ChannelEvent): Promise<void> {
  const group = await readGroup(publishedOf(ctx), channelId, ctx.origin)
  if (!group?.isClosed) return
  const withdrawn = await publishedOf(ctx)
    .selectFrom('editions as edition')
    .innerJoin('channels as channel', 'channel.id', 'edition.channelId')
    .select('edition.id')
    .where('edition.channelId', '=', channelId)
    .whereRef('edition.withdrawnOn', '=', 'channel.closedOn')
    .orderBy('edition.id')
    .execute()
  for (const { id: editionId } of withdrawn) await editionWithdrawn(ctx, { editionId })
  const id = await stableId('delete', group.uri)
  const body = activity({
    id: activityUri(ctx.origin, id),
    type: 'Delete',
    actor: group.uri,
    // By its address alone: a Tombstone in its place is not taken for the actor everywhere.
    object: group.uri,
    addressing: groupAddressing(group),
  })
  await toFollowers(ctx, group, { id, type: 'Delete', body })
}

async function sendDocument(ctx: OutboundCtx, group: OwnGroup, change: string): Promise<void> {
  const id = await stableId('update-actor', group.uri, change)
  const body = activity({
    id: activityUri(ctx.origin, id),
    type: 'Update',
    actor: group.uri,
    object: group.document,
    addressing: groupAddressing(group),
  })
  await toFollowers(ctx, group, { id, type: 'Update', body })
}

/** As everything in the channel is addressed. */
function groupAddressing({ uri, kind }: OwnGroup): Addressing {
  const followers = `${uri}/followers`
  return kind === 'open'
    ? { to: [publicAddress, uri], cc: [followers], audience: uri }
    : { to: [uri, followers], cc: [], audience: uri }
}

const toFollowers = (
  ctx: OutboundCtx,
  group: OwnGroup,
  built: { readonly id: string; readonly type: string; readonly body: Fragment },
): Promise<void> =>
  ctx.db.transaction().execute(async (db) => {
    const trx = { ...ctx, db }
    const recipients = await followerInboxes(publishedOf(trx), group.channelId)
    await send(trx, { ...built, actorId: group.actorId, channelId: group.channelId, recipients })
  })
