import type { Ctx } from '../../context.ts'
import type { DomainEvent } from '../../events/events.ts'
import type { JobHandler, JobOutcome } from '../../jobs/worker.ts'
import type { FederationDeps } from '../deps.ts'
import { alliedImagesFound } from './allied-images-found.ts'
import { channelFollowed, channelLeft } from './channel-followed.ts'
import { editionPublished } from './edition-published.ts'
import { editionUpdated } from './edition-updated.ts'
import { editionWithdrawn } from './edition-withdrawn.ts'
import { followerAccepted, followerRejected } from './follower-answered.ts'
import { remoteCommentAccepted, remoteCommentWithdrawn } from './remote-comment.ts'

/** Job `event`: turns what happened into activities, ledger rows and delivery jobs, all in one transaction each. */
export const createEventHandler =
  (deps: FederationDeps): JobHandler<'event'> =>
  async (ctx, event, job) => {
    if (event.type === 'allied-images-found') return alliedImagesFound(ctx, deps, event, job)
    await tell(ctx, event)
    return { done: true } satisfies JobOutcome
  }

function tell(ctx: Ctx, event: Exclude<DomainEvent, { type: 'allied-images-found' }>): Promise<void> {
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
    case 'remote-comment-withdrawn':
      return remoteCommentWithdrawn(ctx, event)
  }
}
