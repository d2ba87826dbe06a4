import type { PublishedEdition } from '../../channels/published.ts'
import { activity, addressingOf, type Fragment, objectOfEdition, tombstoneOfEdition } from '../builder.ts'
import { activityUri, stableId } from '../uris.ts'

/** An activity with the id it always has, however often it is built. */
export interface BuiltActivity {
  readonly id: string
  readonly type: string
  readonly body: Fragment
}

/** The author's Create. Built again for a newer version it keeps its id and carries the newer text. */
export async function createOf(edition: PublishedEdition, origin: string): Promise<BuiltActivity> {
  const id = await stableId('create', edition.id)
  return authored(edition, { id, type: 'Create', object: objectOfEdition(edition), origin })
}

export async function updateOf(edition: PublishedEdition, origin: string): Promise<BuiltActivity> {
  const id = await stableId('update', edition.id, String(edition.version))
  return authored(edition, { id, type: 'Update', object: objectOfEdition(edition), origin })
}

/** The author's Delete: the only activity of an edition that outlives it. */
export async function deleteOf(edition: PublishedEdition, origin: string): Promise<BuiltActivity> {
  const id = await stableId('delete', edition.id)
  return authored(edition, { id, type: 'Delete', object: tombstoneOfEdition(edition), origin })
}

/** What the group makes of an author's activity (FEP-1b12): an Announce around the very same bytes. */
export async function announceOf(
  edition: PublishedEdition,
  inner: BuiltActivity,
  origin: string,
): Promise<BuiltActivity> {
  return byGroup(edition, { id: await stableId('announce', inner.id), object: inner.body, origin })
}

/** The Announce that names the object alone, which is all that Mastodon understands; for open channels only. */
export async function bareAnnounceOf(edition: PublishedEdition, origin: string): Promise<BuiltActivity> {
  return byGroup(edition, { id: await stableId('announce-bare', edition.id), object: edition.uri, origin })
}

/** Takes the bare Announce back. */
export async function undoAnnounceOf(edition: PublishedEdition, origin: string): Promise<BuiltActivity> {
  const announce = await bareAnnounceOf(edition, origin)
  const id = await stableId('undo', announce.id)
  const body = activity({
    id: activityUri(origin, id),
    type: 'Undo',
    actor: groupOf(edition),
    object: announce.body,
    addressing: addressingOf(edition),
  })
  return { id, type: 'Undo', body }
}

interface Parts {
  readonly id: string
  readonly object: Fragment | string
  readonly origin: string
}

function authored(edition: PublishedEdition, { id, type, object, origin }: Parts & { type: string }) {
  const body = activity({
    id: activityUri(origin, id),
    type,
    actor: edition.author.uri,
    object,
    addressing: addressingOf(edition),
  })
  return { id, type, body }
}

function byGroup(edition: PublishedEdition, { id, object, origin }: Parts): BuiltActivity {
  const body = activity({
    id: activityUri(origin, id),
    type: 'Announce',
    actor: groupOf(edition),
    object,
    addressing: addressingOf(edition),
  })
  return { id, type: 'Announce', body }
}

function groupOf({ channel }: PublishedEdition): string {
  if (!channel) throw new TypeError('Only a channel of our own announces')
  return channel.actorUri
}
