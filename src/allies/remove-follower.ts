import type { MemberCtx } from '../context.ts'
import type { Result } from '../result.ts'
import { decideFollower } from './decide-follower.ts'

/**
 * A moderator ends a follower's access, at once: whatever was accepted before, its host can fetch nothing any more.
 * Refuses: missing, forbidden, conflict (not following).
 */
export const removeFollower = (
  ctx: MemberCtx,
  { followerId }: { readonly followerId: string },
): Promise<Result<{ channelId: string }>> =>
  decideFollower(ctx, followerId, {
    from: 'accepted',
    to: 'removed',
    act: 'follower-removed',
    event: 'follower-rejected',
  })
