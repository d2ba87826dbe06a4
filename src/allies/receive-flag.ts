import { sql } from 'kysely'
import { plainText } from '../markdown.ts'
import { can } from '../policy/permissions.ts'
import { ok, type Result, refuse } from '../result.ts'
import { mayRead } from './edition-readers.ts'
import { type RemoteTransaction, receiveActivity } from './receive-activity.ts'
import { lockEdition } from './receive-reaction.ts'
import type { RemoteActivity, RemoteCtx } from './remote.ts'
import { cleanLine } from './rules.ts'

export interface ReceiveFlag {
  readonly activity: RemoteActivity
  readonly objectUris: readonly string[]
  /** Why, as it came. */
  readonly words: string
}

/** In UTF-16 units; longer reasons are cut off. */
const longestWords = 1_000

/** More than moderators can read at a time; what comes after that from one host is sent again later. */
const mostWaitingPerHost = 20

type Flagged = { readonly editionId: string } | { readonly remoteCommentId: string }

/**
 * A server flags something of ours: an edition, or an answer from elsewhere that stands in a channel of ours or waits.
 * It waits for the moderators, who read the words and the name of the server; who flagged is neither kept nor named,
 * and nothing is forwarded. Only from servers that may read the thing; what is flagged else is left out. Refuses: busy.
 */
export async function receiveFlag(
  ctx: RemoteCtx,
  { activity, objectUris, words }: ReceiveFlag,
): Promise<Result<undefined>> {
  return receiveActivity(ctx, activity, async (trx) => {
    const flagged: Flagged[] = []
    for (const uri of new Set(objectUris)) flagged.push(...(await findFlagged(trx, uri)))
    if (flagged.length === 0) return ok()
    if ((await waitingFrom(trx)) + flagged.length > mostWaitingPerHost) {
      return refuse({ kind: 'busy', message: 'remoteFlags.errors.tooMany' })
    }
    const about = { host: trx.actor.host, words: cleanLine(plainText(words), longestWords) }
    const receivedAt = trx.clock.now()
    await trx.db
      .insertInto('remoteFlags')
      .values(flagged.map((thing) => ({ id: trx.random.id(), ...thing, ...about, receivedAt })))
      .execute()
    return ok()
  })
}

async function findFlagged(ctx: RemoteTransaction, uri: string): Promise<readonly Flagged[]> {
  const edition = await lockEdition(ctx, uri)
  if (edition) return (await mayFlag(ctx, edition)) ? [{ editionId: edition.id }] : []
  const comment = await ctx.db
    .selectFrom('remoteComments')
    .innerJoin('editions', 'editions.id', 'remoteComments.editionId')
    .select(['remoteComments.id', 'editions.uri'])
    .where('remoteComments.objectUri', '=', uri)
    .where('remoteComments.state', 'in', ['waiting', 'accepted'])
    .forShare('remoteComments')
    .executeTakeFirst()
  const thread = comment && (await lockEdition(ctx, comment.uri))
  return thread && (await mayFlag(ctx, thread)) ? [{ remoteCommentId: comment.id }] : []
}

async function mayFlag(
  ctx: RemoteTransaction,
  edition: NonNullable<Awaited<ReturnType<typeof lockEdition>>>,
) {
  const isReader = await mayRead(ctx, edition, ctx.actor.host)
  return can(ctx.actor, 'edition.flag', isReader ? 'reader' : 'any')
}

async function waitingFrom(ctx: RemoteTransaction): Promise<number> {
  const { waiting } = await ctx.db
    .selectFrom('remoteFlags')
    .select(sql<number>`count(*)::int`.as('waiting'))
    .where('host', '=', ctx.actor.host)
    .executeTakeFirstOrThrow()
  return waiting
}
