import { sql } from 'kysely'
import type { Ctx } from '../context.ts'

/** Flags that were decided, and those on what is gone, which nobody decides on any more. */
export const overFlags = ({ db }: Pick<Ctx, 'db'>, before: Date) =>
  db.deleteFrom('flags').where(
    sql<boolean>`(decided_at <= ${before} or decided_at is null and created_at <= ${before} and not exists (
      select 1 from posts p where p.id = flags.post_id and p.deleted_at is null
      union all select 1 from comments c where c.id = flags.comment_id and c.deleted_at is null
      union all select 1 from allied_posts a where a.id = flags.allied_post_id and a.withdrawn_at is null))`,
  )
