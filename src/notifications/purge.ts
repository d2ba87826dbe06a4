import { sql } from 'kysely'
import type { Ctx } from '../context.ts'

/**
 * Notices that are over, to be deleted: those made before a moment, and sooner those that only the author of something
 * gets, once it was written without a name before that moment. Until then the server knew who she is; a notice must not
 * remember it longer (P8).
 */
export const overNotices = ({ db }: Pick<Ctx, 'db'>, before: Date) => {
  const unnamed = (table: 'posts' | 'comments', id: string) =>
    sql<boolean>`exists (select 1 from ${sql.table(table)} written
      where written.id = ${sql.ref(id)} and written.anonymous and written.created_at <= ${before})`
  const answersUnnamed = sql<boolean>`exists (select 1 from comments answer
    join comments answered on answered.id = answer.parent_id
    where answer.id = notifications.comment_id and answered.anonymous and answered.created_at <= ${before})`
  // This one names no post: the day leads to it.
  const recallsUnmasking = sql<boolean>`not exists (select 1 from unmaskings agreed
    join posts unmasked on unmasked.id = agreed.post_id
    where agreed.decided_at = notifications.created_at and not agreed.refused and unmasked.created_at > ${before})`
  return db.deleteFrom('notifications').where(
    sql<boolean>`(created_at <= ${before}
      or (kind = 'unmasked' and ${recallsUnmasking})
      or (kind = 'comment' and ${unnamed('posts', 'notifications.post_id')})
      or (kind = 'reply' and ${answersUnnamed})
      or (kind in ('post-held', 'post-released', 'post-removed') and comment_id is null
        and ${unnamed('posts', 'notifications.post_id')})
      or (kind in ('answer-accepted', 'post-held', 'post-released', 'post-removed')
        and ${unnamed('comments', 'notifications.comment_id')}))`,
  )
}
