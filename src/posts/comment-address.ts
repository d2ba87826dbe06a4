/** What comments hang on: a post of a group here, or an ally's post; one of the two is set. */
export interface Thread {
  readonly postId?: string | null | undefined
  readonly alliedPostId?: string | null | undefined
}

/** Where a thread stands. */
export const threadAddress = ({ postId, alliedPostId }: Thread): string =>
  typeof postId === 'string' ? `/posts/${postId}` : `/allies/posts/${alliedPostId}`

/**
 * Where a comment stands, on whatever page of a long thread. A bare `#id` leads there only on the newest page. `done`
 * is what the page says on top.
 */
export const commentAddress = (thread: Thread, commentId: string, done?: string): string =>
  `${threadAddress(thread)}?${done === undefined ? '' : `done=${done}&`}comment=${commentId}#${commentId}`
