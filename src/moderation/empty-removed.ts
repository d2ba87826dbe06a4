import { sql } from 'kysely'
import type { Ctx, TransactionCtx } from '../context.ts'
import { daysFrom } from '../days.ts'
import { emptiedComment, eraseComments } from '../posts/erase-comments.ts'
import { emptiedPost, erasePost } from '../posts/erase-post.ts'
import { anonymousLinkDays } from '../standing/rules.ts'

/** Enough for one round of house-keeping, which comes again soon. */
const most = 100

/**
 * Empties what moderators removed before a moment, as if its author had deleted it: words old and new, pictures,
 * files, comments, and who wrote them. Why it was removed stays for its author (`removals`). What came through an
 * anonymous post and is still open (an appeal, a question of who wrote it) is decided first: without its words nobody
 * could. Its age alone says how long it can be appealed: asked of the link, a post that is emptied sooner would tell
 * that its author has just left (P8). Pictures and further languages of an ally's post go as well,
 * once its removal cannot be undone.
 */
export async function emptyRemoved(ctx: Pick<Ctx, 'db' | 'clock'>, before: Date): Promise<void> {
  for (const postId of await removedPosts(ctx, before)) {
    await ctx.db.transaction().execute(async (db) => emptyPost({ db, clock: ctx.clock }, postId))
  }
  await ctx.db.transaction().execute(async (db) => emptyComments({ db, clock: ctx.clock }, before))
  await sql`delete from media where id in (
    select allied_images.media_id from allied_images
      join allied_posts on allied_posts.id = allied_images.allied_post_id
      join flags on flags.allied_post_id = allied_posts.id
    where flags.decision = 'removed' and flags.decided_at <= ${before}
      and allied_posts.withdrawn_at is not null and allied_posts.html = '')`.execute(ctx.db)
  await sql`delete from allied_post_texts text using allied_posts, flags
    where allied_posts.id = text.allied_post_id and flags.allied_post_id = allied_posts.id
      and flags.decision = 'removed' and flags.decided_at <= ${before}
      and allied_posts.withdrawn_at is not null and allied_posts.html = ''`.execute(ctx.db)
}

async function removedPosts(ctx: Pick<Ctx, 'db' | 'clock'>, before: Date): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('posts as p')
    .select('p.id')
    .where('p.removedAt', '<=', before)
    .where('p.deletedAt', 'is', null)
    .where(sql<boolean>`not exists (select 1 from post_sanctions through where through.post_id = p.id
      and (through.appealed_at is not null and through.appeal_decided_at is null
        or through.appealed_at is null and through.ends_at > ${ctx.clock.now()}
          and p.created_at > ${daysFrom(ctx.clock.now(), -anonymousLinkDays)}))
      and not exists (select 1 from unmaskings asked where asked.post_id = p.id and asked.decided_at is null)`)
    .orderBy('p.removedAt')
    .limit(most)
    .execute()
  return rows.map(({ id }) => id)
}

async function emptyPost(ctx: Pick<TransactionCtx, 'db' | 'clock'>, postId: string): Promise<void> {
  const { numUpdatedRows } = await ctx.db
    .updateTable('posts')
    .set(emptiedPost(ctx.clock.now()))
    .where('id', '=', postId)
    // Restored, or emptied by another round, while this one got here.
    .where('removedAt', 'is not', null)
    .where('deletedAt', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows > 0n) await erasePost(ctx, postId)
}

async function emptyComments(ctx: Pick<TransactionCtx, 'db' | 'clock'>, before: Date): Promise<void> {
  const emptied = await ctx.db
    .updateTable('comments')
    .set(emptiedComment(ctx.clock.now()))
    .where('removedAt', '<=', before)
    .where('deletedAt', 'is', null)
    .returning('id')
    .execute()
  await eraseComments(
    ctx,
    emptied.map(({ id }) => id),
  )
}
