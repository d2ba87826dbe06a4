import { createMiddleware } from 'hono/factory'

const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * Headers of every answer (OWASP Secure Headers). The referrer stays within the origin; `no-referrer` would make
 * browsers send `Origin: null` with our own forms, and the origin check below would refuse them.
 */
export const securityHeaders = (options: { readonly isLoopback: boolean }) =>
  createMiddleware(async (c, next) => {
    await next()
    // A picture brings a stricter one of its own.
    if (!c.res.headers.has('Content-Security-Policy'))
      c.res.headers.set('Content-Security-Policy', contentSecurityPolicy)
    c.res.headers.set('Referrer-Policy', 'same-origin')
    c.res.headers.set('X-Content-Type-Options', 'nosniff')
    c.res.headers.set('X-Frame-Options', 'DENY')
    c.res.headers.set('Cross-Origin-Opener-Policy', 'same-origin')
    c.res.headers.set('Cross-Origin-Resource-Policy', 'same-origin')
    c.res.headers.set('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), browsing-topics=()')
    c.res.headers.set('X-Robots-Tag', 'noindex, nofollow')
    if (!options.isLoopback) c.res.headers.set('Strict-Transport-Security', 'max-age=63072000')
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
    return allowed ? next() : c.text('Forbidden', 403)
  })
