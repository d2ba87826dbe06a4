import { inTransaction } from '../db/transaction.ts'
import { forbidden, ok, type Result } from '../result.ts'
import { endCarrying } from './carry-post.ts'
import { reactionHashes } from './reaction-hashes.ts'
import { isOwnActivity, type RemoteTransaction, receiveActivity } from './receive-activity.ts'
import { withdrawComment } from './receive-comment-withdrawal.ts'
import type { RemoteActivity, RemoteCtx } from './remote.ts'
import { rememberWithdrawal } from './withdrawn-objects.ts'

/** Taken back in one transaction, so that nobody waits long for its locks. */
const atOnce = 50

/**
 * Somebody elsewhere deletes her account: servers say that once, and not of each thing that she wrote. All of it that
 * is here is taken back, as if she had asked one by one: her answers, waiting or out, and her posts, whoever brought
 * them. She follows nothing any more, and her taps are not counted. If it is a channel or an account that we follow,
 * it is closed: nothing more comes, and what we passed on of it is taken back; what others wrote there stays. The
 * activity is recorded last, so that one that was cut short goes on where it ended. Refuses: forbidden.
 */
export async function receiveAccountDeletion(
  ctx: RemoteCtx,
  { activity }: { readonly activity: RemoteActivity },
): Promise<Result<undefined>> {
  if (!isOwnActivity(ctx.actor, activity)) return forbidden()
  let written = await readWritten(ctx, '')
  while (written.length > 0) {
    const result = await inTransaction(ctx, async (trx) => {
      for (const uri of written) await withdrawComment(trx, uri)
      return ok()
    })
    if (!result.ok) return result
    written = await readWritten(ctx, written.at(-1) ?? '')
  }
  return receiveActivity(ctx, activity, async (trx) => {
    await leaveAll(trx)
    await forgetReactions(trx)
    await endFollowing(trx)
    return ok()
  })
}

/** What she wrote and did not take back yet, by its addresses in their order. Only her own server speaks for it. */
async function readWritten({ db, actor }: RemoteCtx, after: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('remoteComments')
    .select('objectUri')
    .where('actorUri', '=', actor.uri)
    .where('host', '=', actor.host)
    .where('state', '<>', 'withdrawn')
    .where('objectUri', '>', after)
    .union(
      db
        .selectFrom('alliedPosts')
        .select('objectUri')
        .where('authorUri', '=', actor.uri)
        .where('withdrawnAt', 'is', null)
        .where('objectUri', '>', after),
    )
    .orderBy('objectUri')
    .limit(atOnce)
    .execute()
  return rows.map(({ objectUri }) => objectUri)
}

async function leaveAll(ctx: RemoteTransaction): Promise<void> {
  const left = await ctx.db
    .updateTable('followers')
    .set({ state: 'left' })
    .where('actorUri', '=', ctx.actor.uri)
    .where('state', 'in', ['pending', 'accepted'])
    .returning('followUri')
    .execute()
  for (const { followUri } of left) await rememberWithdrawal(ctx, followUri, ctx.actor.host)
}

/** Who reacted is known by a hash alone, another one below each edition: all that her server reacted to are tried. */
async function forgetReactions(ctx: RemoteTransaction): Promise<void> {
  const reacted = await ctx.db
    .selectFrom('remoteReactions')
    .select('editionId')
    .distinct()
    .where('host', '=', ctx.actor.host)
    .execute()
  if (reacted.length === 0) return
  const hashes = await reactionHashes(ctx)
  const hers = await Promise.all(reacted.map(({ editionId }) => hashes.actor(ctx.actor.uri, editionId)))
  await ctx.db
    .deleteFrom('remoteReactions')
    .where('host', '=', ctx.actor.host)
    .where('actorHash', 'in', hers)
    .execute()
}

async function endFollowing(ctx: RemoteTransaction): Promise<void> {
  const closed = await ctx.db
    .updateTable('followedChannels')
    .set({ state: 'refused', decidedAt: ctx.clock.now() })
    .where('actorUri', '=', ctx.actor.uri)
    .where('state', 'in', ['requested', 'following'])
    .returning('id')
    .execute()
  await endCarrying(
    ctx,
    closed.map(({ id }) => id),
  )
}
