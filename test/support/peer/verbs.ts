import { randomUUID } from 'node:crypto'
import type { Answer, PeerClient, RequestOptions } from './client.ts'
import { type ActorName, activityDocument, type NoteFields, noteDocument, tombstone } from './documents.ts'
import type { JsonObject } from './http.ts'
import type { PeerState } from './state.ts'

interface VerbOptions extends Omit<RequestOptions, 'as'> {
  /** Who acts: also who signs. */
  readonly as?: ActorName
  /** Inbox to deliver to; without it the activity is only made and served. */
  readonly deliverTo?: string
}

interface Done {
  readonly activity: JsonObject
  /** Absent when nothing was delivered. */
  readonly answer?: Answer
}

interface DoneWithNote extends Done {
  readonly note: JsonObject
}

/** What an ordinary server does. Everything made here is served at its id, so that a receiver can fetch it again. */
export interface PeerVerbs {
  /** Follows an actor (as the `community` unless told), delivered to the inbox that its document names. */
  follow(
    actorUrl: string,
    options?: Omit<VerbOptions, 'deliverTo'>,
  ): Promise<Done & { readonly answer: Answer }>
  /** Takes a follow back, delivered where the follow went. */
  undoFollow(follow: JsonObject, options?: VerbOptions): Promise<Done & { readonly answer: Answer }>
  /** Answers a Follow of our community, delivered to the follower's inbox. */
  accept(follow: JsonObject, options?: VerbOptions): Promise<Done & { readonly answer: Answer }>
  reject(follow: JsonObject, options?: VerbOptions): Promise<Done & { readonly answer: Answer }>
  /** A note by the `reader` unless told, wrapped in a Create with the same addresses. */
  createNote(fields: NoteFields, options?: VerbOptions): Promise<DoneWithNote>
  /** A changed note; `changes` replace its fields. */
  update(note: JsonObject, changes: JsonObject, options?: VerbOptions): Promise<DoneWithNote>
  /** From then on the note is served as a Tombstone with 410. */
  delete(note: JsonObject, options?: VerbOptions): Promise<Done>
  /** The community passes an activity, an object or an id on (FEP-1b12). */
  announce(object: JsonObject | string, extra?: JsonObject, options?: VerbOptions): Promise<Done>
  /** An activity with an id of ours that is served but not delivered. */
  activity(type: string, by: ActorName, object: unknown, extra?: JsonObject): JsonObject
}

export function createVerbs(state: PeerState, client: PeerClient): PeerVerbs {
  const store = (document: JsonObject): JsonObject => {
    state.objects.set(new URL(String(document['id'])).pathname, document)
    return document
  }
  const activity: PeerVerbs['activity'] = (type, by, object, extra = {}) =>
    store(
      activityDocument(
        `${state.origin}/activities/${randomUUID()}`,
        type,
        state.actors[by].id,
        object,
        extra,
      ),
    )

  const deliver = async (made: JsonObject, options: VerbOptions, by: ActorName): Promise<Done> =>
    options.deliverTo === undefined
      ? { activity: made }
      : { activity: made, answer: await client.post(options.deliverTo, made, { ...options, as: by }) }

  const deliverToInboxOf = async (
    actorUrl: unknown,
    made: JsonObject,
    options: VerbOptions,
    by: ActorName,
  ) => {
    const inbox = options.deliverTo ?? (await inboxOf(client, actorUrl))
    return { activity: made, answer: await client.post(inbox, made, { ...options, as: by }) }
  }

  const respond = (type: 'Accept' | 'Reject', follow: JsonObject, options: VerbOptions) => {
    const by = options.as ?? 'community'
    const inner = { id: follow['id'], type: 'Follow', actor: follow['actor'], object: follow['object'] }
    return deliverToInboxOf(
      follow['actor'],
      activity(type, by, inner, { to: [follow['actor']] }),
      options,
      by,
    )
  }

  return {
    activity,
    follow(actorUrl, options = {}) {
      const by = options.as ?? 'community'
      return deliverToInboxOf(actorUrl, activity('Follow', by, actorUrl, { to: [actorUrl] }), options, by)
    },
    undoFollow(follow, options = {}) {
      const by = options.as ?? 'community'
      const { '@context': _context, ...inner } = follow
      const undo = activity('Undo', by, inner, { to: [follow['object']] })
      return deliverToInboxOf(follow['object'], undo, options, by)
    },
    accept: (follow, options = {}) => respond('Accept', follow, options),
    reject: (follow, options = {}) => respond('Reject', follow, options),
    async createNote(fields, options = {}) {
      const by = options.as ?? 'reader'
      const id = `${state.origin}/notes/${randomUUID()}`
      const note = store(noteDocument(id, state.actors[by].id, fields, state.now()))
      return { note, ...(await deliver(activity('Create', by, inner(note), addresses(note)), options, by)) }
    },
    async update(note, changes, options = {}) {
      const by = options.as ?? 'reader'
      const changed = store({ ...note, ...changes, updated: state.now().toISOString() })
      const made = activity('Update', by, inner(changed), addresses(changed))
      return { note: changed, ...(await deliver(made, options, by)) }
    },
    delete(note, options = {}) {
      const by = options.as ?? 'reader'
      const gone = store(tombstone(note, state.now()))
      return deliver(activity('Delete', by, inner(gone), addresses(note)), options, by)
    },
    announce(object, extra = {}, options = {}) {
      const by = options.as ?? 'community'
      const followers = `${state.actors[by].id}/followers`
      const passedOn = typeof object === 'string' ? object : inner(object)
      return deliver(activity('Announce', by, passedOn, { to: [followers], cc: [], ...extra }), options, by)
    },
  }
}

async function inboxOf(client: PeerClient, actorUrl: unknown): Promise<string> {
  const actor = await client.get(String(actorUrl))
  const inbox = actor.json?.['inbox']
  if (typeof inbox !== 'string')
    throw new Error(`${String(actorUrl)} answered ${actor.status} and names no inbox`)
  return inbox
}

/** An embedded document leaves the context to the outer one. */
function inner({ '@context': _context, ...document }: JsonObject): JsonObject {
  return document
}

function addresses(note: JsonObject): JsonObject {
  const audience = note['audience']
  return { to: note['to'], cc: note['cc'], ...(audience === undefined ? {} : { audience }) }
}
