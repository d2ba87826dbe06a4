import { type EditionNote, type PublishedEdition, readNotes } from '../../channels/published.ts'
import {
  activity,
  addressingOf,
  documentOf,
  type Fragment,
  objectOfNote,
  tombstoneOfNote,
} from '../builder.ts'
import { activityUri, stableId } from '../uris.ts'
import type { EditionEvent } from './edition-event.ts'
import { type Outgoing, send } from './outgoing.ts'

type Recipients = Outgoing['recipients']

/**
 * Mastodon and its like read the first language of an edition only. In an open channel that says so each further one
 * therefore goes out once more, as a Note of its own by the same author: its Create is there to be fetched, and the bare
 * Announce brings it, for whoever reads wrapped activities reads every language anyway. Notes of languages that are gone
 * are taken back. To the receipts a Note is one with its edition: what was sent of it counts there, its Delete does not.
 */
export async function tellNotes(event: EditionEvent, recipients: Recipients): Promise<void> {
  const { db, edition } = event
  const notes = await readNotes(db, { editionId: edition.id })
  await withdrawNotes(
    event,
    notes.filter(({ withdrawnOn }) => withdrawnOn !== undefined),
    recipients,
  )
  for (const note of notes.filter(({ withdrawnOn }) => withdrawnOn === undefined)) {
    const create = await createOf(event, note)
    const announce = await announceOf(event, note)
    const isNew = !(await isKnown(event, create.id))
    await sendInLedger(event, create, [])
    await renew(event, [create, announce])
    if (isNew) await sendInLedger(event, announce, recipients)
    else await sendInLedger(event, await updateOf(event, note), recipients)
  }
  await emptyOutdated(event, notes)
}

/**
 * Asks everybody to forget these Notes: the author's Delete, and the Undo of the Announce. Asked again it changes
 * nothing, except under a `purgeId`, which gives what one server alone is asked ids of its own.
 */
export async function withdrawNotes(
  event: EditionEvent,
  notes: readonly EditionNote[],
  recipients: Recipients,
  purgeId?: string,
): Promise<void> {
  const { ctx, edition } = event
  const asked = purgeId === undefined ? [] : [purgeId]
  for (const note of notes) {
    const announced = await announceId(note)
    const byAuthor = byAuthorOf(event, {
      id: await stableId('note-delete', note.id, ...asked),
      type: 'Delete',
      object: tombstoneOfNote(note),
    })
    const undo = byGroupOf(event, {
      id: await stableId('undo', announced, ...asked),
      type: 'Undo',
      object: (await announceOf(event, note)).body,
    })
    for (const built of [byAuthor, undo]) {
      await send(ctx, { ...built, ...channelOf(edition), recipients })
    }
  }
}

type Built = Pick<Outgoing, 'id' | 'type' | 'body' | 'actorId'>

const announceId = ({ id }: EditionNote): Promise<string> => stableId('note-announce', id)

const createOf = async (event: EditionEvent, note: EditionNote): Promise<Built> =>
  byAuthorOf(event, {
    id: await stableId('note-create', note.id),
    type: 'Create',
    object: objectOfNote(event.edition, note),
  })

const updateId = (note: EditionNote, version: number): Promise<string> =>
  stableId('note-update', note.id, String(version))

const updateOf = async (event: EditionEvent, note: EditionNote): Promise<Built> =>
  byAuthorOf(event, {
    id: await updateId(note, event.edition.version),
    type: 'Update',
    object: objectOfNote(event.edition, note),
  })

const announceOf = async (event: EditionEvent, note: EditionNote): Promise<Built> =>
  byGroupOf(event, { id: await announceId(note), type: 'Announce', object: note.uri })

interface Parts {
  readonly id: string
  readonly type: string
  readonly object: Fragment | string
}

function byAuthorOf({ ctx, edition }: EditionEvent, parts: Parts): Built {
  const body = build(edition, ctx.origin, edition.author.uri, parts)
  return { id: parts.id, type: parts.type, body, actorId: edition.author.actorId }
}

function byGroupOf({ ctx, edition, group }: EditionEvent, parts: Parts): Built {
  if (group === undefined || !edition.channel) throw new TypeError('Only a channel of our own announces')
  const body = build(edition, ctx.origin, edition.channel.actorUri, parts)
  return { id: parts.id, type: parts.type, body, actorId: group }
}

const build = (edition: PublishedEdition, origin: string, actor: string, { id, type, object }: Parts) =>
  activity({ id: activityUri(origin, id), type, actor, object, addressing: addressingOf(edition) })

const channelOf = ({ channel }: PublishedEdition) => (channel ? { channelId: channel.id } : {})

const sendInLedger = ({ ctx, edition }: EditionEvent, built: Built, recipients: Recipients): Promise<void> =>
  send(ctx, { ...built, ...channelOf(edition), editionId: edition.id, recipients })

/** Whether it went out before: whoever has it gets the newer words as an Update. */
async function isKnown({ db }: EditionEvent, id: string): Promise<boolean> {
  return (
    (await db.selectFrom('activities').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
  )
}

/** What was emptied with the version before is whole again, with the newest words. */
async function renew({ ctx }: EditionEvent, built: readonly Built[]): Promise<void> {
  for (const { id, body } of built) {
    await ctx.db
      .updateTable('activities')
      .set({ body: documentOf(body) })
      .where('id', '=', id)
      .execute()
  }
}

/** Updates that carried older words stay empty, and are not delivered any more. */
async function emptyOutdated({ ctx, edition }: EditionEvent, notes: readonly EditionNote[]): Promise<void> {
  const ids: string[] = []
  for (const note of notes) {
    for (let older = 1; older < edition.version; older += 1) ids.push(await updateId(note, older))
  }
  if (ids.length === 0) return
  await ctx.db.updateTable('activities').set({ body: new Uint8Array() }).where('id', 'in', ids).execute()
}
