import { createServer, type Server, type ServerResponse } from 'node:http'
import { type ActorName, activityMediaType, actorNames, emptyCollection, webFinger } from './documents.ts'
import { type JsonObject, joinHeaders, readBody, type WireRequest } from './http.ts'
import { isRefusedScheme, receive, recordFailure } from './inbox.ts'
import type { Failure, PeerState } from './state.ts'
import { schemeOf } from './verify.ts'

export interface PeerServer {
  /** Starts to listen; afterwards the port never changes. */
  listen(port: number): Promise<number>
  /** Stops listening and cuts every open connection. */
  close(): Promise<void>
}

/** Binds 127.0.0.1 only. `stateOf` is asked per request, because the origin is known only once the port is. */
export function createPeerServer(stateOf: () => PeerState): PeerServer {
  const server = createServer((incoming, response) => {
    const state = stateOf()
    const url = state.origin + (incoming.url ?? '/')
    const headers = joinHeaders(incoming.rawHeaders)
    readBody(incoming).then(
      (body) =>
        answer(state, { method: incoming.method ?? 'GET', url, headers, body }, response).catch(
          (fault: unknown) =>
            void response.writeHead(500).end(`the peer itself is at fault: ${String(fault)}`),
        ),
      () => response.destroy(),
    )
  })
  return { listen: (port) => listen(server, port), close: () => close(server) }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      const address = server.address()
      if (typeof address === 'object' && address) resolve(address.port)
      else reject(new Error('the server has no port'))
    })
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    if (!server.listening) return resolve()
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

async function answer(state: PeerState, wire: WireRequest, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(wire.url)
  state.requests.push({ request: wire, path: pathname, receivedAt: state.now() })
  const inbox = inboxAt(pathname)
  const failure = nextFailure(state, wire.method === 'POST' ? 'inboxes' : 'documents')
  if (failure) {
    if (inbox && wire.method === 'POST') {
      recordFailure(state, inbox, wire, failure.status === 'hang' ? 0 : failure.status)
    }
    return fail(failure, response)
  }
  const route = state.routes.get(pathname)
  if (route) return route(wire, response)
  if (inbox && wire.method === 'POST') return receive(state, inbox, wire, response)
  if (wire.method !== 'GET') return void response.writeHead(405).end()
  if (pathname === '/.well-known/webfinger') {
    const found = webFinger(state.origin, searchParams.get('resource') ?? '')
    return found ? sendJson(response, 200, found, 'application/jrd+json') : void response.writeHead(404).end()
  }
  return answerDocument(state, wire, pathname, response)
}

function inboxAt(path: string): ActorName | 'shared' | undefined {
  return path === '/inbox' ? 'shared' : actorNames.find((name) => path === `/actors/${name}/inbox`)
}

function nextFailure(state: PeerState, of: Failure['of']): Failure | undefined {
  const failure = state.failures.find((planned) => planned.of === of && planned.times > 0)
  if (failure) failure.times -= 1
  return failure
}

function fail(failure: Failure, response: ServerResponse): void {
  if (failure.status === 'hang') return
  const after = failure.retryAfterSeconds
  response.writeHead(failure.status, after === undefined ? {} : { 'retry-after': String(after) }).end()
}

async function answerDocument(
  state: PeerState,
  wire: WireRequest,
  path: string,
  response: ServerResponse,
): Promise<void> {
  const actor = actorNames.find((name) => path === `/actors/${name}`)
  if (actor) return sendJson(response, 200, state.actors[actor].document)
  const collection = actorNames.find((name) =>
    [`/actors/${name}/outbox`, `/actors/${name}/followers`].includes(path),
  )
  if (collection) return sendJson(response, 200, emptyCollection(state.origin + path))
  const object = state.objects.get(path)
  if (!object) return void response.writeHead(404).end()
  if (state.policy.requireSignedFetch && !(await isSigned(state, wire)))
    return void response.writeHead(401).end()
  sendJson(response, object['type'] === 'Tombstone' ? 410 : 200, object)
}

async function isSigned(state: PeerState, wire: WireRequest): Promise<boolean> {
  return !isRefusedScheme(state, schemeOf(wire)) && (await state.verify(wire, state.now())).verified
}

function sendJson(
  response: ServerResponse,
  status: number,
  document: JsonObject,
  mediaType = activityMediaType,
): void {
  response.writeHead(status, { 'content-type': mediaType }).end(JSON.stringify(document))
}
