import type { PublishedDatabase } from '../../channels/published.ts'

export interface SigningKey {
  readonly keyId: string
  readonly privateKey: CryptoKey
}

/** The key of one of our actors. */
export async function readSigningKey(db: PublishedDatabase, actorId: string): Promise<SigningKey> {
  const row = await db
    .selectFrom('actorKeys')
    .select(['keyUri', 'privateKeyPem'])
    .where('actorId', '=', actorId)
    .executeTakeFirstOrThrow()
  return { keyId: row.keyUri, privateKey: await importPrivateKey(row.privateKeyPem) }
}

/** The instance actor's key, which signs every GET; undefined before the community is set up. */
export async function readInstanceKey(db: PublishedDatabase): Promise<SigningKey | undefined> {
  const row = await db
    .selectFrom('actors as actor')
    .innerJoin('actorKeys as key', 'key.actorId', 'actor.id')
    .select(['key.keyUri', 'key.privateKeyPem'])
    .where('actor.kind', '=', 'instance')
    .executeTakeFirst()
  return row && { keyId: row.keyUri, privateKey: await importPrivateKey(row.privateKeyPem) }
}

function importPrivateKey(pem: string): Promise<CryptoKey> {
  const der = Uint8Array.from(atob(pem.replace(/-----[A-Z ]+-----|\s/g, '')), (letter) =>
    letter.charCodeAt(0),
  )
  // The library insists on an extractable key.
  return crypto.subtle.importKey('pkcs8', der, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, true, ['sign'])
}
