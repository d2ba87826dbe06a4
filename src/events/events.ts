/**
 * What happened, in the words of the domain. An event is committed with the state that caused it and is worked off
 * later by whoever subscribes (federation); it carries ids only, so that nothing personal waits in a queue.
 */
export type DomainEvent =
  | { readonly type: 'edition-published'; readonly editionId: string; readonly version: number }
  | { readonly type: 'edition-updated'; readonly editionId: string; readonly version: number }
  | { readonly type: 'edition-withdrawn'; readonly editionId: string }
  | { readonly type: 'edition-pinned'; readonly editionId: string; readonly pinId: string }
  | { readonly type: 'edition-unpinned'; readonly editionId: string; readonly pinId: string }
  | { readonly type: 'edition-locked'; readonly editionId: string; readonly lockId: string }
  | { readonly type: 'edition-unlocked'; readonly editionId: string; readonly lockId: string }
  | { readonly type: 'channel-changed'; readonly channelId: string; readonly changeId: string }
  | { readonly type: 'channel-closed'; readonly channelId: string }
  | { readonly type: 'channel-moved'; readonly channelId: string }
  | { readonly type: 'actor-keys-changed'; readonly actorId: string; readonly changeId: string }
  | { readonly type: 'channel-followed'; readonly followedChannelId: string }
  | { readonly type: 'channel-left'; readonly followedChannelId: string }
  | { readonly type: 'channel-backfill'; readonly followedChannelId: string }
  | { readonly type: 'allied-thread-wanted'; readonly alliedPostId: string }
  | { readonly type: 'follower-accepted'; readonly followerId: string }
  | { readonly type: 'follower-rejected'; readonly followerId: string }
  | { readonly type: 'flag-sent'; readonly outgoingFlagId: string }
  | { readonly type: 'remote-comment-accepted'; readonly remoteCommentId: string }
  | { readonly type: 'remote-comment-changed'; readonly remoteCommentId: string; readonly version: number }
  | { readonly type: 'remote-comment-withdrawn'; readonly remoteCommentId: string }
  | { readonly type: 'translation-offered'; readonly translationId: string }
  | { readonly type: 'translation-taken-back'; readonly translationId: string }
  | { readonly type: 'translation-answered'; readonly receivedTranslationId: string }
  | { readonly type: 'allied-images-found'; readonly alliedPostId: string }
  | { readonly type: 'server-purged'; readonly host: string; readonly purgeId: string }
