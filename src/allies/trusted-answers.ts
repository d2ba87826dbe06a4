import type { TransactionCtx } from '../context.ts'
import { plainText } from '../markdown.ts'
import { isWatched } from '../moderation/watch-list.ts'
import { can } from '../policy/permissions.ts'
import { readServer } from '../policy/servers.ts'
import type { RemoteTransaction } from './receive-activity.ts'
import type { CommentWords } from './waiting-words.ts'

/** What stands at once from one server within a day; more than that waits, as anybody's does. */
const mostADay = 200

const day = 24 * 3_600_000

/**
 * Whether words from the server that speaks stand at once: its answers are trusted, nothing in them is watched for,
 * and there were not too many of them today.
 */
export async function standAtOnce(ctx: RemoteTransaction, words: CommentWords): Promise<boolean> {
  const { answers } = await readServer(ctx, ctx.actor.host)
  if (!can(ctx.actor, 'remote-comment.publish', answers === 'trusted' ? 'allowed' : 'any')) return false
  if (await isWatched(ctx, `${words.actorName} ${plainText(words.html)}`)) return false
  return (await decidedToday(ctx)) < mostADay
}

async function decidedToday(ctx: Pick<TransactionCtx, 'db' | 'clock'> & Pick<RemoteTransaction, 'actor'>) {
  const { count } = await ctx.db
    .selectFrom('remoteComments')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('host', '=', ctx.actor.host)
    .where('state', '=', 'accepted')
    .where('decidedAt', '>', new Date(ctx.clock.now().getTime() - day))
    .executeTakeFirstOrThrow()
  return count
}
