import type { Ctx, DatabaseTransaction } from '../context.ts'
import { idOf, readJsonObject, typesOf } from './read-json.ts'

/**
 * Bodies of activities that an open channel may have to pass on byte for byte: a comment's Create while it waits for
 * the moderators, its Delete until that is passed on. They live at most as long as `inbox_messages` does.
 */
interface Kept {
  readonly host: string
  readonly type: 'Create' | 'Delete'
  readonly objectUri: string
}

type KeptCtx = { readonly db: Ctx['db'] | DatabaseTransaction }

/** More than these wait from one server only in a flood. */
const searched = 200

/** The newest such body, or undefined. */
export async function findKept(ctx: KeptCtx, kept: Kept): Promise<Uint8Array | undefined> {
  const [newest] = await matching(ctx, kept)
  return newest?.body
}

export async function dropKept(ctx: KeptCtx, kept: Kept): Promise<void> {
  const ids = (await matching(ctx, kept)).map(({ id }) => id)
  if (ids.length > 0) await ctx.db.deleteFrom('inboxMessages').where('id', 'in', ids).execute()
}

async function matching(ctx: KeptCtx, { host, type, objectUri }: Kept) {
  const rows = await ctx.db
    .selectFrom('inboxMessages')
    .select(['id', 'body'])
    .where('host', '=', host)
    .orderBy('receivedAt', 'desc')
    .limit(searched)
    .execute()
  return rows.filter(({ body }) => {
    const activity = readJsonObject(body)
    return activity && typesOf(activity).includes(type) && idOf(activity['object']) === objectUri
  })
}
