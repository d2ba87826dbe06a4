import { sql } from 'kysely'
import { countUse } from '../auth/throttle.ts'
import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { isAuthor } from '../policy/visibility.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import { moderatorsFor } from './moderators.ts'
import { judgeMessage, perHour } from './rules.ts'
import { notifyOfMessage, storeMessage } from './store-message.ts'
import type { WriteToModerators } from './write-to-moderators.ts'

/**
 * Answers the moderators as the author of an anonymous post; no row joins her to what she writes (P8). Refuses:
 * missing for every post but an anonymous one of hers that they wrote to her about, invalid beside `text`, conflict,
 * busy.
 */
export async function answerAboutPost(
  ctx: MemberCtx,
  { postId, ...input }: WriteToModerators & { readonly postId: string },
): Promise<Result<undefined>> {
  if (!couldBeId(postId)) return missing()
  if (!can(ctx.actor, 'contact.write', 'author')) return forbidden()
  const uses = await countUse(ctx, 'message', `account ${ctx.actor.memberId}`)
  return inTransaction(ctx, async (trx) => {
    const about = await trx.db
      .selectFrom('conversations as about')
      .innerJoin('posts', 'posts.id', 'about.postId')
      .select(['about.id', 'posts.groupId'])
      .where('about.postId', '=', postId)
      .where('posts.anonymous', '=', true)
      .where('posts.deletedAt', 'is', null)
      .where(isAuthor(trx, 'post', sql.ref('about.post_id')))
      .forNoKeyUpdate('about')
      .executeTakeFirst()
    if (!about) return missing()
    const [first, ...more] = judgeMessage(input.text)
    if (first) return refuse(first, ...more)
    if (uses > perHour) return refuse({ kind: 'busy', message: 'contact.errors.busy' })
    const message = { ...input, conversationId: about.id, authorId: null, fromModerators: false }
    const stored = await storeMessage(trx, message)
    if (!stored.ok) return stored
    // Also to a moderator who wrote the post: leaving her out would tell the others.
    if (stored.value) {
      await notifyOfMessage(trx, await moderatorsFor(trx, { groupId: about.groupId }), about.id)
    }
    return ok()
  })
}
