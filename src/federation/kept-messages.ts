import { sql } from 'kysely'
import { commentWords } from './comment-words.ts'
import type { OutboundCtx } from './gateway.ts'
import { idOf, objectOf, readJsonObject, typesOf } from './read-json.ts'

/**
 * Bodies of activities that an open channel may have to pass on byte for byte: a comment's Create and its newest
 * Update while they wait for the moderators, its Delete until that is passed on. They live at most as long as
 * `inbox_messages` does.
 */
interface Kept {
  readonly host: string
  readonly type: 'Create' | 'Update' | 'Delete'
  readonly objectUri: string
}

type KeptCtx = Pick<OutboundCtx, 'db'>

/** More than these wait from one server only in a flood. */
const searched = 200

/** The newest Delete of an object, or undefined. */
export async function findKeptDelete(
  ctx: KeptCtx,
  kept: Omit<Kept, 'type'>,
): Promise<Uint8Array | undefined> {
  const [newest] = await matching(ctx, { ...kept, type: 'Delete' })
  return newest?.body
}

/**
 * The newest Create or Update that says the words that moderators read, or undefined: the same activity may have come
 * again with others, and newer words may be here that nobody has read yet.
 */
export async function findKeptWords(
  ctx: KeptCtx,
  kept: Kept & { readonly words: string },
): Promise<Uint8Array | undefined> {
  const found = await matching(ctx, kept)
  return found.find(({ object }) => object && commentWords(object) === kept.words)?.body
}

/** Drops those that were kept. One with words that is still being worked off is not kept yet. */
export async function dropKept(ctx: KeptCtx, kept: Kept): Promise<void> {
  const ids = (await matching(ctx, kept)).map(({ id }) => id)
  await drop(ctx, ids, { workedOff: kept.type !== 'Delete' })
}

/** Drops all words that were kept of an actor. Her Deletes stay until they are passed on. */
export async function dropKeptOf(
  ctx: KeptCtx,
  { host, actorUri }: { readonly host: string; readonly actorUri: string },
): Promise<void> {
  const rows = await ctx.db
    .selectFrom('inboxMessages')
    .select(['id', 'body'])
    .where('host', '=', host)
    .where('actorUri', '=', actorUri)
    .orderBy('receivedAt', 'desc')
    .limit(searched)
    .execute()
  const isDelete = (body: Uint8Array) => typesOf(readJsonObject(body) ?? {}).includes('Delete')
  const ids = rows.filter(({ body }) => !isDelete(body)).map(({ id }) => id)
  await drop(ctx, ids, { workedOff: true })
}

/** `workedOff`: only those. */
async function drop(
  ctx: KeptCtx,
  ids: readonly string[],
  { workedOff }: { readonly workedOff: boolean },
): Promise<void> {
  if (ids.length === 0) return
  await ctx.db
    .deleteFrom('inboxMessages')
    .where('id', 'in', ids)
    .$if(workedOff, (dropping) =>
      dropping.where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('jobs')
              .select('jobs.id')
              .where('jobs.kind', '=', 'receive')
              .whereRef(sql<string>`jobs.payload ->> 'inboxMessageId'`, '=', 'inboxMessages.id'),
          ),
        ),
      ),
    )
    .execute()
}

async function matching(ctx: KeptCtx, { host, type, objectUri }: Kept) {
  const rows = await ctx.db
    .selectFrom('inboxMessages')
    .select(['id', 'body'])
    .where('host', '=', host)
    .orderBy('receivedAt', 'desc')
    .limit(searched)
    .execute()
  return rows.flatMap(({ id, body }) => {
    const activity = readJsonObject(body)
    const isOne = activity && typesOf(activity).includes(type) && idOf(activity['object']) === objectUri
    return isOne ? [{ id, body, object: objectOf(activity['object']) }] : []
  })
}
