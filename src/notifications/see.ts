import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { decodeCursor } from '../paging.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result } from '../result.ts'
import { type NoticeView, readNotice } from './queries.ts'

/**
 * Marks one notice of hers as seen, of a message all earlier ones of its conversation too, and says what it is about.
 * Refuses: missing for what is none of hers.
 */
export function seeNotice(ctx: MemberCtx, noticeId: string): Promise<Result<NoticeView>> {
  return inTransaction(ctx, async (trx) => {
    if (!can(trx.actor, 'notification.see', 'author')) return forbidden()
    const notice = await readNotice({ ...ctx, db: trx.db }, noticeId)
    if (!notice) return missing()
    if (!notice.seen)
      await trx.db
        .updateTable('notifications')
        .set({ seen: true })
        .where('memberId', '=', trx.actor.memberId)
        .where('seen', '=', false)
        .where(
          sql<boolean>`(id = ${noticeId} or exists (select 1 from notifications opened where opened.id = ${noticeId}
            and opened.kind = 'message' and notifications.kind = 'message'
            and notifications.conversation_id is not distinct from opened.conversation_id
            and (notifications.created_at, notifications.id) <= (opened.created_at, opened.id)))`,
        )
        .execute()
    return ok(notice)
  })
}

/**
 * Marks everything as seen that she was told, up to the cursor of the newest that her page showed: what came since is
 * still new to her. Without a cursor of ours, everything.
 */
export async function seeAll(ctx: MemberCtx, newest?: string): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'notification.see', 'author')) return forbidden()
  const cursor = decodeCursor(newest)
  await ctx.db
    .updateTable('notifications')
    .set({ seen: true })
    .where('memberId', '=', ctx.actor.memberId)
    .where('seen', '=', false)
    .$if(cursor !== undefined, (update) =>
      update.where(sql<boolean>`(created_at, id) <= (${cursor?.at}, ${cursor?.id})`),
    )
    .execute()
  return ok()
}

/** What she was told of a thread is seen once she has opened it. */
export async function seeThread(ctx: MemberCtx, postId: string): Promise<void> {
  if (!couldBeId(postId)) return
  await ctx.db
    .updateTable('notifications')
    .set({ seen: true })
    .where('memberId', '=', ctx.actor.memberId)
    .where('postId', '=', postId)
    .where('seen', '=', false)
    .execute()
}
