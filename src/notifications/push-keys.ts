import { SignJWT } from 'jose'
import type { Ctx } from '../context.ts'
import { daysFrom } from '../days.ts'

export interface PushKeys {
  /** The uncompressed point, base64url: what browsers are given and push services see. */
  readonly publicKey: string
  /** PKCS #8, base64url. */
  readonly privateKey: string
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const

/** The community's pair for Web Push (VAPID, RFC 8292): made when it is first needed, and then the same for ever. */
export async function readPushKeys(ctx: Pick<Ctx, 'db'>): Promise<PushKeys> {
  const read = () => ctx.db.selectFrom('pushKeys').select(['publicKey', 'privateKey'])
  const kept = await read().executeTakeFirst()
  if (kept) return kept
  await ctx.db
    .insertInto('pushKeys')
    .values(await createPushKeys())
    .onConflict((conflict) => conflict.column('singleton').doNothing())
    .execute()
  // Of two that were made at the same time the first one stays.
  return read().executeTakeFirstOrThrow()
}

async function createPushKeys(): Promise<PushKeys> {
  const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const [publicKey, privateKey] = await Promise.all([
    crypto.subtle.exportKey('raw', pair.publicKey),
    crypto.subtle.exportKey('pkcs8', pair.privateKey),
  ])
  return { publicKey: encode(publicKey), privateKey: encode(privateKey) }
}

/**
 * Push services want somebody to write to (RFC 8292, 2.1), one of them a name that exists. The community's own would
 * tell them whose signs they carry, so it is the one that is reserved for nobody (RFC 2606).
 */
const contact = 'mailto:nobody@example.com'

/** The `Authorization` header for one push service: proves the key, and names neither the community nor a member. */
export async function authorizePush(
  { clock }: Pick<Ctx, 'clock'>,
  { publicKey, privateKey }: PushKeys,
  endpoint: string,
): Promise<string> {
  const key = await crypto.subtle.importKey('pkcs8', decode(privateKey), algorithm, false, ['sign'])
  const token = await new SignJWT()
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT' })
    .setAudience(new URL(endpoint).origin)
    .setExpirationTime(daysFrom(clock.now(), 0.5))
    .setSubject(contact)
    .sign(key)
  return `vapid t=${token}, k=${publicKey}`
}

const encode = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const decode = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
    character.charCodeAt(0),
  )
