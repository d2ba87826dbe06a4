import { sha256 } from '../hashing.ts'

/** The one address for everybody (ActivityStreams 2.0); always written in full, never `as:Public`. */
export const publicAddress = 'https://www.w3.org/ns/activitystreams#Public'

export const activityUri = (origin: string, id: string): string => `${origin}/ap/activities/${id}`

/** Ids are ASCII (RFC 3986) and of bearable length; what is not cannot even be looked up. */
export const couldBeUri = (text: string): boolean => /^https?:\/\/[\x21-\x7e]{1,2000}$/i.test(text)

/**
 * Host with port of an http(s) URI, as compared everywhere to say who may speak for what; undefined for anything
 * else and for credentials in the URI.
 */
export function hostOf(uri: string): string | undefined {
  const url = couldBeUri(uri) ? URL.parse(uri) : null
  return url === null || url.username !== '' || url.password !== '' ? undefined : url.host
}

/**
 * Whether an address of others is written as every server writes it, so that two spellings of one host never count as
 * two: what they are compared and looked up by is the text. Only the slash after a bare origin may be missing.
 */
export function isPlainlyWritten(uri: string): boolean {
  const href = hostOf(uri) === undefined ? undefined : new URL(uri).href
  return href === uri || (href === `${uri}/` && /^https?:\/\/[^/?#]+$/.test(uri))
}

/** Whether two URIs belong to one server. False when either is no http(s) URI. */
export function onSameHost(one: string, other: string): boolean {
  const host = hostOf(one)
  return host !== undefined && host === hostOf(other)
}

/**
 * The id of an activity, derived from what it is about: whoever builds it again after a crash finds the rows of the
 * first time. 128 bits as hex; says nothing about time or order, since what goes in is random itself.
 */
export const stableId = async (...identity: readonly string[]): Promise<string> =>
  (await sha256(identity.join('\n'))).slice(0, 32)
