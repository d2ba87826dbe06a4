import type { DomainEvent } from '../events/events.ts'
import type { JobHandler, JobOutcome } from '../jobs/worker.ts'
import type { FederationDeps } from './deps.ts'
import { channelBackfill } from './following/backfill.ts'
import { alliedThreadWanted } from './following/thread.ts'
import { type OutboundCtx, outbound } from './gateway.ts'
import { alliedImagesFound } from './inbox/allied-images-found.ts'
import { actorKeysChanged } from './outbox/actor-keys-changed.ts'
import { channelFollowed, channelLeft } from './outbox/channel-followed.ts'
import { channelChanged, channelClosed, channelMoved } from './outbox/channel-told.ts'
import { editionPublished } from './outbox/edition-published.ts'
import { editionUpdated } from './outbox/edition-updated.ts'
import { editionWithdrawn } from './outbox/edition-withdrawn.ts'
import { flagSent } from './outbox/flag-sent.ts'
import { followerAccepted, followerRejected } from './outbox/follower-answered.ts'
import {
  remoteCommentAccepted,
  remoteCommentChanged,
  remoteCommentWithdrawn,
} from './outbox/remote-comment.ts'
import { serverPurged } from './outbox/server-purged.ts'
import { editionLocked, editionPinned, editionUnlocked, editionUnpinned } from './outbox/thread-told.ts'

/** What is asked of other servers, where others tell them something. */
type FetchingEvent = 'allied-images-found' | 'channel-backfill' | 'allied-thread-wanted'

import { translationAnswered, translationOffered, translationTakenBack } from './outbox/translation.ts'

/** Job `event`: turns what happened into activities, ledger rows and delivery jobs, all in one transaction each. */
export const createEventHandler =
  (deps: FederationDeps): JobHandler<'event'> =>
  async (ctx, event, job) => {
    if (event.type === 'allied-images-found') return alliedImagesFound(ctx, deps, event, job)
    if (event.type === 'channel-backfill') return channelBackfill(ctx, deps, event, job)
    if (event.type === 'allied-thread-wanted') return alliedThreadWanted(ctx, deps, event, job)
    await tell(outbound(ctx), event)
    return { done: true } satisfies JobOutcome
  }

function tell(ctx: OutboundCtx, event: Exclude<DomainEvent, { type: FetchingEvent }>): Promise<void> {
  switch (event.type) {
    case 'edition-published':
      return editionPublished(ctx, event)
    case 'edition-updated':
      return editionUpdated(ctx, event)
    case 'edition-withdrawn':
      return editionWithdrawn(ctx, event)
    case 'edition-pinned':
      return editionPinned(ctx, event)
    case 'edition-unpinned':
      return editionUnpinned(ctx, event)
    case 'edition-locked':
      return editionLocked(ctx, event)
    case 'edition-unlocked':
      return editionUnlocked(ctx, event)
    case 'channel-changed':
      return channelChanged(ctx, event)
    case 'channel-moved':
      return channelMoved(ctx, event)
    case 'channel-closed':
      return channelClosed(ctx, event)
    case 'actor-keys-changed':
      return actorKeysChanged(ctx, event)
    case 'channel-followed':
      return channelFollowed(ctx, event)
    case 'channel-left':
      return channelLeft(ctx, event)
    case 'follower-accepted':
      return followerAccepted(ctx, event)
    case 'follower-rejected':
      return followerRejected(ctx, event)
    case 'translation-offered':
      return translationOffered(ctx, event)
    case 'translation-taken-back':
      return translationTakenBack(ctx, event)
    case 'translation-answered':
      return translationAnswered(ctx, event)
    case 'flag-sent':
      return flagSent(ctx, event)
    case 'remote-comment-accepted':
      return remoteCommentAccepted(ctx, event)
    case 'remote-comment-changed':
      return remoteCommentChanged(ctx, event)
    case 'remote-comment-withdrawn':
      return remoteCommentWithdrawn(ctx, event)
    case 'server-purged':
      return serverPurged(ctx, event)
  }
}
