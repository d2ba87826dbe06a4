import { createClient, type PeerClient } from './client.ts'
import { type ActorName, createActor, type PeerActor } from './documents.ts'
import { type HostileActor, type HostileDocument, serveHostile } from './hostile.ts'
import type { JsonObject } from './http.ts'
import { createKeyPair, type KeyPair } from './keys.ts'
import { createPeerServer } from './server.ts'
import {
  createState,
  type Delivery,
  type Failure,
  isReceived,
  type PeerPolicy,
  type PeerState,
  type ReceivedActivity,
  type RecordedRequest,
  type Responder,
} from './state.ts'
import { createVerbs, type PeerVerbs } from './verbs.ts'
import type { Verdict } from './verify.ts'

export interface PeerOptions extends Partial<PeerPolicy> {
  /** Any free port unless told. */
  readonly port?: number
  readonly host?: 'localhost' | '127.0.0.1'
  readonly now?: () => Date
  /** One pair for all its actors, as making them is slow; each has its own unless told. */
  readonly keys?: KeyPair
}

/** Another server of the federation, written from the specifications alone. Loopback http only. */
export interface Peer extends PeerClient, PeerVerbs {
  /** `http://localhost:<port>`, the same after `pause` and `resume`. */
  readonly origin: string
  readonly actors: Readonly<Record<ActorName, PeerActor>>
  readonly sharedInbox: string
  /** `@name@host:port` */
  handle(name: ActorName): string
  /** Every POST to an inbox in order of arrival, refused and failed ones included. */
  readonly deliveries: readonly Delivery[]
  /** Only what verified. */
  received(type?: string): ReceivedActivity[]
  /** Resolves with the first received activity that fits, also if it is there already. */
  waitFor(
    predicate: (activity: JsonObject, delivery: ReceivedActivity) => boolean,
    options?: { readonly timeoutMs?: number },
  ): Promise<ReceivedActivity>
  /** Every request that reached this peer. */
  readonly requests: readonly RecordedRequest[]
  /** How often a path was asked for, by any method: that no key was fetched is `countOf('/actors/instance') === 0`. */
  countOf(path: string): number
  /** Checks the signature of a recorded request, a GET for instance. */
  verify(recorded: RecordedRequest): Promise<Verdict>
  setPolicy(changes: Partial<PeerPolicy>): void
  /** The next `times` requests of the kind (`inboxes` unless told) are answered so; `hang` gives no answer at all. */
  failWith(
    status: Failure['status'],
    times: number,
    options?: { readonly of?: Failure['of']; readonly retryAfterSeconds?: number },
  ): void
  /** Serves a document of ours at a path of this peer and gives its URL. */
  serve(path: string, document: JsonObject | Responder): string
  hostile(kind: HostileDocument): HostileActor
  /** Connections are refused until `resume`. */
  pause(): Promise<void>
  resume(): Promise<void>
  stop(): Promise<void>
}

/** Starts a peer on 127.0.0.1. Throws when the port is taken. Call `stop` when done. */
export async function startPeer(options: PeerOptions = {}): Promise<Peer> {
  const { port = 0, host = 'localhost', now = () => new Date() } = options
  const newKeys = async () => options.keys ?? createKeyPair()
  const keys = await Promise.all([newKeys(), newKeys(), newKeys(), newKeys()])
  const [instanceKeys, readerKeys, communityKeys, strangerKeys] = keys
  const server = createPeerServer(() => state)
  const listeningOn = await server.listen(port)
  const origin = `http://${host}:${listeningOn}`
  const actors = {
    instance: createActor(origin, 'instance', instanceKeys),
    reader: createActor(origin, 'reader', readerKeys),
    community: createActor(origin, 'community', communityKeys),
  }
  const { refuseRfc9421 = false, refuseCavage = false, requireSignedFetch = false } = options
  const state = createState(origin, actors, { refuseRfc9421, refuseCavage, requireSignedFetch }, now)
  const client = createClient(state, strangerKeys)
  return {
    ...client,
    ...createVerbs(state, client),
    origin,
    actors,
    sharedInbox: `${origin}/inbox`,
    handle: (name) => `@${name}@${host}:${listeningOn}`,
    deliveries: state.deliveries,
    requests: state.requests,
    received: (type) => receivedOf(state).filter(({ activity }) => !type || activity['type'] === type),
    waitFor: (predicate, { timeoutMs = 15_000 } = {}) => waitFor(state, predicate, timeoutMs),
    countOf: (path) => state.requests.filter((recorded) => recorded.path === path).length,
    verify: (recorded) => state.verify(recorded.request, recorded.receivedAt),
    setPolicy: (changes) => {
      state.policy = { ...state.policy, ...changes }
    },
    failWith: (status, times, { of = 'inboxes', ...rest } = {}) => {
      state.failures.push({ status, times, of, ...rest })
    },
    serve: (path, document) => {
      if (typeof document === 'function') state.routes.set(path, document)
      else state.objects.set(path, document)
      return origin + path
    },
    hostile: (kind) => serveHostile(state, kind, strangerKeys),
    pause: () => server.close(),
    resume: async () => void (await server.listen(listeningOn)),
    stop: () => server.close(),
  }
}

const receivedOf = (state: PeerState): ReceivedActivity[] => state.deliveries.filter(isReceived)

function waitFor(
  state: PeerState,
  predicate: (activity: JsonObject, delivery: ReceivedActivity) => boolean,
  timeoutMs: number,
): Promise<ReceivedActivity> {
  const fits = (delivery: ReceivedActivity): boolean => predicate(delivery.activity, delivery)
  return new Promise((resolve, reject) => {
    const already = receivedOf(state).find(fits)
    if (already) return resolve(already)
    const timer = setTimeout(() => {
      state.arrivals.off('delivery', check)
      reject(new Error(`nothing that fits arrived in ${timeoutMs} ms; arrived: ${summary(state)}`))
    }, timeoutMs)
    const check = (delivery: Delivery): void => {
      if (!isReceived(delivery) || !fits(delivery)) return
      clearTimeout(timer)
      state.arrivals.off('delivery', check)
      resolve(delivery)
    }
    state.arrivals.on('delivery', check)
  })
}

function summary(state: PeerState): string {
  const lines = state.deliveries.map(({ activity, status, outcome, reason }) =>
    [String(activity?.['type'] ?? '?'), status, outcome, reason ?? ''].join(' '),
  )
  return lines.length === 0 ? 'nothing' : lines.join('; ')
}
