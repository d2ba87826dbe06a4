import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { HTTPException } from 'hono/http-exception'

const policyWith = (mediaSource: string): string =>
  [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    `media-src ${mediaSource}`,
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

const contentSecurityPolicy = policyWith("'self'")
const permissionsWith = (microphone: string): string =>
  `camera=(), microphone=(${microphone}), geolocation=(), browsing-topics=()`

/** On a page where a voice message can be recorded: the microphone may be asked for, and what it gave listened to. */
export const allowRecording = (c: Context): void => {
  c.header('Permissions-Policy', permissionsWith('self'))
  c.header('Content-Security-Policy', policyWith("'self' blob:"))
}

/** A built stylesheet or script: never a document, and kept for ever. What a worker runs is judged by its own headers. */
const isPartOfPage = ({ headers }: Response): boolean =>
  /^text\/(css|javascript)/.test(headers.get('Content-Type') ?? '') &&
  (headers.get('Cache-Control') ?? '').includes('immutable')

/**
 * Headers of every answer (OWASP Secure Headers). The referrer stays within the origin; `no-referrer` would make
 * browsers send `Origin: null` with our own forms, and the origin check below would refuse them.
 */
export const securityHeaders = (options: { readonly isLoopback: boolean }) =>
  createMiddleware(async (c, next) => {
    await next()
    c.res.headers.set('X-Content-Type-Options', 'nosniff')
    c.res.headers.set('Cross-Origin-Resource-Policy', 'same-origin')
    if (!options.isLoopback) c.res.headers.set('Strict-Transport-Security', 'max-age=63072000')
    // The rest is about documents; these 400 bytes would come with each file of a page, on lines that are paid for.
    if (isPartOfPage(c.res)) return
    // A picture and a file bring a stricter one of their own, the composer one for its recorder.
    if (!c.res.headers.has('Content-Security-Policy'))
      c.res.headers.set('Content-Security-Policy', contentSecurityPolicy)
    c.res.headers.set('Referrer-Policy', 'same-origin')
    c.res.headers.set('X-Frame-Options', 'DENY')
    c.res.headers.set('Cross-Origin-Opener-Policy', 'same-origin')
    if (!c.res.headers.has('Permissions-Policy')) c.res.headers.set('Permissions-Policy', permissionsWith(''))
    c.res.headers.set('X-Robots-Tag', 'noindex, nofollow')
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store')
  })

/**
 * Refuses forms that another site sent (OWASP CSRF Prevention: Fetch Metadata, then Origin). A request that carries
 * neither header is refused as well: every browser we support sends at least one with a form.
 */
export const sameOriginForms = (origin: string) =>
  createMiddleware(async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    const site = c.req.header('Sec-Fetch-Site')
    const allowed = site === undefined ? c.req.header('Origin') === origin : site === 'same-origin'
    if (!allowed) throw new HTTPException(403)
    return next()
  })
