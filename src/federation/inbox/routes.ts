import { type Context, Hono } from 'hono'
import type { Ctx } from '../../context.ts'
import { noteSkew } from '../../health/note.ts'
import { readServer } from '../../policy/servers.ts'
import type { FederationDeps } from '../deps.ts'
import { maximumJsonBytes, readJsonObject } from '../read-json.ts'
import { readActorByKey } from '../remote/remote-actors.ts'
import { authenticate, authenticateKnown } from '../signatures/authenticate.ts'
import { type JudgedSignature, judgeSignature, type SignatureClaim } from '../signatures/read-signature.ts'
import { type ReadActivity, readActivity } from '../trust.ts'
import { createCalmWaker } from './calm-waker.ts'
import { inboxHandlers } from './handlers.ts'
import { acknowledgesDelete } from './refuse-server.ts'
import { isRelatedHost } from './relations.ts'
import { createStore, type StoreActivity } from './store-activity.ts'

export type InboxDeps = FederationDeps & { readonly newContext: () => Ctx; readonly wakeWorkers: () => void }

/**
 * The inboxes. They answer 202, 400, 401 or, to a flood, 429, and never 404, which senders would take for the end of
 * the actor; every actor's inbox does the same as the shared one, whether there is such an actor or not. An activity
 * is verified and stored, and worked off later (STACK: verify and store first).
 */
export function inboxRoutes(options: InboxDeps): Hono {
  const deps = {
    ...options,
    wakeWorkers: createCalmWaker(options.wakeWorkers),
    store: createStore(options.newContext),
  }
  return new Hono()
    .post('/ap/inbox', (c) => receive(c, deps))
    .post('/ap/actors/:id/inbox', (c) => receive(c, deps))
}

async function receive(c: Context, deps: InboxDeps & { readonly store: StoreActivity }): Promise<Response> {
  const ctx = deps.newContext()
  const request = c.req.raw
  const body = await readBody(request)
  const json = body && readJsonObject(body)
  const activity = json ? readActivity(json) : 'malformed'
  if (!body || activity === 'malformed') return c.body(null, 400)

  const judged = judgeSignature(request, ctx.clock.now())
  if (!judged.ok) await noteRefusedClock(ctx, { request, body, judged })
  if (!judged.ok || activity === 'foreign-id' || judged.claim.host !== activity.host) return c.body(null, 401)
  const { claim } = judged
  // Whose key is at hand was asked about within the last minute; what is worked off is asked about once more.
  const isKnown = deps.signers.get(claim.keyId) !== undefined
  const isRefused =
    !isKnown && (await readServer(ctx, claim.host)).isRefused && !(await acknowledgesDelete(ctx, activity))
  if (isRefused || (await isNobodysDelete(ctx, activity, claim))) return c.body(null, 202)
  const signer = await authenticate(ctx, deps, { request, body, claim })
  if (signer?.uri !== activity.actorUri) return c.body(null, 401)

  if (!inboxHandlers.has(activity.type)) return c.body(null, 202)
  const wait = await deps.hourly.take(ctx, activity.host)
  if (wait !== undefined) return c.body(null, 429, { 'Retry-After': String(wait) })
  if (!(await deps.store({ ...activity, body }))) return c.body(null, 429, { 'Retry-After': '60' })
  deps.wakeWorkers()
  return c.body(null, 202)
}

/** No clock goes so wrong by itself: whoever sends again what was signed long ago tells nothing of one. */
const mostSkewSeconds = 86_400

/** Only a signature that is good but for its time says something about a clock; nobody is asked for a key for it. */
async function noteRefusedClock(
  ctx: Ctx,
  { request, body, judged }: { request: Request; body: Uint8Array<ArrayBuffer>; judged: JudgedSignature },
): Promise<void> {
  if (judged.ok || !judged.claim || judged.skewSeconds === undefined) return
  if (Math.abs(judged.skewSeconds) > mostSkewSeconds) return
  const signer = await authenticateKnown(ctx, { request, body, claim: judged.claim })
  if (signer) await noteSkew(ctx, signer.host, judged.skewSeconds)
}

/** The whole body, or undefined when it is longer than any activity we read. */
async function readBody(request: Request): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const announced = request.headers.get('Content-Length')
  if (Number(announced ?? 0) > maximumJsonBytes) return undefined
  // The HTTP server reads no more than was announced.
  if (announced !== null) return new Uint8Array(await request.arrayBuffer())
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength
    if (length > maximumJsonBytes) return undefined
    chunks.push(chunk)
  }
  const body = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    body.set(chunk, offset)
    offset += chunk.byteLength
  }
  return body
}

/**
 * Large servers tell everybody when an account of theirs is deleted, and its key is gone by then. From a server that
 * has nothing to do with us it means nothing, so nobody is asked for a key.
 */
async function isNobodysDelete(
  ctx: Ctx,
  { type, host }: ReadActivity,
  { keyId }: SignatureClaim,
): Promise<boolean> {
  return type === 'Delete' && !(await readActorByKey(ctx, keyId)) && !(await isRelatedHost(ctx, host))
}
