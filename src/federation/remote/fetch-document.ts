import { publishedTables } from '../../channels/published.ts'
import type { Ctx } from '../../context.ts'
import type { IncomingResponse } from '../../ports.ts'
import type { FederationDeps } from '../deps.ts'
import { idOf, type JsonObject, maximumJsonBytes, readJsonObject, typesOf } from '../read-json.ts'
import { sendSigned } from '../signatures/sign.ts'
import { readInstanceKey } from '../signatures/signing-key.ts'
import { hostOf, onSameHost } from '../uris.ts'

/**
 * Why there is no document. `gone`: the server says so (404, 410, a Tombstone). `refused`: an address we do not ask.
 * `malformed`: what came is no ActivityStreams, or says it is somebody else's. `unreachable` may pass.
 */
export type DocumentFailure = 'gone' | 'refused' | 'malformed' | 'unreachable'

export type FetchedDocument =
  | { readonly ok: true; readonly document: JsonObject; readonly id: string }
  | { readonly ok: false; readonly failure: DocumentFailure }

const accept = 'application/activity+json, application/ld+json; profile="https://www.w3.org/ns/activitystreams"'
const timeoutMilliseconds = 10_000
const maximumRedirects = 3

/**
 * Fetches an ActivityStreams document, signed by the instance actor and signed anew for each of at most 3 redirects.
 * Its id must be on the host that finally answered, or anybody could serve what others are said to have written.
 * Our own address is refused. Never called inside a transaction.
 */
export async function fetchDocument(ctx: Ctx, deps: FederationDeps, url: string): Promise<FetchedDocument> {
  const key = await readInstanceKey(publishedTables(ctx.db))
  let address = withoutFragment(url)
  for (let redirects = 0; address !== undefined && redirects <= maximumRedirects; redirects += 1) {
    if (onSameHost(address, ctx.origin)) return failed('refused')
    const answer = await sendSigned(ctx, deps.safeFetch, key, {
      url: address,
      method: 'GET',
      headers: { accept },
      maximumBytes: maximumJsonBytes,
      timeoutMilliseconds,
    })
    if (!answer.ok) return failed(failures[answer.failure])
    const location = redirectOf(answer.response)
    if (location === undefined) return read(answer.response)
    address = location
  }
  return failed('refused')
}

const failures = {
  blocked: 'refused',
  unreachable: 'unreachable',
  timeout: 'unreachable',
  tooLarge: 'malformed',
} as const satisfies Record<string, DocumentFailure>

const failed = (failure: DocumentFailure): FetchedDocument => ({ ok: false, failure })

function withoutFragment(url: string): string | undefined {
  if (hostOf(url) === undefined) return undefined
  const address = new URL(url)
  address.hash = ''
  return address.href
}

/** Where a redirect leads, an empty address when it leads nowhere we ask; undefined when it is none. */
function redirectOf({ status, headers, url }: IncomingResponse): string | undefined {
  const location = headers.get('location')
  if (![301, 302, 303, 307, 308].includes(status) || location === null) return undefined
  return (URL.canParse(location, url) ? withoutFragment(new URL(location, url).href) : undefined) ?? ''
}

function read({ status, headers, body, url }: IncomingResponse): FetchedDocument {
  if (status === 404 || status === 410) return failed('gone')
  if (status !== 200) return failed(status >= 500 || status === 429 ? 'unreachable' : 'refused')
  const document = isActivityStreams(headers.get('content-type')) ? readJsonObject(body) : undefined
  if (!document) return failed('malformed')
  const id = idOf(document)
  if (id === undefined || !onSameHost(id, url)) return failed('malformed')
  return typesOf(document).includes('Tombstone') ? failed('gone') : { ok: true, document, id }
}

/** ActivityPub, section 3.2. A profile is what tells ActivityStreams from any other JSON-LD. */
export function isActivityStreams(contentType: string | null): boolean {
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';')
  if (type.trim() === 'application/activity+json') return true
  const profile = parameters.some((parameter) =>
    /^\s*profile\s*=.*https?:\/\/www\.w3\.org\/ns\/activitystreams/.test(parameter),
  )
  return type.trim() === 'application/ld+json' && profile
}
