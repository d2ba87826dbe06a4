import { type Context, Hono } from 'hono'
import type { Ctx } from '../../context.ts'
import { enqueue } from '../../jobs/queue.ts'
import type { FederationDeps } from '../deps.ts'
import { maximumJsonBytes, readJsonObject } from '../read-json.ts'
import { readActorByKey } from '../remote/remote-actors.ts'
import { authenticate } from '../signatures/authenticate.ts'
import { readSignature, type SignatureClaim } from '../signatures/read-signature.ts'
import { type ReadActivity, readActivity } from '../trust.ts'
import { inboxHandlers } from './handlers.ts'
import { isRelatedHost } from './relations.ts'

export type InboxDeps = FederationDeps & { readonly newContext: () => Ctx; readonly wakeWorkers: () => void }

/**
 * The inboxes. They answer 202, 400, 401 or, to a flood, 429, and never 404, which senders would take for the end of the actor; every
 * actor's inbox does the same as the shared one, whether there is such an actor or not. An activity is verified and
 * stored, and worked off later (STACK: verify and store first).
 */
export function inboxRoutes(deps: InboxDeps): Hono {
  return new Hono()
    .post('/ap/inbox', (c) => receive(c, deps))
    .post('/ap/actors/:id/inbox', (c) => receive(c, deps))
}

async function receive(c: Context, deps: InboxDeps): Promise<Response> {
  const ctx = deps.newContext()
  const request = c.req.raw
  const body = await readBody(request)
  const json = body && readJsonObject(body)
  const activity = json ? readActivity(json) : 'malformed'
  if (!body || activity === 'malformed') return c.body(null, 400)

  const claim = readSignature(request, ctx.clock.now())
  if (!claim || activity === 'foreign-id' || claim.host !== activity.host) return c.body(null, 401)
  if (await isNobodysDelete(ctx, activity, claim)) return c.body(null, 202)
  const signer = await authenticate(ctx, deps, { request, body, claim })
  if (signer?.uri !== activity.actorUri) return c.body(null, 401)

  if (inboxHandlers.has(activity.type)) {
    if (await isFlood(ctx, activity)) return c.body(null, 429, { 'Retry-After': '60' })
    await store(ctx, activity, body)
    deps.wakeWorkers()
  }
  return c.body(null, 202)
}

/** The whole body, or undefined when it is longer than any activity we read. */
async function readBody(request: Request): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (Number(request.headers.get('Content-Length') ?? 0) > maximumJsonBytes) return undefined
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

/** So many activities of one server wait here, bodies and all; more than that is a flood. */
const mostStoredPerHost = 1_000

async function isFlood(ctx: Ctx, { host }: ReadActivity): Promise<boolean> {
  const stored = await ctx.db
    .selectFrom('inboxMessages')
    .select('id')
    .where('host', '=', host)
    .limit(mostStoredPerHost)
    .execute()
  return stored.length >= mostStoredPerHost
}

/** Activities of one server are worked off in the order they came: a Delete must not overtake its Create. */
async function store(ctx: Ctx, { actorUri, host }: ReadActivity, body: Uint8Array): Promise<void> {
  const id = ctx.random.id()
  await ctx.db.transaction().execute(async (db) => {
    await db
      .insertInto('inboxMessages')
      .values({ id, host, actorUri, body, receivedAt: ctx.clock.now() })
      .execute()
    await enqueue(
      { ...ctx, db },
      { kind: 'receive', payload: { inboxMessageId: id }, orderKey: `from:${host}` },
    )
  })
}
