import type { Ctx } from '../../context.ts'
import { daysFrom } from '../../days.ts'
import { acknowledgesWithdrawals } from '../capabilities.ts'
import type { FederationDeps } from '../deps.ts'
import { idOf, type JsonObject, lineOf, objectOf, textOf, typesOf } from '../read-json.ts'
import { hostOf, isPlainlyWritten, onSameHost } from '../uris.ts'
import { type DocumentFailure, fetchDocument } from './fetch-document.ts'
import { type ListedKey, listedKeys } from './listed-keys.ts'
import type { RemoteActorRecord } from './remote-actor-record.ts'

const actorTypes = ['Person', 'Service', 'Application', 'Group', 'Organization']

/** The actor that listed a key when it was last seen, with this key of several; one statement. */
export const readActorByKey = (
  ctx: Pick<Ctx, 'db'>,
  keyUri: string,
): Promise<RemoteActorRecord | undefined> =>
  ctx.db
    .selectFrom('remoteActors as actor')
    .leftJoin('remoteKeys as key', (join) =>
      join.onRef('key.actorUri', '=', 'actor.uri').on('key.keyUri', '=', keyUri),
    )
    .selectAll('actor')
    .select(({ val, fn }) => [
      val(keyUri).as('keyUri'),
      fn.coalesce('key.publicKeyPem', 'actor.publicKeyPem').as('publicKeyPem'),
    ])
    .where('actor.uri', '=', ({ fn, selectFrom }) =>
      fn.coalesce(
        selectFrom('remoteActors').select('uri').where('keyUri', '=', keyUri),
        selectFrom('remoteKeys').select('actorUri as uri').where('keyUri', '=', keyUri),
      ),
    )
    .executeTakeFirst()

/** An actor from the cache when seen within a day, or ever (`mayBeOld`), else from its server; undefined when it cannot be had. */
export async function findActor(
  ctx: Ctx,
  deps: FederationDeps,
  uri: string,
  { mayBeOld = false }: { readonly mayBeOld?: boolean } = {},
): Promise<RemoteActorRecord | undefined> {
  const known = await ctx.db.selectFrom('remoteActors').selectAll().where('uri', '=', uri).executeTakeFirst()
  if (known && (mayBeOld || known.fetchedAt > daysFrom(ctx.clock.now(), -1))) return known
  const fetched = await fetchDocument(ctx, deps, uri)
  const read = fetched.ok && fetched.id === uri ? await readActor(ctx, fetched.document) : undefined
  if (!read) return known
  await remember(ctx, deps, read)
  return read.actor
}

/** `silent`: its server does not answer, or says that nobody is there any more. */
export type KeyOwner = RemoteActorRecord | 'silent' | 'refused'

/**
 * Fetches the owner of a key and remembers both. Believed only if the actor is on the key's host and its own
 * document, served at its own id, lists exactly this key as its own; keys that it does not list any more are forgotten.
 */
export async function fetchActorOfKey(ctx: Ctx, deps: FederationDeps, keyUri: string): Promise<KeyOwner> {
  const fetched = await fetchDocument(ctx, deps, keyUri)
  if (!fetched.ok) return isSilent(fetched.failure) ? 'silent' : 'refused'
  const owner = ownerOf(fetched.document)
  if (owner === undefined || !onSameHost(owner, keyUri)) return 'refused'
  const isItself = fetched.id === owner && keyUri.replace(/#.*$/, '') === owner
  const confirmed = isItself ? fetched : await fetchDocument(ctx, deps, owner)
  if (!confirmed.ok) return isSilent(confirmed.failure) ? 'silent' : 'refused'
  const read = confirmed.id === owner ? await readActor(ctx, confirmed.document) : undefined
  if (!read) return 'refused'
  await remember(ctx, deps, read)
  const key = read.keys.find((listed) => listed.keyUri === keyUri)
  return key ? { ...read.actor, ...key } : 'refused'
}

const isSilent = (failure: DocumentFailure): boolean => failure === 'unreachable' || failure === 'gone'

/**
 * Whom a document names as the owner of a key: an actor that may list it, also where the key has an address of its own
 * and gives a stub of that actor (GoToSocial, Hubzilla), or the bare key itself.
 */
const ownerOf = (document: JsonObject): string | undefined =>
  isActor(document) ? idOf(document) : idOf(document['owner'] ?? document['controller'])

const isActor = (document: JsonObject): boolean => typesOf(document).some((name) => actorTypes.includes(name))

interface ReadActor {
  readonly actor: RemoteActorRecord
  /** The first one is the actor's. */
  readonly keys: readonly ListedKey[]
}

/** Reads an actor document with its keys; undefined when it lacks what we need, mixes hosts or spells them in a strange way. */
export async function readActor(
  ctx: Pick<Ctx, 'clock'>,
  document: JsonObject,
): Promise<ReadActor | undefined> {
  const uri = idOf(document)
  const host = uri === undefined ? undefined : hostOf(uri)
  const inbox = idOf(document['inbox'])
  if (uri === undefined || host === undefined || !isActor(document)) return undefined
  // An inbox elsewhere would let one server be flooded in another one's name.
  if (inbox === undefined || hostOf(inbox) !== host) return undefined
  if (!isPlainlyWritten(uri) || !isPlainlyWritten(inbox)) return undefined
  const keys = await listedKeys(document, uri)
  const [key] = keys
  if (!key) return undefined
  const sharedInbox = idOf(objectOf(document['endpoints'])?.['sharedInbox'])
  const isOwnInbox =
    sharedInbox !== undefined && hostOf(sharedInbox) === host && isPlainlyWritten(sharedInbox)
  const username = lineOf(textOf(document, 'preferredUsername') ?? '', 100)
  const handle = username === '' ? host : `${username}@${host}`
  const actor = {
    uri,
    host,
    name: lineOf(textOf(document, 'name') ?? '', 100) || handle,
    inbox,
    sharedInbox: isOwnInbox ? sharedInbox : null,
    ...key,
    acknowledgesWithdrawals: acknowledgesWithdrawals(document),
    fetchedAt: ctx.clock.now(),
  }
  return { actor, keys }
}

/**
 * A key id belongs to one actor: whoever lists it now is its owner, since both are on one host. What was known of
 * the actor's keys before counts no more.
 */
async function remember(ctx: Ctx, deps: FederationDeps, { actor, keys }: ReadActor): Promise<void> {
  const keyUris = keys.map(({ keyUri }) => keyUri)
  await ctx.db.transaction().execute(async (db) => {
    await db.deleteFrom('remoteActors').where('keyUri', 'in', keyUris).where('uri', '<>', actor.uri).execute()
    const { uri: _uri, ...changes } = actor
    await db
      .insertInto('remoteActors')
      .values(actor)
      .onConflict((conflict) => conflict.column('uri').doUpdateSet(changes))
      .execute()
    await db
      .deleteFrom('remoteKeys')
      .where(({ eb, or }) => or([eb('actorUri', '=', actor.uri), eb('keyUri', 'in', keyUris)]))
      .execute()
    const others = keys.slice(1).map((key) => ({ ...key, actorUri: actor.uri }))
    if (others.length > 0) await db.insertInto('remoteKeys').values(others).execute()
  })
  deps.signers.forget(actor.uri)
}
