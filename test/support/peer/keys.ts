import { createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { isJsonObject, type JsonObject, send } from './http.ts'

export interface KeyPair {
  readonly privateKey: KeyObject
  readonly publicKeyPem: string
}

export async function createKeyPair(): Promise<KeyPair> {
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  return {
    privateKey: pair.privateKey,
    publicKeyPem: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  }
}

export interface FoundKey {
  readonly publicKey: KeyObject
  /** The actor that the key speaks for. */
  readonly owner: string
}

/**
 * Fetches a key from where its id says, unsigned (actor documents are public), and believes it only if
 * the owner is on the same origin and the owner's own document lists exactly this key.
 * Throws an `Error` that says what is wrong.
 */
export async function fetchKey(keyId: string): Promise<FoundKey> {
  const document = await fetchDocument(keyId)
  const key = listedKeys(document).find((listed) => listed['id'] === keyId) ?? bareKey(document, keyId)
  const owner = key?.['owner']
  const pem = key?.['publicKeyPem']
  if (typeof owner !== 'string' || typeof pem !== 'string') throw new Error(`${keyId} is no key`)
  if (new URL(owner).origin !== new URL(keyId).origin) throw new Error(`${keyId} has an owner elsewhere`)
  const actor = document['id'] === owner ? document : await fetchDocument(owner)
  const confirmed = listedKeys(actor).some(
    (listed) => listed['id'] === keyId && listed['publicKeyPem'] === pem,
  )
  if (actor['id'] !== owner || !confirmed) throw new Error(`${owner} does not list ${keyId}`)
  const publicKey = createPublicKey(pem)
  const bits = publicKey.asymmetricKeyDetails?.modulusLength ?? 0
  if (publicKey.asymmetricKeyType !== 'rsa' || bits < 2048) throw new Error(`${keyId} is a weak key`)
  return { publicKey, owner }
}

async function fetchDocument(url: string): Promise<JsonObject> {
  const location = new URL(url)
  location.hash = ''
  const headers = { host: location.host, accept: 'application/activity+json' }
  const wire = { method: 'GET', url: location.href, headers, body: Buffer.alloc(0) }
  const response = await send(wire, 5_000)
  if (response.status !== 200 || !response.json)
    throw new Error(`${location.href} answered ${response.status}`)
  return response.json
}

function listedKeys(document: JsonObject): JsonObject[] {
  const listed = document['publicKey']
  return (Array.isArray(listed) ? listed : [listed]).filter(isJsonObject)
}

const bareKey = (document: JsonObject, keyId: string): JsonObject | undefined =>
  document['id'] === keyId ? document : undefined
