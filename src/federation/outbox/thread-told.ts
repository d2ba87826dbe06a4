import { activity, addressingOf, fragment, type JsonProperties } from '../builder.ts'
import { followerInboxes, type OutboundCtx } from '../gateway.ts'
import { activityUri, stableId } from '../uris.ts'
import { type EditionEvent, workOff } from './edition-event.ts'
import { renewEarlier } from './edition-updated.ts'
import { send } from './outgoing.ts'

/** Tells followers that an edition is pinned, as Lemmy does: Announce{Add} to the channel's `featured`. */
export const editionPinned = (
  ctx: OutboundCtx,
  { editionId, pinId }: { readonly editionId: string; readonly pinId: string },
): Promise<void> =>
  workOff(ctx, editionId, async (event) => {
    // Taken back or unpinned meanwhile.
    if (event.edition.withdrawnOn !== undefined || !(await isPinned(event, pinId))) return
    await announceAct(event, 'Add', pinId)
  })

/** The same for Remove. */
export const editionUnpinned = (
  ctx: OutboundCtx,
  { editionId, pinId }: { readonly editionId: string; readonly pinId: string },
): Promise<void> =>
  workOff(ctx, editionId, async (event) => {
    if (event.edition.withdrawnOn === undefined) await announceAct(event, 'Remove', pinId)
  })

/**
 * Tells followers that a thread takes no more answers: Announce{Lock}, which Lemmy and PieFed read; others see it in
 * the object. What is kept and served of its Create says it from now on, too.
 */
export const editionLocked = (
  ctx: OutboundCtx,
  { editionId, lockId }: { readonly editionId: string; readonly lockId: string },
): Promise<void> =>
  workOff(ctx, editionId, async (event) => {
    if (event.edition.withdrawnOn !== undefined) return
    await renewEarlier(event)
    await announceAct(event, 'Lock', lockId)
  })

/** Takes the Lock back. */
export const editionUnlocked = (
  ctx: OutboundCtx,
  { editionId, lockId }: { readonly editionId: string; readonly lockId: string },
): Promise<void> =>
  workOff(ctx, editionId, async (event) => {
    if (event.edition.withdrawnOn !== undefined) return
    await renewEarlier(event)
    await announceAct(event, 'Undo', lockId)
  })

async function isPinned({ db }: EditionEvent, pinId: string): Promise<boolean> {
  const pin = await db.selectFrom('channelPins').select('id').where('id', '=', pinId).executeTakeFirst()
  return pin !== undefined
}

/**
 * What moderators did, by the actor that stands for all of them (P1), passed on by the group (FEP-1b12). Outside the
 * edition's ledger: it carries none of its words.
 */
async function announceAct(
  { ctx, db, edition, group }: EditionEvent,
  type: 'Add' | 'Remove' | 'Lock' | 'Undo',
  actId: string,
): Promise<void> {
  const { channel } = edition
  if (group === undefined || !channel) return
  const { uri: moderation } = await db
    .selectFrom('actors')
    .select('uri')
    .where('kind', '=', 'moderation')
    .executeTakeFirstOrThrow()
  const addressing = addressingOf(edition)
  const act = async (name: string, object: JsonProperties | string) => {
    const id = activityUri(ctx.origin, await stableId(name.toLowerCase(), actId))
    return { id, type: name, actor: moderation, ...addressing, object }
  }
  const lock = await act('Lock', edition.uri)
  const inner =
    type === 'Lock'
      ? lock
      : type === 'Undo'
        ? await act('Undo', lock)
        : { ...(await act(type, edition.uri)), target: `${channel.actorUri}/featured` }
  const id = await stableId('announce', inner.id)
  const body = activity({
    id: activityUri(ctx.origin, id),
    type: 'Announce',
    actor: channel.actorUri,
    object: fragment(inner),
    addressing,
  })
  const recipients = await followerInboxes(db, channel.id)
  await send(ctx, { id, type: 'Announce', body, actorId: group, channelId: channel.id, recipients })
}
