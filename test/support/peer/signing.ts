import type { KeyObject } from 'node:crypto'
import { contentDigest, legacyDigest } from './digests.ts'
import type { WireRequest } from './http.ts'
import type { Scheme } from './signature.ts'
import { signCavage } from './signatures-cavage.ts'
import { signRfc9421 } from './signatures-rfc9421.ts'

export interface Signer {
  readonly keyId: string
  readonly privateKey: KeyObject
}

/**
 * What is wrong with a forged request, and nothing else is wrong with it:
 * - `wrongKey` signed with a key that the keyId does not name;
 * - `unknownKey` the keyId leads to a 404 on this peer;
 * - `{ keyId }` names somebody else's key (an ally's, say), signed with our own;
 * - `tamperedPath` the signature is for another path; `tamperedHeader` the Date, or `created`, was changed after signing;
 * - `tamperedBody` the body was changed after signing; `tamperedDigest` the digest too, to fit the changed body;
 * - `missingDigest` neither sent nor signed; `unsignedDigest` sent and right, but not covered;
 * - `{ clockOffsetSeconds }` signed by a clock that is so much ahead (negative: behind). Past 300 it must be refused.
 */
export type Forgery =
  | 'wrongKey'
  | 'unknownKey'
  | 'tamperedPath'
  | 'tamperedHeader'
  | 'tamperedBody'
  | 'tamperedDigest'
  | 'missingDigest'
  | 'unsignedDigest'
  | { readonly keyId: string }
  | { readonly clockOffsetSeconds: number }

export interface SigningPlan {
  readonly scheme: Scheme
  readonly signer: Signer
  readonly forgery: Forgery | undefined
  /** A key that is published nowhere. */
  readonly strangerKey: KeyObject
  readonly now: Date
}

/** Gives the request as it must go on the wire; throws when the forgery needs a body and there is none. */
export function signRequest(wire: WireRequest, plan: SigningPlan): WireRequest {
  const { forgery } = plan
  if (typeof forgery === 'string' && bodyForgeries.includes(forgery) && wire.body.length === 0) {
    throw new Error(`${forgery} needs a body`)
  }
  const withDigest = wire.body.length > 0 && forgery !== 'missingDigest' && forgery !== 'unsignedDigest'
  const toSign = forgery === 'tamperedPath' ? { ...wire, url: otherPath(wire.url) } : wire
  const signer = {
    keyId: keyIdFor(plan),
    privateKey: forgery === 'wrongKey' ? plan.strangerKey : plan.signer.privateKey,
  }
  const date = dateFor(plan)
  const added =
    plan.scheme === 'cavage'
      ? signCavage(toSign, { ...signer, date, withDigest })
      : signRfc9421(toSign, { ...signer, created: date, withDigest })
  return tamper({ ...wire, headers: { ...wire.headers, ...added } }, plan)
}

const bodyForgeries: readonly string[] = ['tamperedBody', 'tamperedDigest', 'missingDigest', 'unsignedDigest']

function otherPath(url: string): string {
  const other = new URL(url)
  other.pathname = `${other.pathname}-elsewhere`
  return other.href
}

function keyIdFor({ forgery, signer }: SigningPlan): string {
  if (typeof forgery === 'object' && 'keyId' in forgery) return forgery.keyId
  return forgery === 'unknownKey' ? `${new URL(signer.keyId).origin}/actors/nobody#main-key` : signer.keyId
}

function dateFor({ forgery, now }: SigningPlan): Date {
  const offset =
    typeof forgery === 'object' && 'clockOffsetSeconds' in forgery ? forgery.clockOffsetSeconds : 0
  return new Date(now.getTime() + offset * 1000)
}

function tamper(wire: WireRequest, { forgery, scheme, now }: SigningPlan): WireRequest {
  const body = Buffer.from(`${wire.body.toString('utf8')} `)
  const digest = (bytes: Buffer): Record<string, string> =>
    scheme === 'cavage' ? { digest: legacyDigest(bytes) } : { 'content-digest': contentDigest(bytes) }
  switch (forgery) {
    case 'tamperedHeader':
      return { ...wire, headers: { ...wire.headers, ...movedClock(wire, scheme, now) } }
    case 'tamperedBody':
      return { ...wire, body }
    case 'tamperedDigest':
      return { ...wire, body, headers: { ...wire.headers, ...digest(body) } }
    case 'unsignedDigest':
      return { ...wire, headers: { ...wire.headers, ...digest(wire.body) } }
    default:
      return wire
  }
}

function movedClock(wire: WireRequest, scheme: Scheme, now: Date): Record<string, string> {
  const earlier = new Date(now.getTime() - 60_000)
  if (scheme === 'cavage') return { date: earlier.toUTCString() }
  const input = wire.headers['signature-input'] ?? ''
  const seconds = Math.floor(earlier.getTime() / 1000)
  return { 'signature-input': input.replace(/created=\d+/, `created=${seconds}`) }
}
