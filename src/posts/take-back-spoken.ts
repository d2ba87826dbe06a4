import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { looksAfter, relationTo } from '../groups/group-moderator.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { tellAuthor } from '../moderation/remove-thing.ts'
import { can } from '../policy/permissions.ts'
import { isAuthor, visiblePost } from '../policy/visibility.ts'
import { forbidden, missing, ok, type Result } from '../result.ts'
import { emptiedPost, erasePost } from './erase-post.ts'

export interface TakeBackSpoken {
  readonly postId: string
  /** What whoever wrote it down reads, in the language of the moderator who does it, as every reason is. */
  readonly reason: string
}

/**
 * Takes away what was written for a woman without a phone, because she takes her word back: at once and wholly, with
 * how she agreed and everything below it, and with no way back. Whoever looks after the group may, and nobody has to
 * judge it; whoever wrote it down is told. Refuses: missing for what she cannot see and for a post that speaks for
 * nobody else, forbidden.
 */
export async function takeBackSpoken(
  ctx: MemberCtx,
  { postId, reason }: TakeBackSpoken,
): Promise<Result<{ groupId: string }>> {
  if (!couldBeId(postId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const post = await trx.db
      .selectFrom('posts as p')
      .select('p.groupId')
      .select([
        isAuthor(trx, 'post', sql.ref('p.id')).as('isMine'),
        looksAfter(trx, sql.ref('p.group_id')).as('looksAfter'),
      ])
      .where('p.id', '=', postId)
      .where(sql<boolean>`exists (select 1 from spoken_consents consent where consent.post_id = p.id)`)
      .where(visiblePost(trx, 'p'))
      .forUpdate('p')
      .executeTakeFirst()
    if (!post) return missing()
    if (!can(trx.actor, 'spoken-consent.take-back', relationTo(post))) return forbidden()
    const now = trx.clock.now()
    await trx.db
      .updateTable('posts')
      .set({ ...emptiedPost(now), removedAt: now })
      .where('id', '=', postId)
      .execute()
    // Without its words: only what whoever wrote it down reads when she asks where it went.
    const removal = { id: trx.random.id(), postId, category: 'other' as const, reason, removedAt: now }
    await trx.db.insertInto('removals').values(removal).execute()
    if (!post.isMine) await tellAuthor(trx, { what: 'post', id: postId }, null, 'post-removed')
    await erasePost(trx, postId)
    await recordAct(trx, 'spoken-consent-taken-back', postId)
    return ok({ groupId: post.groupId })
  })
}
