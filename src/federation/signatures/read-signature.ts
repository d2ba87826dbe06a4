import { hostOf } from '../uris.ts'

export type Scheme = 'rfc9421' | 'draft-cavage-http-signatures-12'

/** What a request claims about who signed it; sound in form, coverage and time, but not yet verified. */
export interface SignatureClaim {
  readonly scheme: Scheme
  readonly keyId: string
  /** Of the key id: approval goes by it, because fetches are signed by instance actors. */
  readonly host: string
}

/** Why a request is not taken for signed, before any key is looked at. */
export type SignatureFault =
  | 'unsigned'
  | 'malformed'
  | 'uncovered'
  | 'weak-digest'
  | 'expired'
  | 'skew'
  | 'key-id'

export type JudgedSignature =
  | { readonly ok: true; readonly claim: SignatureClaim }
  | {
      readonly ok: false
      readonly fault: SignatureFault
      /** Only with `skew`: everything but the clock is as it should be. */
      readonly claim?: SignatureClaim
      /** Only with `skew`: how far their clock is ahead of ours, in seconds; negative when behind. */
      readonly skewSeconds?: number
    }

/** Accepted difference between two clocks, in milliseconds. */
const skewMilliseconds = 5 * 60_000

/**
 * Reads the signature of a request without any network. Not ok unless there is exactly one, it covers method,
 * path and host, for a POST also a SHA-2 digest of the body, and was made within 5 minutes of now (RFC 9421 with
 * RFC 9530, or draft-cavage-12 with RFC 3230). The library checks digest and signature, but not that all this is
 * covered.
 */
export function judgeSignature(request: Request, now: Date): JudgedSignature {
  const judge = request.headers.has('Signature-Input') ? judgeRfc9421 : judgeCavage
  return judge(request, now.getTime())
}

/** The same as a claim, or undefined. */
export function readSignature(request: Request, now: Date): SignatureClaim | undefined {
  const judged = judgeSignature(request, now)
  return judged.ok ? judged.claim : undefined
}

const refused = (fault: SignatureFault): JudgedSignature => ({ ok: false, fault })

function judgeRfc9421({ headers, method }: Request, now: number): JudgedSignature {
  const read = signatureInput.exec(headers.get('Signature-Input') ?? '')
  const [, list = '', rest = ''] = read ?? []
  const covered = [...list.matchAll(/"([^"]*)"/g)].map(([, name]) => name)
  const parameters = pairs(rest.matchAll(/;([a-z]+)=(?:"([^"\\]*)"|(\d{1,15}))/g))
  if (!read || !parameters || !headers.has('Signature')) return refused('malformed')

  const covers = (...names: readonly string[]) => names.every((name) => covered.includes(name))
  const target =
    covers('@target-uri') ||
    ((covers('@authority') || covers('host')) && (covers('@path') || covers('@request-target')))
  if (!covers('@method') || !target) return refused('uncovered')
  if (method === 'POST' && !covers('content-digest')) return refused('uncovered')
  if (method === 'POST' && !hasStrongDigest(headers.get('Content-Digest'))) return refused('weak-digest')

  const expires = parameters.get('expires')
  if (expires !== undefined && !(Number(expires) * 1_000 > now)) return refused('expired')
  const created = Number(parameters.get('created')) * 1_000
  return judged(claimOf('rfc9421', parameters.get('keyid')), [created], now)
}

/** One signature over components without parameters: `sig1=("@method" "@path");created=1;keyid="…"`. */
const signatureInput =
  /^\s*[a-z*][a-z0-9_.*-]*=\(((?:"[a-z0-9@-]+"(?: (?="))?)*)\)((?:;[a-z]+=(?:"[^"\\]*"|\d{1,15}))*)\s*$/

function judgeCavage({ headers, method }: Request, now: number): JudgedSignature {
  const header = headers.get('Signature')
  if (header === null) return refused('unsigned')
  if (!header.split(',').every((part) => cavageParameter.test(part))) return refused('malformed')
  const parameters = pairs(header.matchAll(/(?:^|,)\s*([A-Za-z]+)=(?:"([^"]*)"|(\d{1,15}))\s*(?=,|$)/g))
  if (!parameters?.has('signature')) return refused('malformed')
  const covered = parameters.get('headers')?.split(' ') ?? []
  const needed = ['(request-target)', 'host', 'date', ...(method === 'POST' ? ['digest'] : [])]
  if (!needed.every((name) => covered.includes(name))) return refused('uncovered')
  const digest = headers.get('Digest')
  if ((method === 'POST' || digest !== null) && !hasStrongDigest(digest)) return refused('weak-digest')

  const created = parameters.get('created')
  const expires = parameters.get('expires')
  if (expires !== undefined && !(Number(expires) * 1_000 > now)) return refused('expired')
  const moments = [
    Date.parse(headers.get('Date') ?? ''),
    ...(created === undefined ? [] : [Number(created) * 1_000]),
  ]
  return judged(claimOf('draft-cavage-http-signatures-12', parameters.get('keyId')), moments, now)
}

/** The clock comes last, so that whose clock alone is wrong can be told so. */
function judged(claim: SignatureClaim | undefined, moments: readonly number[], now: number): JudgedSignature {
  if (!claim) return refused('key-id')
  const far = moments.find((moment) => !isNear(moment, now))
  if (far === undefined) return { ok: true, claim }
  if (Number.isNaN(far)) return refused('malformed')
  return { ok: false, fault: 'skew', claim, skewSeconds: Math.round((far - now) / 1_000) }
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
