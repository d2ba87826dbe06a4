import { type KeyObject, sign } from 'node:crypto'
import { legacyDigest, legacyDigestMatches } from './digests.ts'
import type { WireRequest } from './http.ts'
import { type ParsedSignature, tooFarFromNow, unsigned } from './signature.ts'

/** What a `Signature` header of draft-cavage-http-signatures-12 must cover before this peer believes it. */
const required = ['(request-target)', 'host', 'date']

export interface CavageSigning {
  readonly keyId: string
  readonly privateKey: KeyObject
  readonly date: Date
  readonly withDigest: boolean
}

/** Headers to add to the request; `host` must already be among its headers. */
export function signCavage(wire: WireRequest, signing: CavageSigning): Record<string, string> {
  const added: Record<string, string> = { date: signing.date.toUTCString() }
  if (signing.withDigest) added['digest'] = legacyDigest(wire.body)
  const covered = [...required, ...(signing.withDigest ? ['digest'] : [])]
  const base = signatureBase({ ...wire, headers: { ...wire.headers, ...added } }, covered)
  if (base === undefined) throw new Error('a request that lacks a host cannot be signed')
  const signature = sign('RSA-SHA256', Buffer.from(base), signing.privateKey).toString('base64')
  const parameters = [`keyId="${signing.keyId}"`, 'algorithm="rsa-sha256"', `headers="${covered.join(' ')}"`]
  return { ...added, signature: [...parameters, `signature="${signature}"`].join(',') }
}

/**
 * Checks everything that needs no key: form, coverage, host, date (5 minutes) and digest.
 * The signature itself is left to the caller, who knows the key.
 */
export function readCavage(wire: WireRequest, now: Date): ParsedSignature {
  const parameters = parseParameters(wire.headers['signature'] ?? '')
  const keyId = parameters.get('keyId')
  const signature = parameters.get('signature')
  if (!keyId || !signature) return unsigned('the Signature header lacks keyId or signature')
  const algorithm = parameters.get('algorithm') ?? 'hs2019'
  if (!['rsa-sha256', 'hs2019'].includes(algorithm)) return unsigned(`unknown algorithm ${algorithm}`)
  const covered = (parameters.get('headers') ?? 'date').toLowerCase().split(' ')
  const missing = mustCover(wire).find((name) => !covered.includes(name))
  if (missing) return unsigned(`the signature does not cover ${missing}`)
  const fault = faultInHeaders(wire, now)
  if (fault) return unsigned(fault)
  const base = signatureBase(wire, covered)
  if (base === undefined) return unsigned('the signature covers a header that is absent')
  return { ok: true, scheme: 'cavage', keyId, base, signature: Buffer.from(signature, 'base64') }
}

const mustCover = (wire: WireRequest): string[] =>
  wire.method === 'POST' || wire.body.length > 0 ? [...required, 'digest'] : required

function faultInHeaders(wire: WireRequest, now: Date): string | undefined {
  if (wire.headers['host'] !== new URL(wire.url).host) return 'the host is not this one'
  if (tooFarFromNow(Date.parse(wire.headers['date'] ?? ''), now)) return 'the date is more than 5 minutes off'
  const digest = wire.headers['digest']
  if (digest !== undefined && !legacyDigestMatches(digest, wire.body))
    return 'the digest does not match the body'
  return undefined
}

function parseParameters(header: string): Map<string, string> {
  const pattern = /([A-Za-z]+)=(?:"([^"]*)"|([0-9]+))\s*(?:,\s*|$)/gy
  return new Map(
    [...header.matchAll(pattern)].map(([, name = '', text, number]) => [name, text ?? number ?? '']),
  )
}

function signatureBase(wire: WireRequest, covered: readonly string[]): string | undefined {
  const { pathname, search } = new URL(wire.url)
  const lines: string[] = []
  for (const name of covered) {
    const value =
      name === '(request-target)' ? `${wire.method.toLowerCase()} ${pathname}${search}` : wire.headers[name]
    if (value === undefined) return undefined
    lines.push(`${name}: ${value}`)
  }
  return lines.join('\n')
}
