import type { MemberCtx } from '../context.ts'
import { invalid, type Result } from '../result.ts'
import { type Decision, decideFollower } from './decide-follower.ts'
import { mayShowElsewhere } from './rules.ts'

export interface AcceptFollower {
  readonly followerId: string
  /** The moderator said that she knows what other software may do with what is not for everybody. */
  readonly understood?: boolean
}

/**
 * A moderator lets a server into an allied channel: it can read everything there from now on. Into an open one she lets
 * whom she removed before. Refuses: missing, forbidden, conflict (no longer waiting), and beside `understood` a server
 * that may show what it gets to everybody.
 */
export const acceptFollower = (
  ctx: MemberCtx,
  { followerId, understood }: AcceptFollower,
): Promise<Result<{ channelId: string }>> => decideFollower(ctx, followerId, accepting(understood))

/** Letting one in that waits, as a decision about her; refused without `understood` as above. */
export const accepting = (understood: boolean | undefined): Decision => ({
  from: 'pending',
  to: 'accepted',
  act: 'follower-accepted',
  event: 'follower-accepted',
  objection: (follower) =>
    mayShowElsewhere(follower) && understood !== true
      ? invalid('understood', 'followers.errors.understood')
      : undefined,
})
