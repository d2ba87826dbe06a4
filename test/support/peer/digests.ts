import { createHash } from 'node:crypto'
import { parseDictionary } from './structured-fields.ts'

const hash = (algorithm: 'sha256' | 'sha512', body: Buffer): string =>
  createHash(algorithm).update(body).digest('base64')

/** The `Digest` header of RFC 3230, which draft-cavage signs. */
export const legacyDigest = (body: Buffer): string => `SHA-256=${hash('sha256', body)}`

/** The `Content-Digest` header of RFC 9530. */
export const contentDigest = (body: Buffer): string => `sha-256=:${hash('sha256', body)}:`

/** True when at least one known algorithm is named and every known one matches the body. */
export function legacyDigestMatches(header: string, body: Buffer): boolean {
  const known = header.split(',').flatMap((part) => {
    const [, name = '', value = ''] = /^\s*([^=]+)=(.*?)\s*$/.exec(part) ?? []
    const algorithm = algorithms[name.toLowerCase()]
    return algorithm ? [hash(algorithm, body) === value] : []
  })
  return known.length > 0 && known.every(Boolean)
}

/** True when at least one known algorithm is named and every known one matches the body (RFC 9530, section 2). */
export function contentDigestMatches(header: string, body: Buffer): boolean {
  const dictionary = parseDictionary(header)
  if (!dictionary) return false
  const known = [...dictionary].flatMap(([name, member]) => {
    const algorithm = algorithms[name]
    if (!algorithm) return []
    return [member.kind === 'bytes' && member.value.toString('base64') === hash(algorithm, body)]
  })
  return known.length > 0 && known.every(Boolean)
}

const algorithms: Readonly<Record<string, 'sha256' | 'sha512'>> = { 'sha-256': 'sha256', 'sha-512': 'sha512' }
