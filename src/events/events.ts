/**
 * What happened, in the words of the domain. An event is committed with the state that caused it and is worked off
 * later by whoever subscribes (federation); it carries ids only, so that nothing personal waits in a queue.
 */
export type DomainEvent =
  | { readonly type: 'edition-published'; readonly editionId: string; readonly version: number }
  | { readonly type: 'edition-updated'; readonly editionId: string; readonly version: number }
  | { readonly type: 'edition-withdrawn'; readonly editionId: string }
  | { readonly type: 'channel-followed'; readonly followedChannelId: string }
  | { readonly type: 'channel-left'; readonly followedChannelId: string }
  | { readonly type: 'follower-accepted'; readonly followerId: string }
  | { readonly type: 'follower-rejected'; readonly followerId: string }
  | { readonly type: 'remote-comment-accepted'; readonly remoteCommentId: string }
  | { readonly type: 'remote-comment-changed'; readonly remoteCommentId: string; readonly version: number }
  | { readonly type: 'remote-comment-withdrawn'; readonly remoteCommentId: string }
  | { readonly type: 'allied-images-found'; readonly alliedPostId: string }
