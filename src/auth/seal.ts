import type { Ctx } from '../context.ts'

/**
 * Encrypts a text under a token that the database does not hold (AES-256-GCM, NIST SP 800-38D): a copy of the database
 * alone opens nothing. Every sealing has a key of its own, used once, so that a constant nonce is safe.
 */
export async function seal(ctx: Pick<Ctx, 'random'>, token: string, text: string): Promise<string> {
  const salt = ctx.random.id()
  const bytes = await crypto.subtle.encrypt(once, await keyOf(token, salt), new TextEncoder().encode(text))
  return `${salt}.${toHex(new Uint8Array(bytes))}`
}

/** Opens what `seal` made under the same token; undefined for anything else. */
export async function unseal(token: string, sealed: string): Promise<string | undefined> {
  const [, salt = '', hex = ''] = /^([a-z0-9]+)\.((?:[0-9a-f]{2})+)$/.exec(sealed) ?? []
  if (hex === '') return undefined
  const key = await keyOf(token, salt)
  const opened = await crypto.subtle.decrypt(once, key, fromHex(hex)).catch(() => undefined)
  return opened && new TextDecoder().decode(opened)
}

const once = { name: 'AES-GCM', iv: new Uint8Array(12) } as const

async function keyOf(token: string, salt: string): Promise<CryptoKey> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`seal\n${salt}\n${token}`))
  return crypto.subtle.importKey('raw', digest, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

const fromHex = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16),
  )
