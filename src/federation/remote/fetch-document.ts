import type { Ctx } from '../../context.ts'
import type { FetchFailure, IncomingResponse } from '../../ports.ts'
import type { FederationDeps } from '../deps.ts'
import { idOf, type JsonObject, maximumJsonBytes, readJsonObject, typesOf } from '../read-json.ts'
import { onSameHost } from '../uris.ts'
import { getSigned } from './get-signed.ts'

/**
 * Why there is no document. `gone`: the server says so (404, 410, a Tombstone). `refused`: an address we do not ask.
 * `malformed`: what came is no ActivityStreams, or says it is somebody else's. `unreachable` may pass.
 */
export type DocumentFailure = 'gone' | 'refused' | 'malformed' | 'unreachable'

export type FetchedDocument =
  | { readonly ok: true; readonly document: JsonObject; readonly id: string }
  | { readonly ok: false; readonly failure: DocumentFailure }

const accept =
  'application/activity+json, application/ld+json; profile="https://www.w3.org/ns/activitystreams"'

/**
 * Fetches an ActivityStreams document. Its id must be on the host that finally answered, or anybody could serve what
 * others are said to have written. Never called inside a transaction.
 */
export async function fetchDocument(ctx: Ctx, deps: FederationDeps, url: string): Promise<FetchedDocument> {
  const answer = await getSigned(ctx, deps, { url, accept, maximumBytes: maximumJsonBytes })
  return answer.ok ? read(answer.response) : failed(failures[answer.failure])
}

const failures = {
  blocked: 'refused',
  unreachable: 'unreachable',
  timeout: 'unreachable',
  tooLarge: 'malformed',
} as const satisfies Record<FetchFailure, DocumentFailure>

const failed = (failure: DocumentFailure): FetchedDocument => ({ ok: false, failure })

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
