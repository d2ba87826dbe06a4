import { type KeyObject, sign } from 'node:crypto'
import { contentDigest, contentDigestMatches } from './digests.ts'
import type { WireRequest } from './http.ts'
import { type ParsedSignature, tooFarFromNow, unsigned } from './signature.ts'
import {
  type BareItem,
  type InnerList,
  type ListMember,
  parseDictionary,
  serializeInnerList,
} from './structured-fields.ts'

export interface Rfc9421Signing {
  readonly keyId: string
  readonly privateKey: KeyObject
  readonly created: Date
  readonly withDigest: boolean
}

/** Headers to add to the request: RFC 9421 with `rsa-v1_5-sha256`, and RFC 9530's `Content-Digest`. */
export function signRfc9421(wire: WireRequest, signing: Rfc9421Signing): Record<string, string> {
  const added: Record<string, string> = signing.withDigest
    ? { 'content-digest': contentDigest(wire.body) }
    : {}
  const components = ['@method', '@target-uri', '@authority', ...Object.keys(added)]
  const list: InnerList = {
    kind: 'list',
    members: components.map((value) => ({ item: { kind: 'string', value }, parameters: new Map() })),
    parameters: new Map<string, BareItem>([
      ['created', { kind: 'integer', value: Math.floor(signing.created.getTime() / 1000) }],
      ['keyid', { kind: 'string', value: signing.keyId }],
      ['alg', { kind: 'string', value: 'rsa-v1_5-sha256' }],
    ]),
  }
  const base = signatureBase({ ...wire, headers: { ...wire.headers, ...added } }, list)
  if (base === undefined) throw new Error('a covered component is absent')
  const signature = sign('RSA-SHA256', Buffer.from(base), signing.privateKey).toString('base64')
  return { ...added, 'signature-input': `sig1=${serializeInnerList(list)}`, signature: `sig1=:${signature}:` }
}

/**
 * Checks everything that needs no key: form, coverage, created and expires (5 minutes), algorithm and digest.
 * Exactly one signature is expected. The signature itself is left to the caller, who knows the key.
 */
export function readRfc9421(wire: WireRequest, now: Date): ParsedSignature {
  const inputs = parseDictionary(wire.headers['signature-input'] ?? '')
  const signatures = parseDictionary(wire.headers['signature'] ?? '')
  const [label, list] = [...(inputs ?? [])][0] ?? []
  if (inputs?.size !== 1 || label === undefined || list?.kind !== 'list')
    return unsigned('no one Signature-Input')
  const signature = signatures?.get(label)
  if (signature?.kind !== 'bytes') return unsigned(`no Signature labelled ${label}`)
  const fault = faultInParameters(list, now) ?? faultInCoverage(wire, list) ?? faultInDigest(wire)
  if (fault) return unsigned(fault)
  const keyId = list.parameters.get('keyid')
  if (keyId?.kind !== 'string') return unsigned('no keyid')
  const base = signatureBase(wire, list)
  if (base === undefined) return unsigned('a covered component is absent or not understood')
  return { ok: true, scheme: 'rfc9421', keyId: keyId.value, base, signature: signature.value }
}

function faultInParameters(list: InnerList, now: Date): string | undefined {
  const created = list.parameters.get('created')
  const expires = list.parameters.get('expires')
  const algorithm = list.parameters.get('alg')
  if (created?.kind !== 'integer') return 'no created'
  if (tooFarFromNow(created.value * 1000, now)) return 'created is more than 5 minutes off'
  if (expires && !(expires.kind === 'integer' && expires.value * 1000 > now.getTime()))
    return 'it has expired'
  if (algorithm && algorithm.value !== 'rsa-v1_5-sha256') return 'unknown algorithm'
  return undefined
}

function faultInCoverage(wire: WireRequest, list: InnerList): string | undefined {
  const covered = list.members.map(({ item }) => item.value)
  if (new Set(covered).size !== covered.length) return 'a component is covered twice'
  const where = [['@target-uri'], ['@authority', '@path'], ['@authority', '@request-target']]
  if (!covered.includes('@method')) return 'the signature does not cover the method'
  if (!where.some((set) => set.every((name) => covered.includes(name)))) return 'it does not cover the target'
  const needsDigest = wire.method === 'POST' || wire.body.length > 0
  if (needsDigest && !covered.includes('content-digest')) return 'the signature does not cover content-digest'
  return undefined
}

function faultInDigest(wire: WireRequest): string | undefined {
  const header = wire.headers['content-digest']
  if (header === undefined || contentDigestMatches(header, wire.body)) return undefined
  return 'the content digest does not match the body'
}

function signatureBase(wire: WireRequest, list: InnerList): string | undefined {
  const lines: string[] = []
  for (const member of list.members) {
    const value = componentValue(wire, member)
    if (value === undefined) return undefined
    lines.push(`"${String(member.item.value)}": ${value}`)
  }
  return [...lines, `"@signature-params": ${serializeInnerList(list)}`].join('\n')
}

/** RFC 9421, sections 2.1 and 2.2. Components with parameters are not understood, so they are refused. */
function componentValue(wire: WireRequest, member: ListMember): string | undefined {
  const url = new URL(wire.url)
  if (member.item.kind !== 'string' || member.parameters.size > 0) return undefined
  switch (member.item.value) {
    case '@method':
      return wire.method
    case '@target-uri':
      return wire.url
    case '@authority':
      return url.host
    case '@scheme':
      return url.protocol.slice(0, -1)
    case '@request-target':
      return url.pathname + url.search
    case '@path':
      return url.pathname
    case '@query':
      return url.search === '' ? '?' : url.search
    default:
      return wire.headers[member.item.value]
  }
}
