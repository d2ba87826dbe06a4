import { signRequest } from '@fedify/fedify/sig'
import type { Ctx } from '../../context.ts'
import type { IncomingResponse, SafeFetch } from '../../ports.ts'
import { instantOf } from './instant.ts'
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
 * 403), once more in draft-cavage: many know only the older way. Without a key it goes out unsigned.
 */
export async function sendSigned(
  ctx: Pick<Ctx, 'clock'>,
  safeFetch: SafeFetch,
  key: SigningKey | undefined,
  request: SignedRequest,
): ReturnType<SafeFetch> {
  if (!key) return safeFetch(request)
  const first = await safeFetch(await signed(ctx, key, request, 'rfc9421'))
  if (!first.ok || !isRefusal(first.response)) return first
  return safeFetch(await signed(ctx, key, request, 'draft-cavage-http-signatures-12'))
}

const isRefusal = ({ status }: IncomingResponse): boolean => [400, 401, 403].includes(status)

async function signed(
  ctx: Pick<Ctx, 'clock'>,
  key: SigningKey,
  request: SignedRequest,
  spec: Scheme,
): Promise<SignedRequest> {
  const now = ctx.clock.now()
  const body = request.body ? Uint8Array.from(request.body) : null
  const unsigned = new Request(request.url, {
    method: request.method,
    headers: { ...request.headers, Date: now.toUTCString() },
    body,
  })
  const { headers } = await signRequest(unsigned, key.privateKey, new URL(key.keyId), {
    spec,
    currentTime: instantOf(now),
    body: body ? body.buffer : null,
  })
  return { ...request, headers: Object.fromEntries(headers) }
}
