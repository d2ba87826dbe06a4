import { sql } from 'kysely'
import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { looksAfter } from '../groups/group-moderator.ts'
import { couldBeId } from '../ids.ts'
import { takeWaiting } from '../joining/take-waiting.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import { recordAct } from './record-act.ts'
import { untell } from './remove-thing.ts'
import { restoreThing } from './restore-thing.ts'
import { reopenFlags } from './settle-flags.ts'
import { type Flaggable, placeOf, type Written } from './things.ts'
import { readUndoable, type Undoable, undoMilliseconds } from './undoable.ts'

/**
 * Takes a decision of hers back within ten minutes: what was removed is there again, what was released is held again,
 * flags wait again, and of two yeses to somebody who wants to join the first is not said. Gives what it was about and where that stands. Refuses: missing (not hers, or taken back already),
 * conflict (too late, or it is not any more as she left it), forbidden (no moderator any more); then nothing changes.
 */
export const undoDecision = (
  ctx: MemberCtx,
  { undoId }: { readonly undoId: string },
): Promise<Result<{ readonly undone: Undoable; readonly place: Place | undefined }>> =>
  inTransaction(ctx, async (trx) => {
    if (!couldBeId(undoId)) return missing()
    const row = await trx.db
      .deleteFrom('undos')
      .where('id', '=', undoId)
      .where('moderatorId', '=', trx.actor.memberId)
      .returning(['act', 'createdAt'])
      .executeTakeFirst()
    if (!row) return missing()
    const undone = readUndoable(row.act)
    const place = 'thing' in undone && isWritten(undone.thing) ? await placeOf(trx, undone.thing) : undefined
    if (!can(trx.actor, 'decision.undo', await relationTo(trx, place))) return forbidden()
    if (trx.clock.now().getTime() - row.createdAt.getTime() > undoMilliseconds) {
      return refuse({ kind: 'conflict', message: 'queue.undo.late' })
    }
    if (!(await takeBack(trx, undone))) return refuse({ kind: 'conflict', message: 'queue.undo.changed' })
    return ok({ undone, place })
  })

type Place = Awaited<ReturnType<typeof placeOf>>

const isWritten = (thing: Flaggable): thing is Written => thing.what !== 'allied-post'

/** Whoever looks after the group where it stands; moderators of the community need no relation. */
async function relationTo(
  ctx: MemberTransactionCtx,
  place: Place | undefined,
): Promise<'group-moderator' | 'any'> {
  if (!place?.groupId) return 'any'
  const group = await ctx.db
    .selectFrom('groups')
    .select(looksAfter(ctx, sql.ref('groups.id')).as('hasOffice'))
    .where('id', '=', place.groupId)
    .executeTakeFirst()
  return group?.hasOffice ? 'group-moderator' : 'any'
}

async function takeBack(ctx: MemberTransactionCtx, undone: Undoable): Promise<boolean> {
  switch (undone.act) {
    case 'kept':
      return reopen(ctx, undone.thing.id, undone.flagIds)
    case 'removed': {
      const { what, id } = undone.thing
      if (!(await restoreThing(ctx, undone.thing))) return false
      await recordAct(ctx, what === 'post' ? 'post-restored' : 'comment-restored', id)
      if (undone.flagIds.length > 0) await reopen(ctx, id, undone.flagIds)
      return true
    }
    case 'allied-removed':
      return (await restoreAlliedPost(ctx, undone)) && reopen(ctx, undone.alliedPostId, undone.flagIds)
    case 'released':
      return holdAgain(ctx, undone.thing, new Date(undone.heldAt))
    case 'approved-once':
      return withdrawYes(ctx, undone.applicationId)
  }
}

async function reopen(ctx: MemberTransactionCtx, id: string, flagIds: readonly string[]): Promise<boolean> {
  if ((await reopenFlags(ctx, flagIds)) === 0) return false
  await recordAct(ctx, 'flag-reopened', id)
  return true
}

/** What its author or an ally took back meanwhile stays gone. */
async function restoreAlliedPost(
  ctx: MemberTransactionCtx,
  { alliedPostId, words }: Extract<Undoable, { act: 'allied-removed' }>,
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.db
    .updateTable('alliedPosts')
    .set({ ...words, withdrawnAt: null })
    .where('id', '=', alliedPostId)
    .where('withdrawnAt', 'is not', null)
    .where(
      sql<boolean>`not exists (select 1 from withdrawn_objects taken where taken.uri = allied_posts.object_uri)`,
    )
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/**
 * Once another moderator let her in or said no, her yes went with everything else that was said about her. The
 * application is held first, as by whoever decides: nobody counts a yes that is being taken back.
 */
async function withdrawYes(ctx: MemberTransactionCtx, applicationId: string): Promise<boolean> {
  const application = await takeWaiting(ctx, applicationId)
  if (!application.ok) return false
  const { numDeletedRows } = await ctx.db
    .deleteFrom('applicationVotes')
    .where('applicationId', '=', applicationId)
    .where('moderatorId', '=', ctx.actor.memberId)
    .executeTakeFirst()
  if (numDeletedRows === 0n) return false
  await recordAct(ctx, 'application-approval-withdrawn', applicationId)
  return true
}

async function holdAgain(ctx: MemberTransactionCtx, thing: Written, heldAt: Date): Promise<boolean> {
  const { what, id } = thing
  const { numUpdatedRows } = await ctx.db
    .updateTable(what === 'post' ? 'posts' : 'comments')
    .set({ heldAt })
    .where('id', '=', id)
    .where('heldAt', 'is', null)
    .where('removedAt', 'is', null)
    .where('deletedAt', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  await untell(ctx, thing, ['post-released', ...toldOfNew])
  return true
}

/** Whoever was told when it was released is told nothing of it any more. */
const toldOfNew = ['alert', 'comment', 'mention', 'reply'] as const
