import { exportSpki, importMultibaseKey } from '@fedify/vocab-runtime'
import { idOf, isObject, type JsonObject, listOf, textOf, typesOf } from '../read-json.ts'
import { hostOf } from '../uris.ts'

export interface ListedKey {
  readonly keyUri: string
  readonly publicKeyPem: string
}

/** Nobody needs more; each of them costs a row. */
const mostKeys = 8

/**
 * The keys that an actor's document lists as its own, on its own host: `publicKey` (an object or several), then
 * `assertionMethod` (FEP-521a, Multikey; RSA or Ed25519). What is no key of a kind that we can verify is left out.
 */
export async function listedKeys(document: JsonObject, owner: string): Promise<readonly ListedKey[]> {
  const pems = listOf(document['publicKey'])
    .filter(isObject)
    .filter((key) => idOf(key['owner']) === owner)
    .map((key) => ({ keyUri: idOf(key), publicKeyPem: textOf(key, 'publicKeyPem') }))
  const multikeys = listOf(document['assertionMethod'])
    .filter(isObject)
    .filter((key) => typesOf(key).includes('Multikey') && idOf(key['controller']) === owner)
    .slice(0, mostKeys)
    .map(async (key) => ({
      keyUri: idOf(key),
      publicKeyPem: await pemOf(textOf(key, 'publicKeyMultibase') ?? ''),
    }))
  const host = hostOf(owner)
  const found = new Map<string, string>()
  for (const { keyUri, publicKeyPem } of [...pems, ...(await Promise.all(multikeys))]) {
    if (keyUri === undefined || publicKeyPem === undefined || !couldBePem(publicKeyPem)) continue
    // A key elsewhere would let one server act in another one's name.
    if (hostOf(keyUri) === host && !found.has(keyUri) && found.size < mostKeys)
      found.set(keyUri, publicKeyPem)
  }
  return [...found].map(([keyUri, publicKeyPem]) => ({ keyUri, publicKeyPem }))
}

/** RSA-4096 takes 800 characters; longer keys only cost time. */
const couldBePem = (text: string): boolean => /^[\x20-\x7e\r\n]{1,2000}$/.test(text)

async function pemOf(multibase: string): Promise<string | undefined> {
  if (!/^[zu][A-Za-z0-9_-]{40,1500}$/.test(multibase)) return undefined
  try {
    return await exportSpki(await importMultibaseKey(multibase))
  } catch {
    return undefined
  }
}
