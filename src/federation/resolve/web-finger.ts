import type { FederationDeps } from '../deps.ts'
import { isObject, type JsonObject, listOf, readJsonObject, textOf } from '../read-json.ts'
import { isActivityStreams } from '../remote/fetch-document.ts'

const maximumBytes = 64 * 1024
const timeoutMilliseconds = 8_000

/**
 * Asks a host which actor bears a name (RFC 7033): its address, or why there is none. Plain http only on this very
 * machine.
 */
export async function finger(
  deps: FederationDeps,
  name: string,
  host: string,
): Promise<string | { readonly reason: 'notFound' | 'unreachable' | 'notChannel' }> {
  const scheme = deps.isLoopback && isLoopbackHost(host) ? 'http' : 'https'
  const resource = encodeURIComponent(`acct:${name}@${host}`)
  const answer = await deps.safeFetch({
    url: `${scheme}://${host}/.well-known/webfinger?resource=${resource}`,
    method: 'GET',
    headers: { accept: 'application/jrd+json, application/json' },
    maximumBytes,
    timeoutMilliseconds,
  })
  if (!answer.ok) return { reason: answer.failure === 'blocked' ? 'notFound' : 'unreachable' }
  if (answer.response.status !== 200) {
    return { reason: answer.response.status >= 500 ? 'unreachable' : 'notFound' }
  }
  const jrd = readJsonObject(answer.response.body)
  const self = listOf(jrd?.['links']).filter(isObject).find(isSelfLink)
  return (self && textOf(self, 'href')) ?? { reason: 'notChannel' }
}

const isSelfLink = (link: JsonObject): boolean =>
  textOf(link, 'rel') === 'self' && isActivityStreams(textOf(link, 'type') ?? null)

const isLoopbackHost = (host: string): boolean =>
  /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/.test(host)
