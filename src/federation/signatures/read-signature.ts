import { hostOf } from '../uris.ts'

export type Scheme = 'rfc9421' | 'draft-cavage-http-signatures-12'

/** What a request claims about who signed it; sound in form, coverage and time, but not yet verified. */
export interface SignatureClaim {
  readonly scheme: Scheme
  readonly keyId: string
  /** Of the key id: approval goes by it, because fetches are signed by instance actors. */
  readonly host: string
}

/** Accepted difference between two clocks, in milliseconds. */
const skewMilliseconds = 5 * 60_000

/**
 * Reads the signature of a request without any network. Undefined unless there is exactly one, it covers method,
 * path and host, for a POST also a SHA-2 digest of the body, and was made within 5 minutes of now (RFC 9421 with
 * RFC 9530, or draft-cavage-12 with RFC 3230). The library checks digest and signature, but not that all this is
 * covered.
 */
export function readSignature(request: Request, now: Date): SignatureClaim | undefined {
  const read = request.headers.has('Signature-Input') ? readRfc9421 : readCavage
  return read(request, now.getTime())
}

function readRfc9421({ headers, method }: Request, now: number): SignatureClaim | undefined {
  const [, list = '', rest = ''] = signatureInput.exec(headers.get('Signature-Input') ?? '') ?? []
  const covered = [...list.matchAll(/"([^"]*)"/g)].map(([, name]) => name)
  const parameters = pairs(rest.matchAll(/;([a-z]+)=(?:"([^"\\]*)"|(\d{1,15}))/g))
  if (!parameters || !headers.has('Signature')) return undefined

  const covers = (...names: readonly string[]) => names.every((name) => covered.includes(name))
  const target =
    covers('@target-uri') ||
    ((covers('@authority') || covers('host')) && (covers('@path') || covers('@request-target')))
  if (!covers('@method') || !target) return undefined
  if (method === 'POST' && !(covers('content-digest') && hasStrongDigest(headers.get('Content-Digest'))))
    return undefined

  const expires = parameters.get('expires')
  if (!isNear(Number(parameters.get('created')) * 1_000, now)) return undefined
  if (expires !== undefined && !(Number(expires) * 1_000 > now)) return undefined
  return claimOf('rfc9421', parameters.get('keyid'))
}

/** One signature over components without parameters: `sig1=("@method" "@path");created=1;keyid="…"`. */
const signatureInput =
  /^\s*[a-z*][a-z0-9_.*-]*=\(((?:"[a-z0-9@-]+"(?: (?="))?)*)\)((?:;[a-z]+=(?:"[^"\\]*"|\d{1,15}))*)\s*$/

function readCavage({ headers, method }: Request, now: number): SignatureClaim | undefined {
  const header = headers.get('Signature') ?? ''
  if (!header.split(',').every((part) => cavageParameter.test(part))) return undefined
  const parameters = pairs(header.matchAll(/(?:^|,)\s*([A-Za-z]+)=(?:"([^"]*)"|(\d{1,15}))\s*(?=,|$)/g))
  const covered = parameters?.get('headers')?.split(' ') ?? []
  const needed = ['(request-target)', 'host', 'date', ...(method === 'POST' ? ['digest'] : [])]
  if (!parameters?.has('signature') || !needed.every((name) => covered.includes(name))) return undefined
  const digest = headers.get('Digest')
  if ((method === 'POST' || digest !== null) && !hasStrongDigest(digest)) return undefined

  const created = parameters.get('created')
  const expires = parameters.get('expires')
  if (!isNear(Date.parse(headers.get('Date') ?? ''), now)) return undefined
  if (created !== undefined && !isNear(Number(created) * 1_000, now)) return undefined
  if (expires !== undefined && !(Number(expires) * 1_000 > now)) return undefined
  return claimOf('draft-cavage-http-signatures-12', parameters.get('keyId'))
}

const cavageParameter = /^\s*[A-Za-z]+=(?:"[^"]*"|\d{1,15})\s*$/

/** SHA-1 does not count, nor does an algorithm the library has no name for. */
const hasStrongDigest = (header: string | null): boolean =>
  header?.split(',').every((digest) => /^\s*sha-(?:256|512)=[A-Za-z0-9+/=:]+\s*$/i.test(digest)) ?? false

/** False also for what is no number. */
const isNear = (moment: number, now: number): boolean => Math.abs(moment - now) <= skewMilliseconds

/** Undefined when a name comes twice: two readers might each take another one for true. */
function pairs(matches: Iterable<RegExpExecArray>): ReadonlyMap<string, string> | undefined {
  const found = new Map<string, string>()
  for (const [, name = '', text, number] of matches) {
    if (found.has(name)) return undefined
    found.set(name, text ?? number ?? '')
  }
  return found
}

function claimOf(scheme: Scheme, keyId: string | undefined): SignatureClaim | undefined {
  const host = keyId === undefined ? undefined : hostOf(keyId)
  return keyId === undefined || host === undefined ? undefined : { scheme, keyId, host }
}
