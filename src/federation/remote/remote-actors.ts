import type { Ctx } from '../../context.ts'
import { daysFrom } from '../../days.ts'
import { acknowledgesWithdrawals } from '../capabilities.ts'
import type { FederationDeps } from '../deps.ts'
import { idOf, isObject, type JsonObject, lineOf, listOf, objectOf, textOf, typesOf } from '../read-json.ts'
import { hostOf, onSameHost } from '../uris.ts'
import { fetchDocument } from './fetch-document.ts'

/** Another server's actor as we last saw it. */
export interface RemoteActorRecord {
  readonly uri: string
  readonly host: string
  readonly name: string
  readonly inbox: string
  readonly sharedInbox: string | null
  readonly keyUri: string
  readonly publicKeyPem: string
  /** It says that it answers a Delete once it was done (FEP-844e). */
  readonly acknowledgesWithdrawals: boolean
  readonly fetchedAt: Date
}

const actorTypes = ['Person', 'Service', 'Application', 'Group', 'Organization']

export const readActorByKey = (
  ctx: Pick<Ctx, 'db'>,
  keyUri: string,
): Promise<RemoteActorRecord | undefined> =>
  ctx.db.selectFrom('remoteActors').selectAll().where('keyUri', '=', keyUri).executeTakeFirst()

/** An actor from the cache when seen within a day, else from its server; undefined when it cannot be had. */
export async function findActor(
  ctx: Ctx,
  deps: FederationDeps,
  uri: string,
): Promise<RemoteActorRecord | undefined> {
  const known = await ctx.db.selectFrom('remoteActors').selectAll().where('uri', '=', uri).executeTakeFirst()
  if (known && known.fetchedAt > daysFrom(ctx.clock.now(), -1)) return known
  const fetched = await fetchDocument(ctx, deps, uri)
  const actor = fetched.ok && fetched.id === uri ? readActor(ctx, fetched.document) : undefined
  if (actor) await remember(ctx, actor)
  return actor ?? known
}

/**
 * Fetches the owner of a key and remembers both. Believed only if the actor is on the key's host and its own
 * document, served at its own id, lists exactly this key as its own.
 */
export async function fetchActorOfKey(
  ctx: Ctx,
  deps: FederationDeps,
  keyUri: string,
): Promise<RemoteActorRecord | undefined> {
  const fetched = await fetchDocument(ctx, deps, keyUri)
  if (!fetched.ok) return undefined
  const owner = ownerOf(fetched.document, keyUri)
  if (owner === undefined || !onSameHost(owner, keyUri)) return undefined
  const isItself = fetched.id === owner && keyUri.replace(/#.*$/, '') === owner
  const confirmed = isItself ? fetched : await fetchDocument(ctx, deps, owner)
  if (!confirmed.ok || confirmed.id !== owner) return undefined
  const actor = readActor(ctx, confirmed.document, keyUri)
  if (!actor) return undefined
  await remember(ctx, actor)
  return actor
}

/** Whom a document names as the owner of a key: an actor that lists it, or the bare key itself. */
function ownerOf(document: JsonObject, keyUri: string): string | undefined {
  const key = keysOf(document).find((listed) => idOf(listed) === keyUri)
  return idOf((key ?? document)['owner'])
}

const keysOf = (document: JsonObject): readonly JsonObject[] => listOf(document['publicKey']).filter(isObject)

/** Reads an actor document with one of its keys; undefined when it lacks what we need or mixes hosts. */
function readActor(
  ctx: Pick<Ctx, 'clock'>,
  document: JsonObject,
  wantedKey?: string,
): RemoteActorRecord | undefined {
  const uri = idOf(document)
  const host = uri === undefined ? undefined : hostOf(uri)
  const isActor = typesOf(document).some((name) => actorTypes.includes(name))
  const key = keysOf(document).find(
    (listed) => idOf(listed['owner']) === uri && (wantedKey === undefined || idOf(listed) === wantedKey),
  )
  const keyUri = key && idOf(key)
  const publicKeyPem = key && textOf(key, 'publicKeyPem')
  const inbox = idOf(document['inbox'])
  if (uri === undefined || host === undefined || !isActor || inbox === undefined) return undefined
  if (keyUri === undefined || publicKeyPem === undefined || !couldBePem(publicKeyPem)) return undefined
  // A key or an inbox elsewhere would let one server act, or be flooded, in another one's name.
  if (hostOf(keyUri) !== host || hostOf(inbox) !== host) return undefined
  const sharedInbox = idOf(objectOf(document['endpoints'])?.['sharedInbox'])
  const username = lineOf(textOf(document, 'preferredUsername') ?? '', 100)
  const handle = username === '' ? host : `${username}@${host}`
  return {
    uri,
    host,
    name: lineOf(textOf(document, 'name') ?? '', 100) || handle,
    inbox,
    sharedInbox: sharedInbox !== undefined && hostOf(sharedInbox) === host ? sharedInbox : null,
    keyUri,
    publicKeyPem,
    acknowledgesWithdrawals: acknowledgesWithdrawals(document),
    fetchedAt: ctx.clock.now(),
  }
}

/** RSA-4096 takes 800 characters; longer keys only cost time. */
const couldBePem = (text: string): boolean => /^[\x20-\x7e\r\n]{1,2000}$/.test(text)

/** A key id belongs to one actor: whoever lists it now is its owner, since both are on one host. */
async function remember(ctx: Ctx, actor: RemoteActorRecord): Promise<void> {
  await ctx.db.transaction().execute(async (db) => {
    await db
      .deleteFrom('remoteActors')
      .where('keyUri', '=', actor.keyUri)
      .where('uri', '<>', actor.uri)
      .execute()
    const { uri: _uri, ...changes } = actor
    await db
      .insertInto('remoteActors')
      .values(actor)
      .onConflict((conflict) => conflict.column('uri').doUpdateSet(changes))
      .execute()
  })
}
