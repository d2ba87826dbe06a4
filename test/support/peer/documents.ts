import type { JsonObject } from './http.ts'
import type { KeyPair } from './keys.ts'

export const publicAddress = 'https://www.w3.org/ns/activitystreams#Public'
export const activityMediaType = 'application/activity+json'

/** The instance itself, somebody who reads and writes, and a community that follows communities (FEP-d36d). */
export type ActorName = 'instance' | 'reader' | 'community'
export const actorNames: readonly ActorName[] = ['instance', 'reader', 'community']

const actorTypes = { instance: 'Application', reader: 'Person', community: 'Group' } as const

export interface PeerActor {
  readonly id: string
  readonly keyId: string
  readonly keys: KeyPair
  readonly document: JsonObject
}

export function createActor(origin: string, name: ActorName, keys: KeyPair): PeerActor {
  const id = `${origin}/actors/${name}`
  const keyId = `${id}#main-key`
  const document = {
    '@context': ['https://www.w3.org/ns/activitystreams', 'https://w3id.org/security/v1'],
    id,
    type: actorTypes[name],
    preferredUsername: name,
    name: `The ${name} of a neighbouring server`,
    inbox: `${id}/inbox`,
    outbox: `${id}/outbox`,
    followers: `${id}/followers`,
    endpoints: { sharedInbox: `${origin}/inbox` },
    manuallyApprovesFollowers: false,
    publicKey: { id: keyId, owner: id, publicKeyPem: keys.publicKeyPem },
  }
  return { id, keyId, keys, document }
}

/** RFC 7033; `undefined` when the resource is none of this server's actors. */
export function webFinger(origin: string, resource: string): JsonObject | undefined {
  const { host } = new URL(origin)
  const name = actorNames.find((known) =>
    [`acct:${known}@${host}`, `${origin}/actors/${known}`].includes(resource),
  )
  if (!name) return undefined
  const href = `${origin}/actors/${name}`
  return { subject: `acct:${name}@${host}`, links: [{ rel: 'self', type: activityMediaType, href }] }
}

export const emptyCollection = (id: string): JsonObject => ({
  '@context': 'https://www.w3.org/ns/activitystreams',
  id,
  type: 'OrderedCollection',
  totalItems: 0,
  orderedItems: [],
})

export interface NoteFields {
  /** `Note` unless told; a titled top post of a community is a `Page`. */
  readonly type?: 'Note' | 'Page' | 'Article'
  readonly name?: string
  readonly content?: string
  readonly inReplyTo?: string
  readonly to?: readonly string[]
  readonly cc?: readonly string[]
  readonly audience?: string
  readonly language?: string
}

export function noteDocument(
  id: string,
  attributedTo: string,
  fields: NoteFields,
  published: Date,
): JsonObject {
  const content = fields.content ?? '<p>Warm greetings from the neighbours.</p>'
  return {
    '@context': 'https://www.w3.org/ns/activitystreams',
    id,
    type: fields.type ?? 'Note',
    attributedTo,
    to: fields.to ?? [publicAddress],
    cc: fields.cc ?? [],
    content,
    mediaType: 'text/html',
    published: published.toISOString(),
    ...(fields.name === undefined ? {} : { name: fields.name }),
    ...(fields.inReplyTo === undefined ? {} : { inReplyTo: fields.inReplyTo }),
    ...(fields.audience === undefined ? {} : { audience: fields.audience }),
    ...(fields.language === undefined ? {} : { contentMap: { [fields.language]: content } }),
  }
}

/** An activity about an object, addressed as the object is unless `extra` says otherwise. */
export function activityDocument(
  id: string,
  type: string,
  actor: string,
  object: unknown,
  extra: JsonObject = {},
): JsonObject {
  return { '@context': 'https://www.w3.org/ns/activitystreams', id, type, actor, object, ...extra }
}

export const tombstone = (note: JsonObject, deleted: Date): JsonObject => ({
  '@context': 'https://www.w3.org/ns/activitystreams',
  id: note['id'],
  type: 'Tombstone',
  formerType: note['type'],
  deleted: deleted.toISOString(),
})
