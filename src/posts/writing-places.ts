import { couldBeId } from '../ids.ts'

const kinds = ['group', 'comment', 'allied', 'reply', 'edit-post', 'edit-comment'] as const

/** Where something is written: what its draft is kept by, and where its preview finds the form again. */
export interface WritingPlace {
  readonly kind: (typeof kinds)[number]
  /** Of the group, of the post or the ally's post that is answered, of the comment, or of what is changed. */
  readonly id: string
}

/** A new post in a group. */
export const groupPlaceOf = (groupId: string): string => `group:${groupId}`
/** A comment on a post. */
export const commentPlaceOf = (postId: string): string => `comment:${postId}`
/** A comment on what an ally published. */
export const alliedPlaceOf = (alliedPostId: string): string => `allied:${alliedPostId}`
/** An answer to a comment. */
export const replyPlaceOf = (commentId: string): string => `reply:${commentId}`
/** A post that is changed. */
export const postChangeOf = (postId: string): string => `edit-post:${postId}`
/** A comment that is changed. */
export const commentChangeOf = (commentId: string): string => `edit-comment:${commentId}`

/** What a form or a draft says; undefined for anything that is no place. */
export function readWritingPlace(text: string): WritingPlace | undefined {
  const [, word, id = ''] = /^([a-z-]+):(.+)$/.exec(text) ?? []
  const kind = kinds.find((known) => known === word)
  return kind !== undefined && couldBeId(id) ? { kind, id } : undefined
}
