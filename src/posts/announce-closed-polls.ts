import type { Ctx, TransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { notify } from '../notifications/notify.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Result } from '../result.ts'

/** More than close within an hour; the rest follows the next time. */
const mostAtOnce = 50

/**
 * Tells those who voted that their poll is closed, once for each poll; part of keeping house, and several processes
 * may do it at the same time. Whoever voted is told of a secret poll as of any other. Gives how many polls it were.
 */
export function announceClosedPolls(ctx: Ctx): Promise<Result<number>> {
  if (!can(ctx.actor, 'poll.announce')) return Promise.resolve(forbidden())
  return inTransaction(ctx, async (trx) => {
    const closed = await trx.db
      .selectFrom('polls')
      .select(['postId', 'secret'])
      .where('announced', '=', false)
      .where('closesAt', '<=', trx.clock.now())
      .orderBy('closesAt')
      .limit(mostAtOnce)
      .forUpdate()
      .skipLocked()
      .execute()
    for (const { postId, secret } of closed) {
      await trx.db.updateTable('polls').set({ announced: true }).where('postId', '=', postId).execute()
      await notify(trx, { kind: 'poll-closed', memberIds: await votersOf(trx, postId, secret), postId })
    }
    return ok(closed.length)
  })
}

async function votersOf(ctx: TransactionCtx, postId: string, secret: boolean): Promise<string[]> {
  const rows = secret
    ? await ctx.db.selectFrom('pollVoters').select('memberId').where('postId', '=', postId).execute()
    : await ctx.db
        .selectFrom('pollVotes')
        .innerJoin('pollOptions', 'pollOptions.id', 'pollVotes.optionId')
        .select('pollVotes.memberId')
        .distinct()
        .where('pollOptions.postId', '=', postId)
        .execute()
  return rows.map(({ memberId }) => memberId)
}
