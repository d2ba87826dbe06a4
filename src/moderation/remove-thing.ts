import { sql } from 'kysely'
import { revokePending } from '../channels/revoke-share.ts'
import type { MemberTransactionCtx } from '../context.ts'
import type { NotificationKind } from '../notifications/kinds.ts'
import { notify } from '../notifications/notify.ts'
import { authorOf } from '../posts/author-of.ts'
import type { FlagCategory } from './categories.ts'
import { settleFlags } from './settle-flags.ts'
import type { LockedThing, Written } from './things.ts'
import { rememberUndo } from './undoable.ts'

export interface RemovalReason {
  readonly category: FlagCategory
  /** In the moderators' words; may be empty. */
  readonly reason: string
}

/**
 * Takes a locked post or comment out of everybody's sight. Its words stay for up to a day, for second thoughts and an
 * appeal, and are emptied then (`emptyRemoved`). What waits to be shared from it is revoked, its flags are decided, and
 * its author is told that it is gone, never by whom it was flagged. Gives the id that takes the removal back.
 */
export async function removeThing(
  ctx: MemberTransactionCtx,
  thing: Written,
  { postId }: Pick<LockedThing, 'postId'>,
  { category, reason }: RemovalReason,
): Promise<string> {
  const { what, id } = thing
  const removedAt = ctx.clock.now()
  await ctx.db
    .updateTable(what === 'post' ? 'posts' : 'comments')
    .set({ removedAt })
    .where('id', '=', id)
    .execute()
  const place = what === 'post' ? { postId: id } : { commentId: id }
  await ctx.db
    .insertInto('removals')
    .values({ id: ctx.random.id(), ...place, category, reason, removedAt })
    .execute()
  if (what === 'post') await revokePending(ctx, id)
  const flagIds = await settleFlags(ctx, thing, 'removed')
  await tellAuthor(ctx, thing, postId, 'post-removed')
  return rememberUndo(ctx, { act: 'removed', thing, flagIds })
}

/** Leaves word for whoever wrote it, if anybody still knows who that is. */
export async function tellAuthor(
  ctx: MemberTransactionCtx,
  { what, id }: Written,
  postId: string | null,
  kind: 'post-removed' | 'post-released',
): Promise<void> {
  const { rows } = await sql<{ memberId: string | null }>`
    select ${authorOf(what, sql<string>`${id}::text`)} as member_id`.execute(ctx.db)
  const memberId = rows[0]?.memberId ?? null
  if (memberId === null) return
  await notify(ctx, {
    kind,
    memberIds: [memberId],
    ...(what === 'post' ? { postId: id } : { commentId: id, ...(postId === null ? {} : { postId }) }),
  })
}

/** Takes notices back, when what they say is not so any more. */
export async function untell(
  ctx: MemberTransactionCtx,
  { what, id }: Written,
  kinds: readonly NotificationKind[],
): Promise<void> {
  await ctx.db
    .deleteFrom('notifications')
    .where('kind', 'in', [...kinds])
    .where(what === 'post' ? 'postId' : 'commentId', '=', id)
    .$if(what === 'post', (query) => query.where('commentId', 'is', null))
    .execute()
}
