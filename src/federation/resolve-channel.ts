import type { RemoteChannel, ResolveChannel } from '../allies/remote.ts'
import type { Ctx } from '../context.ts'
import { invalid, ok, type Refusal, type Result, refuse } from '../result.ts'
import type { FederationDeps } from './deps.ts'
import {
  idOf,
  isObject,
  type JsonObject,
  lineOf,
  listOf,
  objectOf,
  readJsonObject,
  textOf,
  typesOf,
} from './read-json.ts'
import { withDeadline } from './remote/deadline.ts'
import { fetchDocument, isActivityStreams } from './remote/fetch-document.ts'
import { hostOf } from './uris.ts'

/** A moderator waits for the answer: all requests together take no longer, whatever the other server does. */
const patienceMilliseconds = 8_000

/**
 * Finds a channel by `name@host`, `!name@host`, `acct:name@host` or its web address: WebFinger (RFC 7033), then the
 * actor's own document, which must be a Group. Refuses with the field `address`, after 8 seconds at the latest.
 */
export const createResolveChannel =
  (options: FederationDeps): ResolveChannel =>
  async (ctx, address) => {
    const safeFetch = withDeadline(options.safeFetch, ctx.clock, patienceMilliseconds)
    const deps = { ...options, safeFetch }
    const text = address.trim()
    const handle = /^(?:acct:)?[@!]?([^\s@/!:?#]{1,100})@([^\s@/?#]{1,255})$/i.exec(text)
    if (handle) return byHandle(ctx, deps, handle[1] ?? '', handle[2] ?? '')
    const url = text.includes('://') ? text : `https://${text}`
    return hostOf(url) === undefined || !/[./:]/.test(text) ? refused('address') : byUrl(ctx, deps, url)
  }

type Reason = 'address' | 'notFound' | 'unreachable' | 'notChannel' | 'ownChannel'

const messages = {
  address: 'allies.follow.errors.address',
  notFound: 'allies.follow.errors.notFound',
  unreachable: 'allies.follow.errors.unreachable',
  notChannel: 'allies.errors.notChannel',
  ownChannel: 'allies.errors.ownChannel',
} as const satisfies Record<Reason, Refusal['message']>

const refused = (reason: Reason): Result<never> => refuse(invalid('address', messages[reason]))

async function byHandle(
  ctx: Ctx,
  deps: FederationDeps,
  name: string,
  hostAsTyped: string,
): Promise<Result<RemoteChannel>> {
  const host = hostOf(`https://${hostAsTyped}`)
  if (host === undefined) return refused('address')
  if (host === new URL(ctx.origin).host) return refused('ownChannel')
  const found = await finger(deps, name, host)
  return typeof found === 'string' ? byDocument(ctx, deps, found) : refused(found.reason)
}

/**
 * A web address is the channel's own id, or the page people see. Such a page (`/c/name`, as here and in Lemmy) is no
 * document, but says what the channel is called.
 */
async function byUrl(ctx: Ctx, deps: FederationDeps, url: string): Promise<Result<RemoteChannel>> {
  if (hostOf(url) === new URL(ctx.origin).host) return refused('ownChannel')
  const found = await byDocument(ctx, deps, url)
  const { host, pathname } = new URL(url)
  const name = /^\/c\/([a-z0-9_.-]{1,100})\/?$/i.exec(pathname)?.[1]
  return found.ok || name === undefined ? found : byHandle(ctx, deps, name, host)
}

async function byDocument(ctx: Ctx, deps: FederationDeps, url: string): Promise<Result<RemoteChannel>> {
  const fetched = await fetchDocument(ctx, deps, url)
  if (!fetched.ok) {
    return refused(
      fetched.failure === 'unreachable'
        ? 'unreachable'
        : fetched.failure === 'gone'
          ? 'notFound'
          : 'notChannel',
    )
  }
  const channel = readChannel(fetched.document)
  return channel ? ok(channel) : refused('notChannel')
}

const maximumBytes = 64 * 1024

/** Asks a host which actor bears a name: its address, or why there is none. Plain http only on this very machine. */
async function finger(
  deps: FederationDeps,
  name: string,
  host: string,
): Promise<string | { readonly reason: Reason }> {
  const scheme = deps.isLoopback && isLoopbackHost(host) ? 'http' : 'https'
  const resource = encodeURIComponent(`acct:${name}@${host}`)
  const answer = await deps.safeFetch({
    url: `${scheme}://${host}/.well-known/webfinger?resource=${resource}`,
    method: 'GET',
    headers: { accept: 'application/jrd+json, application/json' },
    maximumBytes,
    timeoutMilliseconds: patienceMilliseconds,
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

/** Reads a Group whose addresses are all on its own host. */
function readChannel(document: JsonObject): RemoteChannel | undefined {
  const actorUri = idOf(document)
  const host = actorUri === undefined ? undefined : hostOf(actorUri)
  const inbox = idOf(document['inbox'])
  const username = lineOf(textOf(document, 'preferredUsername') ?? '', 100)
  if (!typesOf(document).includes('Group') || username === '') return undefined
  if (actorUri === undefined || host === undefined || inbox === undefined || hostOf(inbox) !== host)
    return undefined
  const sharedInbox = idOf(objectOf(document['endpoints'])?.['sharedInbox'])
  return {
    actorUri,
    host,
    handle: `${username}@${host}`,
    name: lineOf(textOf(document, 'name') ?? '', 100) || username,
    summary: textOf(document, 'summary') ?? '',
    kind: document['manuallyApprovesFollowers'] === true ? 'allied' : 'open',
    inbox,
    ...(sharedInbox !== undefined && hostOf(sharedInbox) === host ? { sharedInbox } : {}),
  }
}
