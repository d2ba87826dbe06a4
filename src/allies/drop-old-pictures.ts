import { sql } from 'kysely'
import type { Ctx } from '../context.ts'
import { dayOf } from '../days.ts'

/**
 * Deletes the pictures of allies' posts that were noted before a time, bytes and addresses: they are copies of what
 * others keep. Their posts say from then on that there was one. Gives how many went.
 */
export async function dropOldPictures(ctx: Pick<Ctx, 'db' | 'clock'>, before: Date): Promise<number> {
  const { rows } = await sql<{ readonly id: string }>`
    with dropped as (delete from allied_images where noted_at <= ${before} returning id, allied_post_id, media_id),
      told as (update allied_posts set pictures_dropped_on = ${dayOf(ctx.clock.now())}
        where id in (select allied_post_id from dropped) and withdrawn_at is null),
      emptied as (delete from media where id in (select media_id from dropped))
    select id from dropped`.execute(ctx.db)
  return rows.length
}
