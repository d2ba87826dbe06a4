import dns from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import { afterEach } from 'vitest'

/**
 * Setup file of every test: a connection or a name look-up past this machine throws at once, and fails the test even
 * where the code under test swallows the fault. Loopback addresses, `localhost` and Unix sockets are let through,
 * and the database server that TEST_DATABASE_URL names.
 */
const refused: string[] = []
const databaseHost = URL.parse(process.env['TEST_DATABASE_URL'] ?? '')?.hostname

/** For a test that provokes a refusal on purpose: what was refused, no longer failing it. */
export const takeRefusedConnections = (): string[] => refused.splice(0)

net.Socket.prototype.connect = new Proxy(net.Socket.prototype.connect, {
  apply(connect, socket, connecting: unknown[]) {
    // Node itself hands over its normalised arguments as one array.
    const [first] = connecting
    const given: unknown[] = Array.isArray(first) ? first : connecting
    const [options] = given
    if (isRecord(options) && isFunction(options['lookup']) && net.isIP(String(options['host'])) === 0) {
      // A resolver of the caller's own may map any name to this machine: what counts is the address it gives.
      given[0] = { ...options, lookup: judgeAnswersOf(options['lookup']) }
    } else {
      const host = hostOf(given)
      if (host !== undefined && !isAllowed(host)) refuse(`a connection to ${host}`)
    }
    return Reflect.apply(connect, socket, connecting)
  },
})

for (const resolver of [dns, dns.promises]) {
  for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveAny', 'resolveSrv'] as const) {
    const original = Reflect.get(resolver, name)
    const proxy = new Proxy(original, {
      apply(target, self, asked: unknown[]) {
        const host = String(asked[0] ?? '')
        if (!isAllowed(host)) refuse(`looking up ${host}`)
        return Reflect.apply(target, self, asked)
      },
    })
    Reflect.set(resolver, name, proxy)
  }
}
syncBuiltinESMExports()

afterEach(() => {
  const left = takeRefusedConnections()
  if (left.length > 0) throw new Error(`unexpected network use: ${left.join(', ')}`)
})

function refuse(what: string): never {
  refused.push(what)
  throw new Error(`unexpected network use: ${what}`)
}

/** Judges the addresses just before they are connected to. */
function judgeAnswersOf(lookup: (...given: unknown[]) => unknown): (...given: unknown[]) => unknown {
  return (name, options, callback) =>
    lookup(name, options, (fault: unknown, found: unknown, ...rest: unknown[]) => {
      const addresses = (Array.isArray(found) ? found : [found]).map((one) =>
        isRecord(one) ? one['address'] : one,
      )
      const outside = addresses.find((address) => typeof address === 'string' && !isAllowed(address))
      if (!isFunction(callback)) return undefined
      if (outside === undefined) return callback(fault, found, ...rest)
      refused.push(`a connection to ${name}, which is ${outside}`)
      return callback(new Error(`unexpected network use: ${outside}`))
    })
}

/** `undefined` for a Unix socket. */
function hostOf([first, second]: readonly unknown[]): string | undefined {
  if (isRecord(first)) {
    if (typeof first['path'] === 'string') return undefined
    return typeof first['host'] === 'string' ? first['host'] : 'localhost'
  }
  if (typeof first === 'string' && Number.isNaN(Number(first))) return undefined
  return typeof second === 'string' ? second : 'localhost'
}

const isFunction = (value: unknown): value is (...given: unknown[]) => unknown => typeof value === 'function'

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

function isAllowed(host: string): boolean {
  if (host === databaseHost && host !== '') return true
  const address = host.replace(/^\[|\]$/g, '')
  if (net.isIPv4(address)) return address.startsWith('127.')
  if (net.isIPv6(address)) return address === '::1' || address.startsWith('::ffff:127.')
  return address === '' || address === 'localhost' || address.endsWith('.localhost')
}
