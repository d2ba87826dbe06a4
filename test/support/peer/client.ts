import { type ActorName, activityMediaType } from './documents.ts'
import { isJsonObject, type JsonObject, send, type WireRequest, type WireResponse } from './http.ts'
import type { KeyPair } from './keys.ts'
import type { Scheme } from './signature.ts'
import { type Forgery, type Signer, signRequest } from './signing.ts'
import type { PeerState } from './state.ts'

export interface RequestOptions {
  /** `instance` unless told. A `Signer` signs with whatever key it brings. */
  readonly as?: ActorName | 'unsigned' | Signer
  /** `rfc9421` unless told; never both, and never a second knock by itself. */
  readonly scheme?: Scheme
  readonly forgery?: Forgery
  readonly headers?: Readonly<Record<string, string>>
  readonly timeoutMs?: number
}

/** What was answered, and exactly what had been sent: for `replay`. */
export interface Answer extends WireResponse {
  readonly sent: WireRequest
}

export interface PeerClient {
  /** A GET; redirects are given back, not followed. */
  get(url: string, options?: RequestOptions): Promise<Answer>
  /** POSTs an activity; a string or bytes go out as they are, for bodies that are no JSON. */
  post(inboxUrl: string, activity: JsonObject | string | Buffer, options?: RequestOptions): Promise<Answer>
  /** Sends the same bytes with the same headers again; `to` sends them to another address instead. */
  replay(recorded: WireRequest, to?: string): Promise<Answer>
  /**
   * From `@name@host` or `acct:name@host` by WebFinger to the actor document.
   * Throws unless the subject, the self link and the actor's id agree and the media types are right.
   */
  resolve(handle: string): Promise<JsonObject>
}

export function createClient(state: PeerState, stranger: KeyPair): PeerClient {
  const dispatch = async (wire: WireRequest, options: RequestOptions): Promise<Answer> => {
    const sent = prepare(state, stranger, wire, options)
    return { ...(await send(sent, options.timeoutMs)), sent }
  }
  const get = (url: string, options: RequestOptions = {}): Promise<Answer> => {
    const headers = { host: new URL(url).host, accept: activityMediaType, ...options.headers }
    return dispatch({ method: 'GET', url: new URL(url).href, headers, body: Buffer.alloc(0) }, options)
  }
  return {
    get,
    post(inboxUrl, activity, options = {}) {
      const { host, href } = new URL(inboxUrl)
      const headers = { host, 'content-type': activityMediaType, ...options.headers }
      return dispatch({ method: 'POST', url: href, headers, body: toBytes(activity) }, options)
    },
    async replay(recorded, to) {
      const { 'content-length': _length, connection: _connection, ...headers } = recorded.headers
      const moved = to === undefined ? {} : { url: new URL(to).href }
      const host = to === undefined ? {} : { host: new URL(to).host }
      const sent = { ...recorded, ...moved, headers: { ...headers, ...host } }
      return { ...(await send(sent)), sent }
    },
    resolve: (handle) => resolve(get, handle),
  }
}

function prepare(
  state: PeerState,
  stranger: KeyPair,
  wire: WireRequest,
  options: RequestOptions,
): WireRequest {
  const { as = 'instance', scheme = 'rfc9421', forgery } = options
  if (as === 'unsigned') {
    if (forgery) throw new Error('an unsigned request cannot be forged')
    return wire
  }
  const signer = typeof as === 'string' ? signerOf(state, as) : as
  return signRequest(wire, { scheme, signer, forgery, strangerKey: stranger.privateKey, now: state.now() })
}

function signerOf(state: PeerState, name: ActorName): Signer {
  const { keyId, keys } = state.actors[name]
  return { keyId, privateKey: keys.privateKey }
}

function toBytes(activity: JsonObject | string | Buffer): Buffer {
  if (Buffer.isBuffer(activity)) return activity
  return Buffer.from(typeof activity === 'string' ? activity : JSON.stringify(activity))
}

async function resolve(get: PeerClient['get'], handle: string): Promise<JsonObject> {
  const address = handle.replace(/^(?:acct:)?@?/, '')
  const host = address.slice(address.indexOf('@') + 1)
  const resource = `acct:${address}`
  const query = `resource=${encodeURIComponent(resource)}`
  const finger = await get(`http://${host}/.well-known/webfinger?${query}`, {
    as: 'unsigned',
    headers: { accept: 'application/jrd+json' },
  })
  if (finger.status !== 200) throw new Error(`WebFinger answered ${finger.status} for ${resource}`)
  expectMediaType(finger, ['application/jrd+json'])
  if (finger.json?.['subject'] !== resource)
    throw new Error(`WebFinger speaks of another subject than ${resource}`)
  const href = selfLink(finger.json)
  const actor = await get(href)
  if (actor.status !== 200) throw new Error(`${href} answered ${actor.status}`)
  expectMediaType(actor, [activityMediaType, 'application/ld+json'])
  if (actor.json?.['id'] !== href) throw new Error(`${href} says it is ${String(actor.json?.['id'])}`)
  return actor.json
}

function selfLink(finger: JsonObject): string {
  const links = Array.isArray(finger['links']) ? finger['links'].filter(isJsonObject) : []
  const self = links.find((link) => link['rel'] === 'self' && link['type'] === activityMediaType)
  if (typeof self?.['href'] !== 'string') throw new Error('WebFinger has no self link to an actor')
  return self['href']
}

function expectMediaType(answer: WireResponse, allowed: readonly string[]): void {
  const mediaType = (answer.headers['content-type'] ?? '').split(';')[0]?.trim() ?? ''
  if (!allowed.includes(mediaType)) throw new Error(`the media type is ${mediaType}`)
}
