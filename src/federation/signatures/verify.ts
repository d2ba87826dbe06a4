import { verifyRequestDetailed } from '@fedify/fedify/sig'
import { CryptographicKey } from '@fedify/vocab'
import { importPem } from '@fedify/vocab-runtime'
import { loadNothing } from '../contexts.ts'
import type { SignatureClaim } from './read-signature.ts'

/** A key in the form that the library takes one, RSA or Ed25519; undefined for what is no key. */
export async function importKey(keyId: string, publicKeyPem: string): Promise<CryptographicKey | undefined> {
  try {
    return new CryptographicKey({ id: new URL(keyId), publicKey: await importPem(publicKeyPem) })
  } catch {
    return undefined
  }
}

/**
 * Whether a request bears a valid signature by the given key and, for a POST, a digest that matches its body. The
 * claim must come from `judgeSignature`, which judges coverage and time. Never throws for bad input, never asks the
 * network. `body` is what was read of the request.
 */
export async function isSignedBy(
  request: Request,
  body: Uint8Array<ArrayBuffer> | undefined,
  claim: SignatureClaim,
  key: CryptographicKey,
  origin: string,
): Promise<boolean> {
  const usesEd25519 = key.publicKey?.algorithm.name === 'Ed25519'
  // draft-cavage knows RSA only, as far as the library goes.
  if (usesEd25519 && claim.scheme !== 'rfc9421') return false
  try {
    const result = await verifyRequestDetailed(asAddressed(request, body, origin), {
      spec: claim.scheme,
      timeWindow: false,
      keyCache: {
        get: (keyId) => Promise.resolve(keyId.href === key.id?.href ? key : null),
        set: () => Promise.resolve(),
      },
      documentLoader: loadNothing,
      contextLoader: loadNothing,
    })
    return result.verified
  } catch {
    // Malformed base64, a key of another kind, a date that is none: the library throws for some of what strangers send.
    return false
  }
}

/**
 * The request as it was sent to our public address: a proxy in front may have changed host and scheme. A signature
 * made for another server's address can therefore never be valid here.
 */
function asAddressed(request: Request, body: Uint8Array<ArrayBuffer> | undefined, origin: string): Request {
  const { pathname, search } = new URL(request.url)
  const headers = new Headers(request.headers)
  headers.set('Host', new URL(origin).host)
  return new Request(origin + pathname + search, { method: request.method, headers, body: body ?? null })
}
