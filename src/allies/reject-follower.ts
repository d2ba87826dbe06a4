import type { MemberCtx } from '../context.ts'
import type { Result } from '../result.ts'
import { decideFollower } from './decide-follower.ts'

/** A moderator turns a follower away; she may ask again. Refuses: missing, forbidden, conflict (no longer waiting). */
export const rejectFollower = (
  ctx: MemberCtx,
  { followerId }: { readonly followerId: string },
): Promise<Result<{ channelId: string }>> =>
  decideFollower(ctx, followerId, {
    from: 'pending',
    to: 'rejected',
    act: 'follower-rejected',
    event: 'follower-rejected',
  })
