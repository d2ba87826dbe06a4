import type { MemberCtx } from '../context.ts'
import type { Result } from '../result.ts'
import { decideFollower } from './decide-follower.ts'

/**
 * A moderator lets a server into an allied channel: it can read everything there from now on. Refuses: missing,
 * forbidden, conflict (no longer waiting).
 */
export const acceptFollower = (
  ctx: MemberCtx,
  { followerId }: { readonly followerId: string },
): Promise<Result<{ channelId: string }>> =>
  decideFollower(ctx, followerId, {
    from: 'pending',
    to: 'accepted',
    act: 'follower-accepted',
    event: 'follower-accepted',
  })
