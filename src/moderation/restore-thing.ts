import { sql } from 'kysely'
import type { MemberTransactionCtx } from '../context.ts'
import { untell } from './remove-thing.ts'
import type { Written } from './things.ts'

/**
 * Brings a removed post or comment back as it was, while its words are still there: within a day. What was to be
 * shared from it stays revoked: her consent is hers to give again. False when there is nothing left to bring back.
 */
export async function restoreThing(ctx: MemberTransactionCtx, thing: Written): Promise<boolean> {
  const { what, id } = thing
  const { numUpdatedRows } = await ctx.db
    .updateTable(what === 'post' ? 'posts' : 'comments')
    .set({ removedAt: null })
    .where('id', '=', id)
    .where('removedAt', 'is not', null)
    .where('deletedAt', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  await ctx.db
    .deleteFrom('removals')
    .where(what === 'post' ? 'postId' : 'commentId', '=', id)
    .execute()
  // Of another removal, which is over: taken back later it would bring back what somebody removed anew.
  await sql`delete from undos where act->>'act' = 'removed' and act->'thing'->>'id' = ${id}`.execute(ctx.db)
  await untell(ctx, thing, ['post-removed'])
  return true
}
