import { lookup as systemLookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, type Dispatcher, errors } from 'undici'
import type { FetchFailure, IncomingResponse, OutgoingRequest, SafeFetch } from '../ports.ts'
import { isLocalAddress, isPublicAddress } from './addresses.ts'

export interface ResolvedAddress {
  readonly address: string
  readonly family: number
}

export interface SafeFetchOptions {
  /** Follows only from a loopback origin: also loopback and private addresses, there also http and any port. */
  readonly allowLoopback: boolean
  /** False where those who are asked need not know what program this is; then no user agent is sent. */
  readonly namesItself?: boolean
  /** The name resolver; the system's (hosts file, then DNS) unless given. */
  readonly lookup?: (hostname: string) => Promise<readonly ResolvedAddress[]>
}

type Outcome = Awaited<ReturnType<SafeFetch>>
type AddressRule = (address: string) => boolean

/** Says nothing about version or machine: a peer has no use for it, an attacker has. */
const userAgent = 'Ayni'

const connectTimeoutMilliseconds = 10_000
/** Node gives up on one of several addresses after 250 ms, less than a round trip from Bolivia to Indonesia. */
const addressAttemptMilliseconds = 2_000
/** A slow peer holds at most so many sockets; further requests to it wait, and their time runs. */
const connectionsPerOrigin = 6
/** Beyond so many open connections each is closed after its answer: a thousand servers are not kept waiting for us. */
const mostKept = 1_200

/**
 * The guarded client (OWASP Server-Side Request Forgery Prevention). See `SafeFetch` for what it refuses. Names are
 * resolved inside the connection, so the address that is judged is the address that is connected to. Redirects are
 * given back, bodies are never decompressed, proxies from the environment are not used. `close` ends what is under
 * way, as unreachable, without waiting for slow peers.
 */
export function createSafeFetch(options: SafeFetchOptions): SafeFetch & { close(): Promise<void> } {
  const lookup = options.lookup ?? ((hostname: string) => systemLookup(hostname, { all: true }))
  const anywhere: AddressRule = (address) =>
    isPublicAddress(address) || (options.allowLoopback && isLocalAddress(address))
  const anywhereAgent = createAgent(guardedLookup(lookup, anywhere))
  const localAgent = createAgent(guardedLookup(lookup, isLocalAddress))

  const safeFetch: SafeFetch = async (request) => {
    const url = URL.canParse(request.url) ? new URL(request.url) : undefined
    if (!url || url.username || url.password) return { ok: false, failure: 'blocked' }

    const isPlainHttps = url.protocol === 'https:' && url.port === ''
    const isLocalWeb = options.allowLoopback && (url.protocol === 'https:' || url.protocol === 'http:')
    if (!isPlainHttps && !isLocalWeb) return { ok: false, failure: 'blocked' }

    // Node connects to a literal address without asking the resolver. The URL parser has already turned every
    // spelling (octal, hexadecimal, one number) into the canonical one.
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const permits = isPlainHttps ? anywhere : isLocalAddress
    if (isIP(host) !== 0 && !permits(host)) return { ok: false, failure: 'blocked' }

    const headers = outgoingHeaders(request, options.namesItself ?? true)
    return send(isPlainHttps ? anywhereAgent : localAgent, url, { ...request, headers })
  }

  return Object.assign(safeFetch, {
    close: async () => {
      await Promise.all([anywhereAgent.agent.destroy(), localAgent.agent.destroy()])
    },
  })
}

/** An agent, and whether it has room to keep another connection open. */
interface Connections {
  readonly agent: Agent
  readonly mayKeep: () => boolean
}

function createAgent(lookup: LookupFunction): Connections {
  let open = 0
  const agent = new Agent({
    connections: connectionsPerOrigin,
    allowH2: false,
    keepAliveTimeout: 10_000,
    keepAliveMaxTimeout: 60_000,
    // One clock governs the whole request, so that a body which drips cannot start it anew with each byte.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: {
      lookup,
      timeout: connectTimeoutMilliseconds,
      allowH2: false,
      rejectUnauthorized: true,
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: addressAttemptMilliseconds,
    },
  })
  agent.on('connect', () => {
    open += 1
  })
  agent.on('disconnect', () => {
    open -= 1
  })
  return { agent, mayKeep: () => open < mostKept }
}

class BlockedAddress extends Error {}

/** Hands Node only the addresses that the rule permits; refuses when a name has addresses, but none of those. */
function guardedLookup(
  lookup: NonNullable<SafeFetchOptions['lookup']>,
  permits: AddressRule,
): LookupFunction {
  return (hostname, { all }, callback) => {
    lookup(hostname).then(
      (found) => {
        const permitted = found.filter(({ address }) => permits(address))
        const [first] = permitted
        if (!first) callback(found.length > 0 ? new BlockedAddress() : new Error('No address'), '', 0)
        else if (all) callback(null, [...permitted])
        else callback(null, first.address, first.family)
      },
      (error: Error) => callback(error, '', 0),
    )
  }
}

async function send(connections: Connections, url: URL, request: OutgoingRequest): Promise<Outcome> {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  // The library hears an abort only once it is connected, so the waiting ends here; what is left of the request is
  // then dropped before it is sent.
  const timeout = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => {
      controller.abort()
      resolve({ ok: false, failure: 'timeout' })
    }, request.timeoutMilliseconds)
  })
  try {
    return await Promise.race([exchange(connections, url, request, controller.signal), timeout])
  } finally {
    clearTimeout(timer)
  }
}

async function exchange(
  { agent, mayKeep }: Connections,
  url: URL,
  request: OutgoingRequest,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    const answer = await agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: request.method,
      headers: request.headers,
      body: request.body ?? null,
      reset: !mayKeep(),
      signal,
    })
    const body = await readBody(answer.body, request.maximumBytes)
    if (!body) return { ok: false, failure: 'tooLarge' }
    const response: IncomingResponse = {
      status: answer.statusCode,
      url: url.href,
      headers: incomingHeaders(answer.headers),
      body,
    }
    return { ok: true, response }
  } catch (error) {
    if (error instanceof errors.InvalidArgumentError) throw error
    return { ok: false, failure: failureOf(error) }
  }
}

function outgoingHeaders(request: OutgoingRequest, namesItself: boolean): Record<string, string> {
  const headers = new Headers(request.headers)
  // The connection's own host is the only one sent: another would reach a neighbour on the same server.
  headers.delete('host')
  if (namesItself) headers.set('user-agent', userAgent)
  else headers.delete('user-agent')
  // Nothing is decompressed here, so that a few bytes cannot unfold into gigabytes.
  headers.set('accept-encoding', 'identity')
  return Object.fromEntries(headers)
}

/** The whole body, or nothing when it is longer than it may be; leaving the loop early drops the connection. */
async function readBody(
  body: Dispatcher.ResponseData['body'],
  maximumBytes: number,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('Body chunks are bytes')
    length += chunk.byteLength
    if (length > maximumBytes) return undefined
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

function incomingHeaders(source: Dispatcher.ResponseData['headers']): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(source)) {
    for (const item of Array.isArray(value) ? value : [value ?? '']) headers.append(name, item)
  }
  return headers
}

function failureOf(error: unknown): FetchFailure {
  if (error instanceof BlockedAddress) return 'blocked'
  if (error instanceof errors.ConnectTimeoutError) return 'timeout'
  if (error instanceof errors.HeadersOverflowError) return 'tooLarge'
  return 'unreachable'
}
