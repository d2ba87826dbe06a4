import type { Ctx } from '../context.ts'

/** What a checkpoint says: the chain up to this act, on this day. */
export interface SignedPoint {
  readonly sequence: number
  readonly hash: string
  /** `YYYY-MM-DD`. */
  readonly day: string
}

/** RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017): what the community's actors have keys for. */
const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const

/** The keys that checkpoints are signed with: those of the moderation actor, or else of the instance. */
const signingKeys = (ctx: Pick<Ctx, 'db'>) =>
  ctx.db
    .selectFrom('actors')
    .innerJoin('actorKeys', 'actorKeys.actorId', 'actors.id')
    .select(['actorKeys.publicKeyPem', 'actorKeys.privateKeyPem'])
    .where('actors.kind', 'in', ['moderation', 'instance'])
    .where('actorKeys.retiredOn', 'is', null)
    .orderBy('actors.kind', 'desc')
    .limit(1)
    .executeTakeFirst()

/** The key that signs, and those that signed before they were replaced; none before the community's actors exist. */
export async function readPublicKeys(ctx: Pick<Ctx, 'db'>): Promise<readonly CryptoKey[]> {
  const keys = await signingKeys(ctx)
  const former = await ctx.db
    .selectFrom('recordKeys')
    .select('publicKeyPem')
    .orderBy('retiredOn', 'desc')
    .execute()
  return Promise.all(
    [...(keys ? [keys] : []), ...former].map(({ publicKeyPem }) =>
      crypto.subtle.importKey('spki', derOf(publicKeyPem), algorithm, false, ['verify']),
    ),
  )
}

/** Undefined before the community's actors exist. */
export async function readPrivateKey(ctx: Pick<Ctx, 'db'>): Promise<CryptoKey | undefined> {
  const keys = await signingKeys(ctx)
  return keys && crypto.subtle.importKey('pkcs8', derOf(keys.privateKeyPem), algorithm, false, ['sign'])
}

/** Signs a point of the chain; base64. */
export async function sign(privateKey: CryptoKey, point: SignedPoint): Promise<string> {
  const signature = await crypto.subtle.sign(algorithm.name, privateKey, bytesOf(point))
  return btoa(String.fromCharCode(...new Uint8Array(signature)))
}

/** Whether any of these keys signed a point; false also for what is no base64. */
export async function isSigned(
  publicKeys: readonly CryptoKey[],
  point: SignedPoint & { readonly signature: string },
): Promise<boolean> {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(point.signature) || point.signature.length % 4 !== 0) {
    return false
  }
  const signature = Uint8Array.from(atob(point.signature), (letter) => letter.charCodeAt(0))
  for (const publicKey of publicKeys) {
    if (await crypto.subtle.verify(algorithm.name, publicKey, signature, bytesOf(point))) return true
  }
  return false
}

const bytesOf = ({ sequence, hash, day }: SignedPoint): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(`${sequence}\n${hash}\n${day}`)

const derOf = (pem: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(pem.replace(/-----[A-Z ]+-----|\s/g, '')), (letter) => letter.charCodeAt(0))
