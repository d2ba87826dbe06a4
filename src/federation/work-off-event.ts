import type { DomainEvent } from '../events/events.ts'
import type { JobHandler, JobOutcome } from '../jobs/worker.ts'
import type { FederationDeps } from './deps.ts'
import { type OutboundCtx, outbound } from './gateway.ts'
import { alliedImagesFound } from './inbox/allied-images-found.ts'
import { channelFollowed, channelLeft } from './outbox/channel-followed.ts'
import { editionPublished } from './outbox/edition-published.ts'
import { editionUpdated } from './outbox/edition-updated.ts'
import { editionWithdrawn } from './outbox/edition-withdrawn.ts'
import { followerAccepted, followerRejected } from './outbox/follower-answered.ts'
import {
  remoteCommentAccepted,
  remoteCommentChanged,
  remoteCommentWithdrawn,
} from './outbox/remote-comment.ts'

/** Job `event`: turns what happened into activities, ledger rows and delivery jobs, all in one transaction each. */
export const createEventHandler =
  (deps: FederationDeps): JobHandler<'event'> =>
  async (ctx, event, job) => {
    if (event.type === 'allied-images-found') return alliedImagesFound(ctx, deps, event, job)
    await tell(outbound(ctx), event)
    return { done: true } satisfies JobOutcome
  }

function tell(ctx: OutboundCtx, event: Exclude<DomainEvent, { type: 'allied-images-found' }>): Promise<void> {
  switch (event.type) {
    case 'edition-published':
      return editionPublished(ctx, event)
    case 'edition-updated':
      return editionUpdated(ctx, event)
    case 'edition-withdrawn':
      return editionWithdrawn(ctx, event)
    case 'channel-followed':
      return channelFollowed(ctx, event)
    case 'channel-left':
      return channelLeft(ctx, event)
    case 'follower-accepted':
      return followerAccepted(ctx, event)
    case 'follower-rejected':
      return followerRejected(ctx, event)
    case 'remote-comment-accepted':
      return remoteCommentAccepted(ctx, event)
    case 'remote-comment-changed':
      return remoteCommentChanged(ctx, event)
    case 'remote-comment-withdrawn':
      return remoteCommentWithdrawn(ctx, event)
  }
}
