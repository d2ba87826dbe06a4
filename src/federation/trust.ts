import { idOf, type JsonObject, listOf, objectOf, textOf, typesOf } from './read-json.ts'
import { hostOf, isPlainlyWritten, onSameHost, publicAddress } from './uris.ts'

/** An activity as far as we need to know it before we know who signed it. */
export interface ReadActivity {
  readonly uri: string
  readonly type: string
  readonly actorUri: string
  /** Of actor and id alike: the pair (host, id) is what replays are told by. */
  readonly host: string
  readonly object: unknown
  /** What it is done to, or where the actor goes. */
  readonly target?: unknown
  /** What it says itself, unlike what it is about: the reason of a Flag, the picture of a reaction. May be empty. */
  readonly words: string
}

export type ActivityFault = 'malformed' | 'foreign-id'

/**
 * Reads an activity. `malformed` without an id, an actor or a type, or when an address is spelled in a strange way; `foreign-id` when the id is not on the actor's
 * host, so that nobody can use up the ids of others in advance.
 */
export function readActivity(json: JsonObject): ReadActivity | ActivityFault {
  const uri = idOf(json)
  const actorUri = idOf(json['actor'])
  const [type] = typesOf(json)
  const host = actorUri === undefined ? undefined : hostOf(actorUri)
  if (uri === undefined || actorUri === undefined || host === undefined || type === undefined)
    return 'malformed'
  if (!isPlainlyWritten(uri) || !isPlainlyWritten(actorUri)) return 'malformed'
  return onSameHost(uri, actorUri)
    ? { uri, type, actorUri, host, object: json['object'], target: json['target'], words: wordsOf(json) }
    : 'foreign-id'
}

const wordsOf = (json: JsonObject): string => textOf(json, 'content') || (textOf(json, 'summary') ?? '')

/** A server speaks for everything with an id of its own: Create, Update and Delete of anything else count for nothing. */
export const mayChange = ({ actorUri }: Pick<ReadActivity, 'actorUri'>, objectUri: string): boolean =>
  onSameHost(actorUri, objectUri)

/** Only the author creates, and only on her own server. */
export function mayCreate({ actorUri }: Pick<ReadActivity, 'actorUri'>, object: JsonObject): boolean {
  const id = idOf(object)
  return id !== undefined && onSameHost(actorUri, id) && idOf(object['attributedTo']) === actorUri
}

/**
 * How far an Announce of a channel that we follow is believed. `embedded`: the object comes from the channel's own
 * server, whose signature vouches for it. `fetch`: only its own server can vouch for it, so it is asked. `refuse`: an
 * allied channel brings nothing of other servers, which we could not ask; and nobody brings us what is our own.
 */
export function judgeAnnounced(
  announced: unknown,
  channel: { readonly uri: string; readonly kind: 'open' | 'allied' },
  origin: string,
): 'embedded' | 'fetch' | 'refuse' {
  const id = idOf(announced)
  if (id === undefined || hostOf(id) === undefined || onSameHost(id, origin)) return 'refuse'
  if (onSameHost(id, channel.uri)) return objectOf(announced) ? 'embedded' : 'fetch'
  return channel.kind === 'open' ? 'fetch' : 'refuse'
}

/** Whether something was said to everybody; what was said to few is not passed on in an open channel. */
export const isPublic = (object: JsonObject): boolean =>
  [...listOf(object['to']), ...listOf(object['cc'])].some(
    (address) => idOf(address) === publicAddress || address === 'as:Public' || address === 'Public',
  )
