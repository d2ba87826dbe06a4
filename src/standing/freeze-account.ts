import type { TransactionCtx } from '../context.ts'
import { endAccess } from '../members/end-access.ts'

/**
 * Stops everything of an account, without blame and without a strike (P12): nobody is signed in, no phone is told
 * anything, what she opened for others is closed, and every recovery that she or somebody with her phone could have a
 * hand in is stopped. Drafts stay. The member must be locked; for a frozen account nothing changes but that what
 * appeared meanwhile ends too. Gives the freeze that runs.
 */
export async function freezeAccount(
  ctx: Pick<TransactionCtx, 'db' | 'clock' | 'random'>,
  memberId: string,
): Promise<{ readonly freezeId: string }> {
  const now = ctx.clock.now()
  await ctx.db
    .updateTable('members')
    .set({ status: 'frozen' })
    .where('id', '=', memberId)
    .where('status', '<>', 'erased')
    .execute()
  await endAccess(ctx, memberId)
  await closeInvitations(ctx, memberId)
  await ctx.db
    .updateTable('recoveries')
    .set({ stoppedAt: now })
    .where('finishedAt', 'is', null)
    .where('stoppedAt', 'is', null)
    .where((eb) =>
      eb.or([
        eb('memberId', '=', memberId),
        eb('helperId', '=', memberId),
        eb('moderatorId', '=', memberId),
        eb('secondModeratorId', '=', memberId),
      ]),
    )
    .execute()
  return runningFreeze(ctx, memberId)
}

/** Revokes the invites she made and ends the arrivals she opened. */
export async function closeInvitations(
  ctx: Pick<TransactionCtx, 'db' | 'clock'>,
  memberId: string,
): Promise<void> {
  const now = ctx.clock.now()
  await ctx.db
    .updateTable('invites')
    .set({ revokedAt: now })
    .where('createdBy', '=', memberId)
    .where('revokedAt', 'is', null)
    .execute()
  await ctx.db
    .updateTable('arrivals')
    .set({ endedAt: now })
    .where('createdBy', '=', memberId)
    .where('endedAt', 'is', null)
    .execute()
}

/** The record of a freeze is deleted after a year; an account that still is frozen then gets a new one. */
export async function runningFreeze(
  ctx: Pick<TransactionCtx, 'db' | 'clock' | 'random'>,
  memberId: string,
): Promise<{ readonly freezeId: string }> {
  const running = await ctx.db
    .selectFrom('freezes')
    .select('id')
    .where('memberId', '=', memberId)
    .where('liftedAt', 'is', null)
    .executeTakeFirst()
  if (running) return { freezeId: running.id }
  const freezeId = ctx.random.id()
  await ctx.db.insertInto('freezes').values({ id: freezeId, memberId, startedAt: ctx.clock.now() }).execute()
  return { freezeId }
}
