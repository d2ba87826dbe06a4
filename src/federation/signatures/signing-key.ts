import type { PublishedDatabase } from '../../channels/published.ts'

export interface SigningKey {
  readonly keyId: string
  readonly privateKey: CryptoKey
  /** The one before, while it is kept: some know only that one yet, and do not look again. */
  readonly former?: Omit<SigningKey, 'former'>
}

/** The key of one of our actors. */
export async function readSigningKey(db: PublishedDatabase, actorId: string): Promise<SigningKey> {
  const key = await asSigningKey(await keyRows(db).where('actorId', '=', actorId).execute())
  if (!key) throw new Error('an actor without a key')
  return key
}

/** The instance actor's key, which signs every GET; undefined before the community is set up. */
export const readInstanceKey = async (db: PublishedDatabase): Promise<SigningKey | undefined> =>
  asSigningKey(
    await keyRows(db)
      .where('actorId', 'in', db.selectFrom('actors').select('id').where('kind', '=', 'instance'))
      .execute(),
  )

/** The one that signs, then the newest of those before. */
const keyRows = (db: PublishedDatabase) =>
  db
    .selectFrom('actorKeys')
    .select(['keyUri', 'privateKeyPem'])
    .orderBy('retiredOn', (order) => order.desc().nullsFirst())
    .limit(2)

async function asSigningKey(
  rows: readonly { readonly keyUri: string; readonly privateKeyPem: string }[],
): Promise<SigningKey | undefined> {
  const [current, former] = await Promise.all(
    rows.map(async ({ keyUri, privateKeyPem }) => ({
      keyId: keyUri,
      privateKey: await importPrivateKey(privateKeyPem),
    })),
  )
  return current && { ...current, ...(former ? { former } : {}) }
}

function importPrivateKey(pem: string): Promise<CryptoKey> {
  const der = Uint8Array.from(atob(pem.replace(/-----[A-Z ]+-----|\s/g, '')), (letter) =>
    letter.charCodeAt(0),
  )
  // The library insists on an extractable key.
  return crypto.subtle.importKey('pkcs8', der, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, true, ['sign'])
}
