export interface KeyPair {
  /** SubjectPublicKeyInfo and PKCS #8, as PEM (RFC 7468). */
  readonly publicKeyPem: string
  readonly privateKeyPem: string
}

/** Makes the key pair of a new actor; slow, so never called inside a transaction. */
export type NewKeyPair = () => Promise<KeyPair>

/** RSA-2048 with the exponent 65537, as Mastodon uses: larger keys cost four times as much for every delivery. */
export const createKeyPair: NewKeyPair = async () => {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  }
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const [publicKey, privateKey] = await Promise.all([
    crypto.subtle.exportKey('spki', keys.publicKey),
    crypto.subtle.exportKey('pkcs8', keys.privateKey),
  ])
  return { publicKeyPem: pem('PUBLIC KEY', publicKey), privateKeyPem: pem('PRIVATE KEY', privateKey) }
}

function pem(label: string, der: ArrayBuffer): string {
  const base64 = btoa(String.fromCharCode(...new Uint8Array(der)))
  const lines = base64.match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}
