import type { Ctx } from '../../context.ts'
import type { FederationDeps } from '../deps.ts'
import { idOf, isObject, type JsonObject, listOf, objectOf, typesOf } from '../read-json.ts'
import { fetchDocument } from '../remote/fetch-document.ts'
import { onSameHost } from '../uris.ts'

/**
 * The first items of a collection, as they stand in it or on its first page: no further page is asked for. The
 * collection and its page must be on the server of `owner`. `later` when that does not answer.
 */
export async function firstItems(
  ctx: Ctx,
  deps: FederationDeps,
  {
    collection,
    owner,
    most,
  }: { readonly collection: unknown; readonly owner: string; readonly most: number },
): Promise<readonly unknown[] | 'later'> {
  const given = objectOf(collection)
  const document = given && isCollection(given) ? given : await fetchOwn(ctx, deps, idOf(collection), owner)
  if (document === 'later') return 'later'
  if (!document || !isCollection(document)) return []
  const items = itemsOf(document)
  if (items.length > 0) return items.slice(0, most)
  const embedded = objectOf(document['first'])
  const page = embedded ?? (await fetchOwn(ctx, deps, idOf(document['first']), owner))
  return page === 'later' ? 'later' : page ? itemsOf(page).slice(0, most) : []
}

const isCollection = (document: JsonObject): boolean =>
  typesOf(document).some((type) => /^(?:Ordered)?Collection(?:Page)?$/.test(type))

const itemsOf = (document: JsonObject): readonly unknown[] => [
  ...listOf(document['orderedItems']),
  ...listOf(document['items']),
]

async function fetchOwn(
  ctx: Ctx,
  deps: FederationDeps,
  url: string | undefined,
  owner: string,
): Promise<JsonObject | 'later' | undefined> {
  if (url === undefined || !onSameHost(url, owner)) return undefined
  const fetched = await fetchDocument(ctx, deps, url)
  if (!fetched.ok) return fetched.failure === 'unreachable' ? 'later' : undefined
  return onSameHost(fetched.id, owner) ? fetched.document : undefined
}

/** What an activity of an outbox is about, however often it is wrapped. */
export function unwrap(item: unknown): unknown {
  let inner = item
  for (let depth = 0; depth < 3 && isObject(inner); depth += 1) {
    if (!typesOf(inner).some((type) => ['Create', 'Announce', 'Add', 'Update'].includes(type))) break
    inner = inner['object']
  }
  return inner
}
