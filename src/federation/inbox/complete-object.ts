import type { RemoteObject } from '../../allies/remote.ts'
import type { Ctx } from '../../context.ts'
import { readServer } from '../../policy/servers.ts'
import type { FederationDeps } from '../deps.ts'
import { idOf, type JsonObject } from '../read-json.ts'
import { readObject } from '../read-object.ts'
import { fetchDocument } from '../remote/fetch-document.ts'
import type { RemoteActorRecord } from '../remote/remote-actor-record.ts'
import { findActor } from '../remote/remote-actors.ts'
import { hostOf, onSameHost } from '../uris.ts'

/**
 * An object with its author's name, which is asked of her server unless she is known already; without an answer her
 * host stands for it.
 */
export async function completeObject(
  ctx: Ctx,
  deps: FederationDeps,
  json: JsonObject,
  known?: RemoteActorRecord,
): Promise<RemoteObject | undefined> {
  const object = readObject(json, ctx.clock.now())
  if (!object || !onSameHost(object.uri, object.authorUri)) return undefined
  const author = known?.uri === object.authorUri ? known : await findActor(ctx, deps, object.authorUri)
  return { ...object, authorName: author?.name ?? hostOf(object.authorUri) ?? '' }
}

/** An object as its own server gives it; `later` when that does not answer, undefined when it has none. */
export async function fetchObject(
  ctx: Ctx,
  deps: FederationDeps,
  reference: unknown,
): Promise<JsonObject | 'later' | undefined> {
  const uri = idOf(reference)
  if (uri === undefined) return undefined
  // What a channel announces may lie on a server that may not speak with us.
  if ((await readServer(ctx, hostOf(uri) ?? '')).isRefused) return undefined
  const fetched = await fetchDocument(ctx, deps, uri)
  if (!fetched.ok) return fetched.failure === 'unreachable' ? 'later' : undefined
  return fetched.id === uri ? fetched.document : undefined
}
