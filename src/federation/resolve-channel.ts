import type { RemoteChannel, ResolveChannel } from '../allies/remote.ts'
import type { Ctx } from '../context.ts'
import { readServer } from '../policy/servers.ts'
import { invalid, ok, type Refusal, type Result, refuse } from '../result.ts'
import type { FederationDeps } from './deps.ts'
import { idOf, type JsonObject, listOf, typesOf } from './read-json.ts'
import { withDeadline } from './remote/deadline.ts'
import { type DocumentFailure, fetchDocument } from './remote/fetch-document.ts'
import { nameOfPage, readHandle } from './resolve/page-names.ts'
import { readChannel } from './resolve/read-channel.ts'
import { finger } from './resolve/web-finger.ts'
import { documentOfPage } from './resolve/web-page.ts'
import { hostOf } from './uris.ts'

/** A moderator waits for the answer: all requests together take no longer, whatever the other server does. */
const patienceMilliseconds = 8_000

/**
 * Finds what can be followed by `name@host`, `!name@host`, `acct:name@host` or any web address: the actor's own
 * document, else what the page names in its head as its form for servers, else the name in the page's address
 * (WebFinger, RFC 7033). A post leads to its channel, and to its author as another choice. Refuses with the field
 * `address`, after 8 seconds at the latest; servers that may not speak with us are not asked.
 */
export const createResolveChannel =
  (options: FederationDeps): ResolveChannel =>
  async (ctx, address) => {
    const safeFetch = withDeadline(options.safeFetch, ctx.clock, patienceMilliseconds)
    const deps = { ...options, safeFetch }
    const text = address.trim()
    const handle = readHandle(text)
    if (handle) return byHandle(ctx, deps, handle.name, handle.host)
    const url = text.includes('://') ? text : `https://${text}`
    return hostOf(url) === undefined || !/[./:]/.test(text) ? refused('address') : byUrl(ctx, deps, url)
  }

type Reason = 'address' | 'notFound' | 'unreachable' | 'notChannel' | 'ownChannel' | 'blocked'

const messages = {
  address: 'allies.follow.errors.address',
  notFound: 'allies.follow.errors.notFound',
  unreachable: 'allies.follow.errors.unreachable',
  notChannel: 'allies.errors.notChannel',
  ownChannel: 'allies.errors.ownChannel',
  blocked: 'allies.errors.blockedServer',
} as const satisfies Record<Reason, Refusal['message']>

const refused = (reason: Reason): Result<never> => refuse(invalid('address', messages[reason]))

/** Why a host is not even asked. */
async function refusalOfHost(ctx: Ctx, host: string): Promise<Reason | undefined> {
  if (host === new URL(ctx.origin).host) return 'ownChannel'
  return (await readServer(ctx, host)).isRefused ? 'blocked' : undefined
}

async function byHandle(
  ctx: Ctx,
  deps: FederationDeps,
  name: string,
  hostAsTyped: string,
): Promise<Result<RemoteChannel>> {
  const host = hostOf(`https://${hostAsTyped}`)
  if (host === undefined) return refused('address')
  const reason = await refusalOfHost(ctx, host)
  if (reason) return refused(reason)
  const found = await finger(deps, name, host)
  if (typeof found !== 'string') return refused(found.reason)
  const document = await fetchFrom(ctx, deps, found)
  return document.ok ? actorOf(document.value) : document
}

/** A web address is an actor's own id, a page about it, or a post; the page says where its document is. */
async function byUrl(ctx: Ctx, deps: FederationDeps, url: string): Promise<Result<RemoteChannel>> {
  const direct = await fetchFrom(ctx, deps, url)
  if (direct.ok) return byDocument(ctx, deps, direct.value)
  const mayBePage = direct.refusals[0].message === messages.notChannel
  const alternate = mayBePage ? await documentOfPage(ctx, deps, url) : undefined
  if (alternate !== undefined) {
    const named = await fetchFrom(ctx, deps, alternate)
    if (named.ok) return byDocument(ctx, deps, named.value)
  }
  const isAsked =
    direct.refusals[0].message !== messages.ownChannel && direct.refusals[0].message !== messages.blocked
  const name = isAsked ? nameOfPage(url) : undefined
  return name ? byHandle(ctx, deps, name.name, name.host) : direct
}

async function fetchFrom(ctx: Ctx, deps: FederationDeps, url: string): Promise<Result<JsonObject>> {
  const reason = await refusalOfHost(ctx, hostOf(url) ?? '')
  if (reason) return refused(reason)
  const fetched = await fetchDocument(ctx, deps, url)
  if (!fetched.ok) return refused(reasons[fetched.failure])
  // A redirect may have led to another server.
  const elsewhere = await refusalOfHost(ctx, hostOf(fetched.id) ?? '')
  return elsewhere ? refused(elsewhere) : ok(fetched.document)
}

const reasons = {
  unreachable: 'unreachable',
  gone: 'notFound',
  refused: 'notChannel',
  malformed: 'notChannel',
} as const satisfies Record<DocumentFailure, Reason>

function actorOf(document: JsonObject): Result<RemoteChannel> {
  const channel = readChannel(document)
  return channel ? ok(channel) : refused('notChannel')
}

const postTypes = ['Note', 'Page', 'Article', 'Question', 'Event']
/** Whom a post may name as its channel: more are not asked. */
const mostNamed = 3

/** An actor as it is; of a post the channel it stands in, or else its author. */
async function byDocument(
  ctx: Ctx,
  deps: FederationDeps,
  document: JsonObject,
): Promise<Result<RemoteChannel>> {
  if (!typesOf(document).some((type) => postTypes.includes(type))) return actorOf(document)
  const named = [...listOf(document['audience']), ...listOf(document['attributedTo'])].flatMap(
    (value) => idOf(value) ?? [],
  )
  const found: RemoteChannel[] = []
  for (const uri of [...new Set(named)].slice(0, mostNamed)) {
    const actor = await fetchFrom(ctx, deps, uri)
    const channel = actor.ok ? readChannel(actor.value) : undefined
    if (channel) found.push(channel)
  }
  const [first, ...others] = found
  return first ? ok({ ...first, ofPost: { others } }) : refused('notChannel')
}
