import { isIP } from 'node:net'
import { isLoopbackAddress } from './addresses.ts'
import {
  expectedMailAddress,
  expectedMailServer,
  type MailConfig,
  type MailServer,
  parseMailAddress,
  parseMailServer,
} from './mail-config.ts'

/** Settings of one process. Everything that is allowed on one machine only follows from `isLoopback`. */
export interface Config {
  /** Scheme, host and port as browsers and peers write them, without a slash at the end. */
  readonly origin: string
  /** The origin is http on this machine: http and private addresses may be asked, cookies carry the port. */
  readonly isLoopback: boolean
  /** `__Host-session`; from a loopback origin `session-<port>`, because cookies ignore ports. */
  readonly cookieName: string
  readonly port: number
  /** The address to listen on. */
  readonly host: string
  /** PostgreSQL 15 or newer; the embedded one under `dataDirectory` when undefined. */
  readonly databaseUrl: string | undefined
  readonly dataDirectory: string
  readonly databaseConnections: number
  /** Whether this process also drains the queues, or leaves them to separate workers. */
  readonly worker: 'inline' | 'none'
  /** What NodeInfo calls this program, in its own alphabet. */
  readonly softwareName: string
  /** The operator's mail server and the address that mails come from; none is sent while undefined. */
  readonly mail: MailConfig | undefined
  /** Pages for those who work on the program are served too; only ever on one machine. */
  readonly isDevelopment: boolean
}

export type Environment = Readonly<Record<string, string | undefined>>

export interface ConfigProblem {
  readonly variable: string
  /** What the variable must be; never what it was, for values hold secrets. */
  readonly expected: string
}

/** All wrong variables at once, each with what it must be. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly ConfigProblem[]

  constructor(problems: readonly ConfigProblem[]) {
    super(problems.map(({ variable, expected }) => `${variable} must be ${expected}.`).join('\n'))
    this.problems = problems
  }
}

/**
 * The one place that knows the environment variables; `.env.example` documents them. An empty variable counts as
 * absent. Throws `ConfigError` when any is wrong.
 */
export function readConfig(environment: Environment): Config {
  const problems: ConfigProblem[] = []
  function read<Value>(
    variable: string,
    fallback: Value,
    parse: (text: string) => Value | undefined,
    expected: string,
  ): Value {
    const text = environment[variable]
    if (!text) return fallback
    const value = parse(text)
    if (value === undefined) problems.push({ variable, expected })
    return value ?? fallback
  }

  const port = read('PORT', 3000, integerBetween(1, 65_535), 'a whole number from 1 to 65535')
  const origin = read(
    'ORIGIN',
    loopbackOrigin(new URL(`http://localhost:${port}`)),
    parseOrigin,
    expectedOrigin,
  )
  const host = read(
    'HOST',
    '127.0.0.1',
    parseHost,
    'an IP address of this machine to listen on, or localhost',
  )
  // Each of the two is of no use without the other.
  function readMail(): MailConfig | undefined {
    const server = read<MailServer | undefined>('SMTP_URL', undefined, parseMailServer, expectedMailServer)
    const from = read<string | undefined>('MAIL_FROM', undefined, parseMailAddress, expectedMailAddress)
    const [hasServer, hasFrom] = [Boolean(environment['SMTP_URL']), Boolean(environment['MAIL_FROM'])]
    if (hasServer && !hasFrom)
      problems.push({ variable: 'MAIL_FROM', expected: `${expectedMailAddress}, for there is an SMTP_URL` })
    if (hasFrom && !hasServer)
      problems.push({ variable: 'SMTP_URL', expected: `${expectedMailServer}, for there is a MAIL_FROM` })
    return server && from !== undefined ? { ...server, from } : undefined
  }
  const config: Config = {
    ...origin,
    port,
    host,
    databaseUrl: read<string | undefined>('DATABASE_URL', undefined, parseDatabaseUrl, expectedDatabaseUrl),
    dataDirectory: read('DATA_DIR', './data', parsePath, 'the path of a folder'),
    databaseConnections: read(
      'DATABASE_CONNECTIONS',
      10,
      integerBetween(2, 100),
      'a whole number from 2 to 100',
    ),
    worker: read('WORKER', 'inline', parseWorker, '"inline" or "none"'),
    softwareName: read('SOFTWARE_NAME', 'ayni', parseSoftwareName, expectedSoftwareName),
    mail: readMail(),
    isDevelopment: read<boolean>('DEVELOPMENT', false, parseYes, '"yes", or absent'),
  }
  // What a loopback origin permits (asking private addresses, cookies without encryption) must not be within reach
  // of other machines.
  if (config.isLoopback && !isLoopbackHost(host)) {
    problems.push({ variable: 'HOST', expected: expectedLoopbackHost })
  }
  if (config.isDevelopment && !config.isLoopback)
    problems.push({ variable: 'DEVELOPMENT', expected: 'absent unless ORIGIN is on this machine' })
  // Nobody else can reach the embedded database, so nothing would ever be delivered.
  if (config.worker === 'none' && config.databaseUrl === undefined)
    problems.push({ variable: 'WORKER', expected: '"inline" while there is no DATABASE_URL' })
  if (problems.length > 0) throw new ConfigError(problems)
  return config
}

const expectedSoftwareName = '1 to 30 characters of a to z, 0 to 9 and -'

type Origin = Pick<Config, 'origin' | 'isLoopback' | 'cookieName'>

const expectedOrigin =
  'the address people type, like https://example.org: https on port 443 without a path, or http://localhost, ' +
  'http://127.0.0.1 or http://[::1] (with any port) to try things out on this machine only'

const expectedLoopbackHost =
  '127.0.0.1, ::1 or localhost while ORIGIN is on this machine; to be reached by others set ORIGIN to the public ' +
  'https address'

const expectedDatabaseUrl =
  'postgres://user:passphrase@host:port/database, with special characters of its parts percent-encoded; leave it ' +
  'out to use the embedded database'

const loopbackOriginHosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

function parseOrigin(text: string): Origin | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  // Also refuses credentials, a path, a query and a fragment.
  if (!url || url.href !== `${url.origin}/` || text.includes('?') || text.includes('#')) return undefined
  if (loopbackOriginHosts.has(url.hostname)) return url.protocol === 'http:' ? loopbackOrigin(url) : undefined

  // Peers refuse other ports; a dot at the end would be another origin for browsers than without it.
  if (url.protocol !== 'https:' || url.port !== '' || url.hostname.endsWith('.')) return undefined
  return { origin: url.origin, isLoopback: false, cookieName: '__Host-session' }
}

function loopbackOrigin(url: URL): Origin {
  return { origin: url.origin, isLoopback: true, cookieName: `session-${url.port || 80}` }
}

function parseHost(text: string): string | undefined {
  return text === 'localhost' || isIP(text) !== 0 ? text : undefined
}

function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || isLoopbackAddress(host)
}

function parseDatabaseUrl(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !['postgres:', 'postgresql:'].includes(url.protocol)) return undefined
  return [url.username, url.password, url.hostname, url.pathname].every(isPercentEncoded) ? text : undefined
}

function isPercentEncoded(text: string): boolean {
  return !/%(?![0-9A-Fa-f]{2})/.test(text)
}

function parsePath(text: string): string | undefined {
  return text.includes('\0') || text.trim() === '' ? undefined : text
}

function parseWorker(text: string): Config['worker'] | undefined {
  return text === 'inline' || text === 'none' ? text : undefined
}

function parseYes(text: string): true | undefined {
  return text === 'yes' ? true : undefined
}

function parseSoftwareName(text: string): string | undefined {
  return /^[a-z0-9-]{1,30}$/.test(text) ? text : undefined
}

function integerBetween(least: number, most: number): (text: string) => number | undefined {
  return (text) => {
    const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
    return value >= least && value <= most ? value : undefined
  }
}
