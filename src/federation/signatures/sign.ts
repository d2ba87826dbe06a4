import { signRequest } from '@fedify/fedify/sig'
import type { Ctx } from '../../context.ts'
import { createLimit } from '../../limit.ts'
import type { IncomingResponse, SafeFetch } from '../../ports.ts'
import { instantOf } from './instant.ts'
import type { Knocks } from './knocks.ts'
import type { Scheme } from './read-signature.ts'
import type { SigningKey } from './signing-key.ts'

export interface SignedRequest {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array
  readonly maximumBytes: number
  readonly timeoutMilliseconds: number
}

/**
 * Sends a signed request through the guarded client, in RFC 9421 first and, when the peer refuses that (400, 401,
 * 403), once more in draft-cavage: many know only the older way. With `knocks` the way that a server understood last
 * comes first. Whoever refuses both is asked once more with the key before, if it is still kept: some know only that
 * one and do not look again for a day. Without a key it goes out unsigned.
 */
export async function sendSigned(
  ctx: Pick<Ctx, 'clock'>,
  safeFetch: SafeFetch,
  key: SigningKey | undefined,
  request: SignedRequest,
  knocks?: Knocks,
): ReturnType<SafeFetch> {
  if (!key) return safeFetch(request)
  const [usual, other] = knocks?.orderFor(request.url) ?? ['rfc9421', 'draft-cavage-http-signatures-12']
  const first = await safeFetch(await signed(ctx, key, request, usual))
  if (!first.ok || !isRefusal(first.response)) return first
  const second = await safeFetch(await signed(ctx, key, request, other))
  if (second.ok && !isRefusal(second.response)) knocks?.note(request.url, other)
  const isFinal = !second.ok || !isRefusal(second.response)
  return isFinal || !key.former ? second : sendSigned(ctx, safeFetch, key.former, request, knocks)
}

const isRefusal = ({ status }: IncomingResponse): boolean => [400, 401, 403].includes(status)

async function signed(
  ctx: Pick<Ctx, 'clock'>,
  key: SigningKey,
  request: SignedRequest,
  spec: Scheme,
): Promise<SignedRequest> {
  const { url, method, body } = request
  const digest = body ? await digestOf(body, spec) : {}
  const { headers } = await inTurn(() => {
    const now = ctx.clock.now()
    const unsigned = new Request(url, {
      method,
      headers: { ...request.headers, Date: now.toUTCString(), ...digest },
    })
    return signRequest(unsigned, key.privateKey, new URL(key.keyId), {
      spec,
      currentTime: instantOf(now),
      // That there is one; what it is stands in the digest, so that nobody copies it here for each recipient.
      body: body ? nothing : null,
    })
  })
  return { ...request, headers: Object.fromEntries(headers) }
}

/** Enough for every processor: what is signed leaves before all the others are, and answers come in one by one. */
const inTurn = createLimit(8)

const nothing = new ArrayBuffer(0)

/** One activity goes to a thousand servers in the same bytes. Nobody changes bytes that are on their way. */
const digests = new WeakMap<Uint8Array, Promise<string>>()

/** The field that says what the body is, which the library signs as it finds it. */
async function digestOf(body: Uint8Array, spec: Scheme): Promise<Readonly<Record<string, string>>> {
  const known = digests.get(body) ?? sha256Base64(body)
  digests.set(body, known)
  const digest = await known
  return spec === 'rfc9421' ? { 'Content-Digest': `sha-256=:${digest}:` } : { Digest: `SHA-256=${digest}` }
}

async function sha256Base64(body: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', Uint8Array.from(body))
  return btoa(String.fromCharCode(...new Uint8Array(digest)))
}
