/** Cookies of one origin, kept as a browser keeps them (RFC 6265). */
export interface CookieJar {
  /** Value of the `Cookie` header for a path; `undefined` when there is none to send. */
  headerFor(path: string): string | undefined
  /** Takes `Set-Cookie` and `Clear-Site-Data` of a response. */
  take(headers: Headers, path: string): void
  has(name: string): boolean
}

interface Cookie {
  readonly value: string
  readonly path: string
}

export function createCookieJar(origin: string): CookieJar {
  const { hostname, protocol } = new URL(origin)
  const cookies = new Map<string, Cookie>()
  const isSecure = protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return {
    headerFor(path) {
      const sent = [...cookies].filter(([, cookie]) => covers(cookie.path, path))
      return sent.length === 0 ? undefined : sent.map(([name, { value }]) => `${name}=${value}`).join('; ')
    },
    take(headers, path) {
      if (/"(?:cookies|\*)"/.test(headers.get('clear-site-data') ?? '')) cookies.clear()
      for (const line of headers.getSetCookie()) {
        const cookie = parse(line, path)
        if (!cookie || !isAcceptable(cookie, hostname, isSecure)) continue
        if (cookie.isExpired) cookies.delete(cookie.name)
        else cookies.set(cookie.name, cookie)
      }
    },
    has: (name) => cookies.has(name),
  }
}

interface ParsedCookie extends Cookie {
  readonly name: string
  readonly isExpired: boolean
  readonly attributes: ReadonlyMap<string, string>
}

function parse(line: string, requestPath: string): ParsedCookie | undefined {
  const [pair = '', ...rest] = line.split(';')
  const separator = pair.indexOf('=')
  if (separator < 1) return undefined
  const attributes = new Map(
    rest.map((part) => {
      const [name = '', value = ''] = part.split(/=(.*)/s)
      return [name.trim().toLowerCase(), value.trim()]
    }),
  )
  const path = attributes.get('path') ?? ''
  return {
    name: pair.slice(0, separator).trim(),
    value: pair.slice(separator + 1).trim(),
    path: path.startsWith('/') ? path : requestPath.replace(/\/[^/]*$/, '') || '/',
    isExpired: isExpired(attributes),
    attributes,
  }
}

/** Only removal matters within one visit: a lifetime still running is as good as a session. */
function isExpired(attributes: ReadonlyMap<string, string>): boolean {
  const maxAge = attributes.get('max-age')
  if (maxAge !== undefined) return Number(maxAge) <= 0
  return Date.parse(attributes.get('expires') ?? '') <= 0
}

function isAcceptable(cookie: ParsedCookie, hostname: string, isSecure: boolean): boolean {
  const { name, attributes } = cookie
  const domain = attributes.get('domain')
  if (domain !== undefined && domain.replace(/^\./, '') !== hostname) return false
  if (attributes.has('secure') && !isSecure) return false
  if (name.startsWith('__Secure-') && !attributes.has('secure')) return false
  const isHostOnly = attributes.has('secure') && domain === undefined && attributes.get('path') === '/'
  return !name.startsWith('__Host-') || isHostOnly
}

const covers = (cookiePath: string, path: string): boolean =>
  path === cookiePath || path.startsWith(cookiePath.endsWith('/') ? cookiePath : `${cookiePath}/`)
