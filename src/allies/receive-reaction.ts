import { sql } from 'kysely'
import { type PublishedEdition, publishedTables, readEdition } from '../channels/published.ts'
import type { ReactionKind } from '../channels/reactions.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result } from '../result.ts'
import { mayRead } from './edition-readers.ts'
import { reactionHashes } from './reaction-hashes.ts'
import { type RemoteTransaction, receiveActivity } from './receive-activity.ts'
import type { RemoteActivity, RemoteCtx } from './remote.ts'

export interface ReceiveReaction {
  readonly activity: RemoteActivity
  readonly objectUri: string
  readonly kind: ReactionKind
}

/** More than people of one server tap; what comes after that is not counted. */
const mostPerHost = 1_000

/**
 * Somebody elsewhere reacts to an edition of ours with a tap: it is counted, once for each kind; a like takes the
 * place of a dislike, as votes do. Only from servers that may read the edition. Refuses: missing (no such edition, or
 * taken back), forbidden.
 */
export async function receiveReaction(
  ctx: RemoteCtx,
  { activity, objectUri, kind }: ReceiveReaction,
): Promise<Result<undefined>> {
  return receiveActivity(ctx, activity, async (trx) => {
    const edition = await lockEdition(trx, objectUri)
    if (!edition) return missing()
    const isReader = await mayRead(trx, edition, trx.actor.host)
    if (!can(trx.actor, 'edition.react', isReader ? 'reader' : 'any')) return forbidden()
    if ((await countFrom(trx, edition.id)) >= mostPerHost) return ok()
    const hashes = await reactionHashes(trx)
    const actorHash = await hashes.actor(trx.actor.uri, edition.id)
    const activityHash = await hashes.activity(activity.uri)
    if (kind === 'like' || kind === 'dislike') {
      const other = kind === 'like' ? 'dislike' : 'like'
      await reactionsOf(trx, actorHash).where('kind', '=', other).execute()
    }
    await trx.db
      .insertInto('remoteReactions')
      .values({ editionId: edition.id, actorHash, host: trx.actor.host, kind, activityHash })
      .onConflict((conflict) =>
        conflict.columns(['editionId', 'actorHash', 'kind']).doUpdateSet({ activityHash }),
      )
      .execute()
    return ok()
  })
}

/**
 * Somebody takes a reaction of hers back: that of an activity, or, where its id is not known here, her reactions of a
 * kind to an edition.
 */
export async function receiveReactionUndo(
  ctx: RemoteCtx,
  undone: {
    readonly activity: RemoteActivity
    readonly reactionUri?: string
    readonly objectUri?: string
    readonly kind?: ReactionKind
  },
): Promise<Result<undefined>> {
  return receiveActivity(ctx, undone.activity, async (trx) => {
    const { reactionUri, objectUri, kind } = undone
    const hashes = await reactionHashes(trx)
    const reactionsBelow = async (editionId: string) =>
      reactionsOf(trx, await hashes.actor(trx.actor.uri, editionId))
    if (reactionUri !== undefined) {
      const activityHash = await hashes.activity(reactionUri)
      const found = await trx.db
        .selectFrom('remoteReactions')
        .select('editionId')
        .where('activityHash', '=', activityHash)
        .executeTakeFirst()
      const own = found && (await reactionsBelow(found.editionId)).where('activityHash', '=', activityHash)
      const deleted = await own?.executeTakeFirstOrThrow()
      if (deleted && deleted.numDeletedRows > 0n) return ok()
    }
    if (objectUri === undefined || kind === undefined) return ok()
    const edition = await trx.db
      .selectFrom('editions')
      .select('id')
      .where('id', '=', editionNamed(objectUri))
      .executeTakeFirst()
    if (edition) await (await reactionsBelow(edition.id)).where('kind', '=', kind).execute()
    return ok()
  })
}

/** Hers alone, below one edition: nobody takes back what others said. */
const reactionsOf = (ctx: RemoteTransaction, actorHash: string) =>
  ctx.db.deleteFrom('remoteReactions').where('actorHash', '=', actorHash)

/** The id of the edition with an address, which may be that of a Note of one of its languages. */
const editionNamed = (uri: string) =>
  sql<string>`coalesce((select id from editions where uri = ${uri}),
    (select edition_id from edition_notes where uri = ${uri}))`

/** An edition that stands, named by itself or a Note of one of its languages, held against being taken back. */
export async function lockEdition(
  ctx: Pick<RemoteTransaction, 'db'>,
  uri: string,
): Promise<PublishedEdition | undefined> {
  const row = await ctx.db
    .selectFrom('editions')
    .select('id')
    .where('id', '=', editionNamed(uri))
    .where('withdrawnOn', 'is', null)
    .forShare()
    .executeTakeFirst()
  return row && readEdition(publishedTables(ctx.db), row.id)
}

async function countFrom(ctx: RemoteTransaction, editionId: string): Promise<number> {
  const { count } = await ctx.db
    .selectFrom('remoteReactions')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('editionId', '=', editionId)
    .where('host', '=', ctx.actor.host)
    .executeTakeFirstOrThrow()
  return count
}
