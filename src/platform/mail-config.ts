import { isLoopbackAddress } from './addresses.ts'

export interface MailConfig {
  readonly host: string
  readonly port: number
  /** `always`: TLS from the first byte. `required`: STARTTLS or nothing. `optional`: a server on this machine. */
  readonly tls: 'always' | 'required' | 'optional'
  readonly user: string | undefined
  readonly passphrase: string | undefined
  /** A bare address. */
  readonly from: string
}

export type MailServer = Omit<MailConfig, 'from'>

export const expectedMailServer =
  'smtps://user:passphrase@host:465 or smtp://user:passphrase@host:587, with special characters of its parts ' +
  'percent-encoded, and without a path'

export const expectedMailAddress = 'one bare address, like reminder@example.org'

/** Refuses by giving nothing, also a passphrase or a path that is not written as it must be. */
export function parseMailServer(text: string): MailServer | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '') return undefined
  if (!['', '/'].includes(url.pathname) || url.search !== '' || url.hash !== '') return undefined
  const [user, passphrase] = [decoded(url.username), decoded(url.password)]
  if (user === undefined || passphrase === undefined || (user === '') !== (passphrase === ''))
    return undefined
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isSecure = url.protocol === 'smtps:'
  return {
    host,
    port: Number(url.port || (isSecure ? 465 : 587)),
    // A passphrase and the addresses of women must not cross a network in the clear.
    tls: isSecure ? 'always' : host === 'localhost' || isLoopbackAddress(host) ? 'optional' : 'required',
    user: user || undefined,
    passphrase: passphrase || undefined,
  }
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}

/** ASCII only, so that it can be the domain of a Message-ID and a greeting as it stands. */
export function parseMailAddress(text: string): string | undefined {
  return /^[a-z0-9.+_-]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}$/i.test(text) ? text : undefined
}
