import { sha256 } from '../hashing.ts'
import type { PageContext } from './respond.tsx'

/**
 * Short, because a withdrawal must not be outlived by a copy; in seconds. Afterwards one asks again with the tag and
 * is told in a few bytes that nothing changed.
 */
const publicCaching = 'public, max-age=60'

/**
 * Lets anybody keep what anybody may read, with a tag of its bytes (RFC 9110, 8.8.3), and answers 304 to whoever has
 * them. Only for strangers: what came with a cookie was made for her, and is never kept.
 */
export async function cacheable(c: PageContext, response: Response): Promise<Response> {
  if (response.status !== 200 || c.req.header('Cookie') !== undefined) return response
  const body = await response.text()
  const tag = `"${(await sha256(body)).slice(0, 32)}"`
  c.header('Cache-Control', publicCaching)
  c.header('ETag', tag)
  c.header('Vary', 'Cookie, Accept-Language, Save-Data')
  const known = (c.req.header('If-None-Match') ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''))
  if (known.includes(tag)) return c.body(null, 304)
  return c.body(body, 200, { 'Content-Type': response.headers.get('Content-Type') ?? 'text/html' })
}
