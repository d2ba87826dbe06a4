import { readNotes } from '../../channels/published.ts'
import { activity, addressingOf, tombstoneOfEdition } from '../builder.ts'
import { type OutboundCtx, publishedOf, type Recipient, recipients } from '../gateway.ts'
import { activityUri, stableId } from '../uris.ts'
import { bareAnnounceOf } from './edition-activities.ts'
import { type EditionEvent, workOff } from './edition-event.ts'
import { withdrawNotes } from './edition-notes.ts'
import { hasten } from './hasten.ts'
import { send } from './outgoing.ts'

interface ServerPurged {
  readonly host: string
  readonly purgeId: string
}

/**
 * Asks one server to forget every edition that went there and stands still, for nobody here speaks with it any more: the
 * author's Delete, of an open channel also the Undo of the bare Announce, and the same of its Notes. They go to that server alone, under ids of
 * their own and outside the ledgers of the editions, which stay for everybody else. What was taken back before was asked
 * back before.
 */
export async function serverPurged(ctx: OutboundCtx, { host, purgeId }: ServerPurged): Promise<void> {
  for (const editionId of await editionsAt(ctx, host)) {
    await workOff(ctx, editionId, async (event) => {
      if (event.edition.withdrawnOn !== undefined) return
      const inboxes = await inboxesAt(event, host)
      await hasten(event.ctx, inboxes)
      await askBack(event, { purgeId, inboxes })
      const notes = await readNotes(event.db, { editionId })
      const standing = notes.filter(({ withdrawnOn }) => withdrawnOn === undefined)
      await withdrawNotes(event, standing, inboxes, purgeId)
    })
  }
}

async function askBack(
  { ctx, edition, group }: EditionEvent,
  { purgeId, inboxes }: { readonly purgeId: string; readonly inboxes: readonly Recipient[] },
): Promise<void> {
  const addressing = addressingOf(edition)
  const deletion = await stableId('delete', edition.id, purgeId)
  await send(ctx, {
    id: deletion,
    actorId: edition.author.actorId,
    type: 'Delete',
    body: activity({
      id: activityUri(ctx.origin, deletion),
      type: 'Delete',
      actor: edition.author.uri,
      object: tombstoneOfEdition(edition),
      addressing,
    }),
    recipients: inboxes,
  })
  if (group === undefined || edition.channel?.kind !== 'open') return
  const undo = await stableId('undo', edition.id, purgeId)
  const announced = await bareAnnounceOf(edition, ctx.origin)
  await send(ctx, {
    id: undo,
    actorId: group,
    type: 'Undo',
    body: activity({
      id: activityUri(ctx.origin, undo),
      type: 'Undo',
      actor: edition.channel.actorUri,
      object: announced.body,
      addressing,
    }),
    recipients: inboxes,
  })
}

async function editionsAt(ctx: OutboundCtx, host: string): Promise<readonly string[]> {
  const db = publishedOf(ctx)
  const rows = await db
    .selectFrom('deliveries')
    .select('editionId')
    .where('host', '=', host)
    .union(db.selectFrom('editionFetches').select('editionId').where('host', '=', host))
    .execute()
  return rows.flatMap(({ editionId }) => (editionId === null ? [] : [editionId])).sort()
}

/** Where it was brought to, and where whoever fetched it can be reached. */
async function inboxesAt({ db, edition }: EditionEvent, host: string): Promise<readonly Recipient[]> {
  const rows = await db
    .selectFrom('deliveries')
    .select('inbox')
    .where('editionId', '=', edition.id)
    .where('host', '=', host)
    .union(
      db
        .selectFrom('editionFetches')
        .select('inbox')
        .where('editionId', '=', edition.id)
        .where('host', '=', host),
    )
    .execute()
  return recipients(rows.map(({ inbox }) => inbox)).filter((recipient) => recipient.host === host)
}
