import type { TransactionCtx } from '../context.ts'
import { enqueue } from '../jobs/queue.ts'
import type { DomainEvent } from './events.ts'

/**
 * Commits an event with the transaction at hand (transactional outbox). Events with the same `orderKey` are worked
 * off one after another, in the order of their commits.
 */
export function emit(ctx: Pick<TransactionCtx, 'db' | 'clock'>, event: DomainEvent): Promise<void> {
  return enqueue(ctx, { kind: 'event', payload: event, orderKey: orderKey(event) })
}

function orderKey(event: DomainEvent): string {
  switch (event.type) {
    case 'edition-published':
    case 'edition-updated':
    case 'edition-withdrawn':
    case 'edition-pinned':
    case 'edition-unpinned':
    case 'edition-locked':
    case 'edition-unlocked':
      return `edition:${event.editionId}`
    case 'channel-changed':
    case 'channel-closed':
    case 'channel-moved':
      return `channel:${event.channelId}`
    case 'actor-keys-changed':
      return `actor:${event.actorId}`
    case 'channel-followed':
    case 'channel-left':
    case 'channel-backfill':
      return `followed:${event.followedChannelId}`
    case 'follower-accepted':
    case 'follower-rejected':
      return `follower:${event.followerId}`
    case 'remote-comment-accepted':
    case 'remote-comment-changed':
    case 'remote-comment-withdrawn':
      return `remote-comment:${event.remoteCommentId}`
    case 'allied-thread-wanted':
      return `allied-thread:${event.alliedPostId}`
    case 'translation-offered':
    case 'translation-taken-back':
      return `translation:${event.translationId}`
    case 'translation-answered':
      return `translation:${event.receivedTranslationId}`
    case 'allied-images-found':
      return `allied-post:${event.alliedPostId}`
    case 'flag-sent':
      return `flag:${event.outgoingFlagId}`
    case 'server-purged':
      return `server:${event.host}`
  }
}
