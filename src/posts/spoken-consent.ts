import type { MemberCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { visiblePost } from '../policy/visibility.ts'
import type { SpokenConsent } from './new-post.ts'

/** How a woman without a phone agreed to a post in her words: for moderators who can see it, nothing for others. */
export async function readSpokenConsent(ctx: MemberCtx, postId: string): Promise<SpokenConsent | undefined> {
  if (!couldBeId(postId) || !can(ctx.actor, 'spoken-consent.read')) return undefined
  return ctx.db
    .selectFrom('spokenConsents as consent')
    .innerJoin('posts as p', 'p.id', 'consent.postId')
    .select(['consent.note', 'consent.givenOn'])
    .where('p.id', '=', postId)
    .where(visiblePost(ctx, 'p'))
    .executeTakeFirst()
}
