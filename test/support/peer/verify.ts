import { verify } from 'node:crypto'
import type { WireRequest } from './http.ts'
import { type FoundKey, fetchKey } from './keys.ts'
import type { ParsedSignature, Scheme } from './signature.ts'
import { readCavage } from './signatures-cavage.ts'
import { readRfc9421 } from './signatures-rfc9421.ts'

export type Verdict =
  | { readonly verified: true; readonly scheme: Scheme; readonly keyId: string; readonly owner: string }
  | { readonly verified: false; readonly reason: string }

/** Verifies a request's signature with keys fetched over the network; a key is remembered once it verified something. */
export type Verifier = (wire: WireRequest, now: Date) => Promise<Verdict>

export function createVerifier(): Verifier {
  const known = new Map<string, FoundKey>()
  return async (wire, now) => {
    const parsed = readSignature(wire, now)
    if (!parsed.ok) return { verified: false, reason: parsed.reason }
    const { keyId, scheme } = parsed
    const remembered = known.get(keyId)
    if (remembered && isSignedWith(remembered, parsed)) {
      return { verified: true, scheme, keyId, owner: remembered.owner }
    }
    const found = await fetchKey(keyId).catch((fault: unknown) => String(fault))
    if (typeof found === 'string') return { verified: false, reason: found }
    if (!isSignedWith(found, parsed)) return { verified: false, reason: 'the signature is not by this key' }
    known.set(keyId, found)
    return { verified: true, scheme, keyId, owner: found.owner }
  }
}

/** Which scheme a request uses, before anything about it is believed. */
export function schemeOf(wire: WireRequest): Scheme | undefined {
  if (wire.headers['signature'] === undefined) return undefined
  return wire.headers['signature-input'] === undefined ? 'cavage' : 'rfc9421'
}

function readSignature(wire: WireRequest, now: Date): ParsedSignature {
  switch (schemeOf(wire)) {
    case 'rfc9421':
      return readRfc9421(wire, now)
    case 'cavage':
      return readCavage(wire, now)
    case undefined:
      return { ok: false, reason: 'it is not signed' }
  }
}

const isSignedWith = (key: FoundKey, parsed: ParsedSignature & { ok: true }): boolean =>
  verify('RSA-SHA256', Buffer.from(parsed.base), key.publicKey, parsed.signature)
