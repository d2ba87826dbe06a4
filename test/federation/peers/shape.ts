import type { JsonObject } from '../../support/peer/http.ts'

/** What a server elsewhere knows of us: all of it public. */
export interface Ours {
  readonly instance: string
  readonly voice: string
  /** An open channel and an edition in it. */
  readonly channel: string
  readonly edition: string
  /** An allied channel. */
  readonly allied: string
  /** Our Follow of the server's group or account. */
  readonly follow: string
}

/** One body as a kind of server sends it, and what is expected to come of it. */
export interface Sent {
  readonly what: string
  readonly body: JsonObject
  /** The HTTP answer; 202 unless told. */
  readonly answer?: 202 | 400 | 401
  /** `nothing` unless told; else what changed, in the words of effects.ts. */
  readonly does?: string
}

/** A kind of server: who is on it, what it serves, and what it sends, in this order. */
export interface Shape {
  readonly software: string
  /** The group or account that we follow. */
  readonly followed: string
  /** Actor documents; each has one key in `publicKey`. */
  readonly actors: readonly JsonObject[]
  readonly served?: readonly JsonObject[]
  readonly sent: readonly Sent[]
}

/** Makes a kind of server at an origin. All its actors have the same key. */
export type MakeShape = (origin: string, pem: string, ours: Ours) => Shape

export const everybody = 'https://www.w3.org/ns/activitystreams#Public'
export const streams = 'https://www.w3.org/ns/activitystreams'
export const security = 'https://w3id.org/security/v1'
/** The clock of these tests stands at 2030-05-20, 10:00 UTC. */
export const now = '2030-05-20T09:59:59Z'
