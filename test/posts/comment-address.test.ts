import { describe, expect, it } from 'vitest'
import { lineOf } from '../../src/notifications/lines.ts'
import { commentAddress, threadAddress } from '../../src/posts/comment-address.ts'

describe('the address of a comment', () => {
  it('finds the page of a long thread on which it stands', () => {
    expect(commentAddress({ postId: 'p' }, 'c')).toBe('/posts/p?comment=c#c')
    expect(commentAddress({ postId: null, alliedPostId: 'a' }, 'c')).toBe('/allies/posts/a?comment=c#c')
  })

  it('can say what was done', () => {
    expect(commentAddress({ postId: 'p' }, 'c', 'comment-held')).toBe(
      '/posts/p?done=comment-held&comment=c#c',
    )
  })

  it('is where notices lead', () => {
    const notice = {
      ...{ id: 'n', kind: 'comment' as const, postId: 'p', alliedPostId: null, commentId: 'c' },
      ...{ groupId: null, groupName: null, conversationPath: null, createdAt: new Date(), seen: false },
      ...{ isGone: false, removed: null },
    }
    expect(lineOf(notice).href).toBe('/posts/p?comment=c#c')
    expect(lineOf({ ...notice, commentId: null }).href).toBe(threadAddress({ postId: 'p' }))
  })
})
