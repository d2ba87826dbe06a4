import type { RemoteChannel } from '../../allies/remote.ts'
import { idOf, type JsonObject, lineOf, listOf, objectOf, textOf, typesOf } from '../read-json.ts'
import { hostOf, isPlainlyWritten } from '../uris.ts'

const actorTypes = ['Group', 'Organization', 'Person', 'Service', 'Application'] as const
/** More former addresses than anybody has. */
const mostFormer = 20

/** Reads an actor that can be followed: all its addresses are on its own host, and plainly written. */
export function readChannel(document: JsonObject): RemoteChannel | undefined {
  const actorUri = idOf(document)
  const host = actorUri === undefined ? undefined : hostOf(actorUri)
  const actorType = actorTypes.find((type) => typesOf(document).includes(type))
  const inbox = idOf(document['inbox'])
  const username = lineOf(textOf(document, 'preferredUsername') ?? '', 100)
  if (actorType === undefined || username === '') return undefined
  if (actorUri === undefined || host === undefined || inbox === undefined || hostOf(inbox) !== host)
    return undefined
  if (!isPlainlyWritten(actorUri) || !isPlainlyWritten(inbox)) return undefined
  const own = (value: unknown): string | undefined => {
    const address = idOf(value)
    return address !== undefined && hostOf(address) === host && isPlainlyWritten(address)
      ? address
      : undefined
  }
  const optional = {
    sharedInbox: own(objectOf(document['endpoints'])?.['sharedInbox']),
    pageUrl: own(hrefOf(document['url'])),
    outboxUri: own(document['outbox']),
    featuredUri: own(document['featured']),
    followersUri: own(document['followers']),
  }
  return {
    actorUri,
    host,
    actorType,
    handle: `${username}@${host}`,
    name: lineOf(textOf(document, 'name') ?? '', 100) || username,
    summary: textOf(document, 'summary') ?? '',
    kind: document['manuallyApprovesFollowers'] === true ? 'allied' : 'open',
    inbox,
    alsoKnownAs: listOf(document['alsoKnownAs'])
      .slice(0, mostFormer)
      .flatMap((former) => idOf(former) ?? [])
      .filter(isPlainlyWritten),
    ...withoutMissing(optional),
  }
}

/** A Link stands for its address. */
const hrefOf = (url: unknown): unknown => objectOf(url)?.['href'] ?? url

const withoutMissing = <Key extends string>(
  values: Readonly<Record<Key, string | undefined>>,
): Partial<Record<Key, string>> => {
  const kept: Partial<Record<Key, string>> = {}
  for (const key in values) {
    const value = values[key]
    if (value !== undefined) kept[key] = value
  }
  return kept
}
