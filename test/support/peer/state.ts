import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { ActorName, PeerActor } from './documents.ts'
import type { JsonObject, WireRequest } from './http.ts'
import type { Scheme } from './signature.ts'
import { createVerifier, type Verifier } from './verify.ts'

export interface PeerPolicy {
  /** Answers 401 to RFC 9421, so that the sender must knock again in draft-cavage. */
  readonly refuseRfc9421: boolean
  /** Answers 401 to draft-cavage, so that the sender must knock in RFC 9421. */
  readonly refuseCavage: boolean
  /** Notes and activities are given only to signed requests; actors stay public. */
  readonly requireSignedFetch: boolean
}

/** A POST to one of the inboxes, whatever was answered. Nothing was believed unless `outcome` says `accepted`. */
export interface Delivery {
  readonly request: WireRequest
  readonly inbox: ActorName | 'shared'
  readonly receivedAt: Date
  /** Status 0: the connection was left without an answer. */
  readonly status: number
  readonly outcome: 'accepted' | 'refused' | 'failed'
  /** Why it was refused, in words. */
  readonly reason?: string
  readonly scheme?: Scheme
  readonly keyId?: string
  readonly activity?: JsonObject
}

/** A delivery whose digest and signature were checked and found to be its actor's own. */
export interface ReceivedActivity extends Delivery {
  readonly outcome: 'accepted'
  readonly scheme: Scheme
  readonly keyId: string
  readonly activity: JsonObject
}

export interface RecordedRequest {
  readonly request: WireRequest
  /** Without the query. */
  readonly path: string
  readonly receivedAt: Date
}

export interface Failure {
  readonly status: number | 'hang'
  times: number
  readonly of: 'inboxes' | 'documents'
  readonly retryAfterSeconds?: number
}

export type Responder = (wire: WireRequest, response: ServerResponse) => void

/** Everything one peer knows. Handed to its parts; nothing is global. */
export interface PeerState {
  readonly origin: string
  readonly now: () => Date
  readonly verify: Verifier
  readonly actors: Readonly<Record<ActorName, PeerActor>>
  readonly objects: Map<string, JsonObject>
  readonly routes: Map<string, Responder>
  readonly requests: RecordedRequest[]
  readonly deliveries: Delivery[]
  readonly failures: Failure[]
  readonly arrivals: EventEmitter<{ delivery: [Delivery] }>
  policy: PeerPolicy
}

export function createState(
  origin: string,
  actors: PeerState['actors'],
  policy: PeerPolicy,
  now: () => Date,
): PeerState {
  return {
    origin,
    now,
    verify: createVerifier(),
    actors,
    objects: new Map(),
    routes: new Map(),
    requests: [],
    deliveries: [],
    failures: [],
    arrivals: new EventEmitter(),
    policy,
  }
}

export const isReceived = (delivery: Delivery): delivery is ReceivedActivity =>
  delivery.outcome === 'accepted'
